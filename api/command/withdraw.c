/* hiraku withdraw: an old release is no longer shown, for legal reasons. */
#include "command.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/release/withdrawal.h"

static enum status withdraw_check(const struct call *call, struct problem *p)
{
    if (!call->reason || call->reason[0] == '\0')
        return problem_set(p, STATUS_NO_REASON, slice_of("--reason"), SLICE_NONE, NULL);
    enum status status = call_check_line("--reason", call->reason, WITHDRAWAL_REASON_MAX, p);
    return status == STATUS_OK
               ? call_check_line("--reason-en", call->reason_en, WITHDRAWAL_REASON_MAX, p)
               : status;
}

enum status command_withdraw(const struct call *call, struct out *out, struct problem *p)
{
    int64_t number;
    enum status status = call_release_number(call, &number, p);
    if (status == STATUS_OK)
        status = withdraw_check(call, p);
    if (status == STATUS_OK)
        status = publish_withdraw(call->config.store, (uint64_t)number, call->reason,
                                  call->reason_en ? call->reason_en : "", p);
    if (status != STATUS_OK)
        return status;
    if (call->json) {
        struct json_writer json = json_compact(out, JSON_EMPTY_NULL);
        json_begin_object(&json, NULL);
        json_text(&json, "status", "ok");
        json_int(&json, "release", number);
        json_finish(&json);
    } else {
        message_write(out, MESSAGE_WITHDRAWN, call->language, MESSAGE_WITH(call->operand));
    }
    return STATUS_OK;
}
