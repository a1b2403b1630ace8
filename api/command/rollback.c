/* hiraku rollback: the data of an earlier release becomes a new one. */
#include "command.h"

static void rollback_write_text(const struct call *call, const struct publish_result *result,
                                enum status status, const struct report *report, struct out *out)
{
    char text[5][24];
    enum message message = status != STATUS_OK ? MESSAGE_ROLLBACK_REFUSED
                           : result->changed   ? MESSAGE_ROLLED_BACK
                                               : MESSAGE_ROLLBACK_UNCHANGED;
    call_write_report(call, report, out);
    message_write(out, message, call->language,
                  MESSAGE_WITH(call->operand, message_number(text[0], result->number),
                               message_number(text[1], result->rows),
                               message_number(text[2], result->added),
                               message_number(text[3], result->removed),
                               message_number(text[4], result->modified), result->base_url));
}

enum status command_rollback(const struct call *call, struct out *out, struct problem *p)
{
    struct publish_result result = {.number = 0};
    struct publishing publishing;
    int64_t number;
    enum status status = call_release_number(call, &number, p);
    if (status == STATUS_OK)
        status = call_check_message(call, p);
    if (status != STATUS_OK)
        return status;
    status = publishing_begin(&publishing, call, call->json, p);
    if (status != STATUS_OK)
        return status;
    struct report *report = publishing.report;
    status =
        publish_rollback(call->config.store, (uint64_t)number, &publishing.options, &result, p);
    publishing_end(&publishing);
    bool refused = status == STATUS_BAD_DATA && report_count(report, SEVERITY_ERROR) > 0;
    if (call->json && (status == STATUS_OK || refused))
        call_write_outcome(&result, number, status, report, out);
    else if (status == STATUS_OK || refused)
        rollback_write_text(call, &result, status, report, out);
    if (refused)
        problem_set(p, status, SLICE_NONE, SLICE_NONE, NULL);
    report_free(report);
    return status;
}
