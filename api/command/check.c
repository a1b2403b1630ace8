/* hiraku check: the report to standard output, progress to standard error. */
#include "command.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/ingest/ingest.h"
#include "hiraku/readability/readability.h"

#include <strings.h>
#include <sys/stat.h>

/* What the comparison with the store's newest release came to. */
static void write_compared(const struct call *call, const struct publish_result *result,
                           bool refused, struct out *out)
{
    char base[24];
    const char *with = result->base > 0 ? message_number(base, result->base) : call->config.store;
    enum message message = result->base == 0 ? MESSAGE_NO_RELEASE_YET
                           : refused         ? MESSAGE_NOT_COMPARED
                                             : MESSAGE_COMPARED;
    message_write(out, message, call->language, MESSAGE_WITH(with));
}

static bool check_ends(const char *path, const char *ending)
{
    size_t len = strlen(path), end = strlen(ending);
    return len > end && strcasecmp(path + len - end, ending) == 0;
}

/* A workbook, or a CSV file as any table. A file of an instance is refused, with the folder that
 * was meant; workbooks are none. */
static bool check_is_file(const struct call *call)
{
    struct stat about;
    struct problem within = {.status = STATUS_OK};
    const char *path = call->operand;
    if (call->fix || call->store_named || stat(path, &about) != 0 || !S_ISREG(about.st_mode) ||
        check_ends(path, ".json"))
        return false;
    call_check_folder(call, &within);
    return within.nearest[0] == '\0' || check_ends(path, ".xlsx") || check_ends(path, ".xlsm");
}

/* For people: as call_write_report, but no files of an instance are counted. */
static void check_write_file(const struct call *call, const struct report *report, struct out *out)
{
    char errors[24], warnings[24], notes[24];
    report_write(report, call->language, call->all ? REPORT_LINES : REPORT_GROUPS, out);
    message_write(out, MESSAGE_CHECK_FILE_DONE, call->language,
                  MESSAGE_WITH(message_number(errors, report_count(report, SEVERITY_ERROR)),
                               message_number(warnings, report_count(report, SEVERITY_WARNING)),
                               message_number(notes, report_count(report, SEVERITY_NOTE))));
}

static enum status check_file(const struct call *call, struct report *report, struct problem *p)
{
    struct workbook_limits limits = call_workbook_limits(call);
    return readability_check(call->operand, call->operand, &limits, report, p);
}

/* The folder itself, or the corrected copy of it. */
static enum status run_check(const struct call *call, struct report *report,
                             const struct progress *progress, struct publish_result *result,
                             struct problem *p)
{
    const struct own_limits limits = call_own_limits(call);
    const char *dir = call->fix ? call->fix : call->operand;
    if (call->store_named) {
        const struct publish_options options = {
            .report = report, .progress = progress, .own = limits};
        enum status status = publish_preview(call->config.store, dir, &options, NULL, result, p);
        return status == STATUS_BAD_DATA ? STATUS_OK : status;
    }
    return ingest_check_folder(dir, &limits, report, progress, p);
}

/* Behind the changes of --fix, if there are any. */
static void check_write_json(const struct report *report, struct json_writer *json)
{
    if (json->depth == 0)
        json_begin_object(json, NULL);
    report_write_members(report, json);
    json_finish(json);
}

enum status command_check(const struct call *call, struct out *out, struct problem *p)
{
    struct publish_result result = {.number = 0};
    struct json_writer json = json_compact(out, JSON_EMPTY_NULL);
    struct meter meter;
    bool file = check_is_file(call);
    enum status status = file ? STATUS_OK : call_check_folder(call, p);
    if (status == STATUS_OK && call->fix)
        status = command_fix(call, out, &json, p);
    if (status != STATUS_OK)
        return status;
    struct report *report = report_new();
    if (!report)
        return problem_memory(p);
    meter_init(&meter, call->language, call->json);
    status =
        file ? check_file(call, report, p) : run_check(call, report, &meter.progress, &result, p);
    meter_end(&meter);
    if (status == STATUS_OK) {
        bool refused = report_count(report, SEVERITY_ERROR) > 0;
        if (call->json)
            check_write_json(report, &json);
        else if (file)
            check_write_file(call, report, out);
        else
            call_write_report(call, report, out);
        if (call->store_named && !call->json)
            write_compared(call, &result, refused, out);
        if (refused)
            status = problem_set(p, STATUS_BAD_DATA, SLICE_NONE, SLICE_NONE, NULL);
    }
    report_free(report);
    return status;
}
