/* hiraku publish: the report and the result to standard output, progress to standard error. */
#include "command.h"

/* --- what came of it -------------------------------------------------------------------------- */

static void write_result(const struct call *call, const struct publish_result *result,
                         struct out *out)
{
    char text[5][24];
    const char *number = message_number(text[0], result->number);
    if (result->changed)
        message_write(out, MESSAGE_PUBLISHED, call->language,
                      MESSAGE_WITH(number, message_number(text[1], result->rows),
                                   message_number(text[2], result->added),
                                   message_number(text[3], result->removed),
                                   message_number(text[4], result->modified), result->base_url));
    else
        message_write(out, result->rebuilt ? MESSAGE_DERIVED_ANEW : MESSAGE_UNCHANGED,
                      call->language, MESSAGE_WITH(number));
}

void call_write_publish(const struct call *call, const struct publish_result *result,
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

/* --- the command ------------------------------------------------------------------------------ */

enum status command_publish(const struct call *call, struct out *out, struct problem *p)
{
    struct publish_result result = {.number = 0};
    struct publishing publishing;
    enum status status = call_check_folder(call, p);
    if (status == STATUS_OK)
        status = call_check_store(call, p);
    if (status == STATUS_OK)
        status = call_check_message(call, p);
    if (status != STATUS_OK)
        return status;
    if (call->dry_run)
        return command_preview(call, out, p);
    status = publishing_begin(&publishing, call, call->json || call->quiet, p);
    if (status != STATUS_OK)
        return status;
    struct report *report = publishing.report;
    status = publish_run(call->config.store, call->operand, &publishing.options, &result, p);
    publishing_end(&publishing);
    bool refused = status == STATUS_BAD_DATA && report_count(report, SEVERITY_ERROR) > 0;
    if (call->json && (status == STATUS_OK || refused))
        call_write_outcome(&result, 0, status, report, out);
    else if (status == STATUS_OK || refused)
        call_write_publish(call, &result, status, report, out);
    if (refused)
        problem_set(p, status, SLICE_NONE, SLICE_NONE, NULL);
    report_free(report);
    return status;
}
