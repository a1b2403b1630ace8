/* hiraku check, hiraku publish: the report to standard output, progress to standard error. */
#include "command.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { REPORT_MOST = 256 << 20 };

static const struct slice none;

static enum status check_folder(const struct call *call, struct problem *p)
{
    struct stat about;
    if (stat(call->operand, &about) < 0)
        return errno == ENOENT || errno == ENOTDIR
                   ? problem_set(p, STATUS_USAGE, slice_of(call->operand),
                                 slice_of(message_text(MESSAGE_NOT_A_DIRECTORY, call->language)),
                                 NULL)
                   : problem_errno(p, call->operand);
    if (!S_ISDIR(about.st_mode))
        return problem_set(p, STATUS_USAGE, slice_of(call->operand),
                           slice_of(message_text(MESSAGE_NOT_A_DIRECTORY, call->language)), NULL);
    return STATUS_OK;
}

/* For people: the findings, then how many there are. */
static void write_report(const struct call *call, const struct report *report, struct out *out)
{
    char errors[24], warnings[24], notes[24], files[24];
    report_write(report, call->language, call->all ? REPORT_LINES : REPORT_GROUPS, out);
    message_write(out, MESSAGE_CHECK_DONE, call->language,
                  MESSAGE_WITH(number_text(errors, report_count(report, SEVERITY_ERROR)),
                               number_text(warnings, report_count(report, SEVERITY_WARNING)),
                               number_text(notes, report_count(report, SEVERITY_NOTE)),
                               number_text(files, report_rule_count(report, RULE_READ_AS))));
}

enum status command_check(const struct call *call, struct out *out, struct problem *p)
{
    struct instance instance;
    struct meter meter;
    enum status status = check_folder(call, p);
    if (status != STATUS_OK)
        return status;
    struct report *report = report_new();
    if (!report)
        return problem_memory(p);
    meter_init(&meter, call->language, call->json);
    status = publish_check(call->operand, &instance, report, &meter.progress, NULL, p);
    meter_end(&meter);
    if (status == STATUS_OK) {
        if (call->json)
            report_write(report, call->language, REPORT_JSON, out);
        else
            write_report(call, report, out);
        if (report_count(report, SEVERITY_ERROR) > 0)
            status = problem_set(p, STATUS_BAD_DATA, none, none, NULL);
    }
    instance_free(&instance);
    report_free(report);
    return status;
}

/* --- publish ---------------------------------------------------------------------------------- */

static void write_result(const struct call *call, const struct publish_result *result,
                         struct out *out)
{
    char text[5][24];
    const char *number = number_text(text[0], result->number);
    if (result->changed)
        message_write(out, MESSAGE_PUBLISHED, call->language,
                      MESSAGE_WITH(number, number_text(text[1], result->rows),
                                   number_text(text[2], result->added),
                                   number_text(text[3], result->removed),
                                   number_text(text[4], result->modified)));
    else
        message_write(out, result->rebuilt ? MESSAGE_DERIVED_ANEW : MESSAGE_UNCHANGED,
                      call->language, MESSAGE_WITH(number));
}

/* The report's object with the result before its own members. */
static void write_json(const struct publish_result *result, enum status status,
                       const struct report *report, struct out *out)
{
    struct out text;
    out_open_memory(&text, REPORT_MOST);
    report_write(report, LANGUAGE_EN, REPORT_JSON, &text);
    out_text(out, "{\"status\":\"");
    out_text(out, status_info(status)->slug);
    out_text(out, "\",\"release\":");
    if (result->number > 0)
        out_int(out, (int64_t)result->number);
    else
        out_text(out, "null");
    out_text(out, result->changed ? ",\"changed\":true" : ",\"changed\":false");
    out_text(out, result->rebuilt ? ",\"rebuilt\":true" : ",\"rebuilt\":false");
    const struct {
        const char *key;
        uint64_t number;
    } numbers[] = {{",\"rows\":", result->rows},
                   {",\"added\":", result->added},
                   {",\"removed\":", result->removed},
                   {",\"modified\":", result->modified}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        out_text(out, numbers[i].key);
        out_int(out, (int64_t)numbers[i].number);
    }
    if (text.error == STATUS_OK && text.len > 1) {
        out_char(out, ',');
        out_bytes(out, text.bytes + 1, text.len - 1);
    } else {
        out_fail(out, text.error != STATUS_OK ? text.error : STATUS_INTERNAL, "report");
    }
    out_close(&text);
}

enum status command_publish(const struct call *call, struct out *out, struct problem *p)
{
    struct publish_result result = {.number = 0};
    const struct publish_options options = call_publish_options(call);
    struct meter meter;
    enum status status = check_folder(call, p);
    if (status != STATUS_OK)
        return status;
    struct report *report = report_new();
    if (!report)
        return problem_memory(p);
    meter_init(&meter, call->language, call->json);
    status = publish_run(call->config.store, call->operand, &options, report, &meter.progress,
                         &result, p);
    meter_end(&meter);
    bool refused = status == STATUS_BAD_DATA && report_count(report, SEVERITY_ERROR) > 0;
    if (status == STATUS_OK || refused) {
        if (call->json) {
            write_json(&result, status, report, out);
        } else {
            write_report(call, report, out);
        }
    }
    if (status == STATUS_OK && !call->json)
        write_result(call, &result, out);
    if (refused && !call->json)
        message_write(out, MESSAGE_REFUSED, call->language, MESSAGE_WITH(""));
    if (refused)
        problem_set(p, status, none, none, NULL);
    report_free(report);
    return status;
}
