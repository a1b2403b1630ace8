/* hiraku publish: the report and the result to standard output, progress to standard error. */
#include "command.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/base/text.h"
#include "hiraku/release/release.h"

#include <string.h>

static const struct slice none;

/* --- what came of it -------------------------------------------------------------------------- */

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
                                   number_text(text[4], result->modified), result->base_url));
    else
        message_write(out, result->rebuilt ? MESSAGE_DERIVED_ANEW : MESSAGE_UNCHANGED,
                      call->language, MESSAGE_WITH(number));
}

void call_write_result_json(const struct publish_result *result, struct json_writer *json)
{
    json_int_or_null(json, "release", (int64_t)result->number, result->number > 0);
    json_bool(json, "changed", result->changed);
    json_bool(json, "rebuilt", result->rebuilt);
    json_int(json, "rows", (int64_t)result->rows);
    json_int(json, "added", (int64_t)result->added);
    json_int(json, "removed", (int64_t)result->removed);
    json_int(json, "modified", (int64_t)result->modified);
}

static void write_json(const struct publish_result *result, enum status status,
                       const struct report *report, struct out *out)
{
    struct json_writer json = json_compact(out, JSON_EMPTY_NULL);
    json_begin_object(&json, NULL);
    json_text(&json, "status", status_info(status)->slug);
    call_write_result_json(result, &json);
    report_write_members(report, &json);
    json_finish(&json);
}

static void write_text(const struct call *call, const struct publish_result *result,
                       enum status status, const struct report *report, struct out *out)
{
    if (call->quiet && status == STATUS_OK && !result->changed)
        return;
    call_write_report(call, report, out);
    if (status == STATUS_OK)
        write_result(call, result, out);
    else
        message_write(out, MESSAGE_REFUSED, call->language, MESSAGE_WITH(""));
}

enum status call_check_message(const struct call *call, struct problem *p)
{
    struct slice text = slice_of(call->message);
    bool is_line =
        text.len == 0 || (text_check(text, NULL) == TEXT_GOOD && !memchr(text.at, '\n', text.len) &&
                          !memchr(text.at, '\r', text.len));
    if (is_line && text.len <= RELEASE_MESSAGE_MAX)
        return STATUS_OK;
    char most[24];
    return problem_set(p, is_line ? STATUS_MESSAGE_TOO_LONG : STATUS_MESSAGE_NO_LINE,
                       slice_of("--message"), slice_of(number_text(most, RELEASE_MESSAGE_MAX)),
                       NULL);
}

/* --- the command ------------------------------------------------------------------------------ */

enum status command_publish(const struct call *call, struct out *out, struct problem *p)
{
    struct publish_result result = {.number = 0};
    const struct publish_options options = call_publish_options(call);
    struct meter meter;
    enum status status = call_check_folder(call, p);
    if (status == STATUS_OK)
        status = call_check_store(call, p);
    if (status == STATUS_OK)
        status = call_check_message(call, p);
    if (status != STATUS_OK)
        return status;
    if (call->dry_run)
        return command_preview(call, out, p);
    struct report *report = report_new();
    if (!report)
        return problem_memory(p);
    meter_init(&meter, call->language, call->json || call->quiet);
    status = publish_run(call->config.store, call->operand, &options, report, &meter.progress,
                         &result, p);
    meter_end(&meter);
    bool refused = status == STATUS_BAD_DATA && report_count(report, SEVERITY_ERROR) > 0;
    if (call->json && (status == STATUS_OK || refused))
        write_json(&result, status, report, out);
    else if (status == STATUS_OK || refused)
        write_text(call, &result, status, report, out);
    if (refused)
        problem_set(p, status, none, none, NULL);
    report_free(report);
    return status;
}
