/* What check, publish and rollback say of findings and of what came of them. */
#include "command.h"

#include "hiraku/base/json_writer.h"

void call_write_report(const struct call *call, const struct report *report, struct out *out)
{
    char errors[24], warnings[24], notes[24], files[24];
    report_write(report, call->language, call->all ? REPORT_LINES : REPORT_GROUPS, out);
    message_write(out, MESSAGE_CHECK_DONE, call->language,
                  MESSAGE_WITH(message_number(errors, report_count(report, SEVERITY_ERROR)),
                               message_number(warnings, report_count(report, SEVERITY_WARNING)),
                               message_number(notes, report_count(report, SEVERITY_NOTE)),
                               message_number(files, report_rule_count(report, RULE_READ_AS))));
}

void call_write_result(const struct publish_result *result, struct json_writer *json)
{
    json_int_or_null(json, "release", (int64_t)result->number, result->number > 0);
    json_bool(json, "changed", result->changed);
    json_bool(json, "rebuilt", result->rebuilt);
    json_int(json, "rows", (int64_t)result->rows);
    json_int(json, "added", (int64_t)result->added);
    json_int(json, "removed", (int64_t)result->removed);
    json_int(json, "modified", (int64_t)result->modified);
}

void call_write_outcome(const struct publish_result *result, int64_t restores, enum status status,
                        const struct report *report, struct out *out)
{
    struct json_writer json = json_compact(out, JSON_EMPTY_NULL);
    json_begin_object(&json, NULL);
    json_text(&json, "status", status_info(status)->slug);
    if (restores > 0)
        json_int(&json, "restores", restores);
    call_write_result(result, &json);
    report_write_members(report, &json);
    json_finish(&json);
}
