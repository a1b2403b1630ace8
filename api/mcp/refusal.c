/* Errors of the protocol as JSON-RPC (s.5.1); the table is refusal.def. What a tool cannot answer
 * is no error of the protocol: answer.c. */
#include "hiraku/mcp/message.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/base/text.h"

#include <stdio.h>

enum {
    CODE_INTERNAL = -32603,
    CODE_INVALID = -32600,
    HTTP_INTERNAL = 500,
    TEXT_BYTES = 4096,
    SUBJECT_MAX = 200
};

static const struct {
    enum status status;
    int code;
    const char *message[2]; /* by enum language */
} refusals[MCP_REFUSALS] = {
#define REFUSAL(name, status, code, ja, en) [MCP_##name] = {STATUS_##status, code, {ja, en}},
#include "hiraku/mcp/refusal.def"
#undef REFUSAL
};

enum status mcp_refuse(struct mcp_message *message, enum mcp_refusal refusal, struct slice subject,
                       struct problem *p)
{
    message->refusal = refusal;
    message->subject = arena_copy(message->arena, subject);
    message->requested = arena_copy(message->arena, message->requested);
    enum status status = refusals[refusal].status;
    return status == STATUS_OK ? status : problem_set(p, status, slice_of("MCP"), subject, NULL);
}

static void refusal_data(const struct mcp_message *message, struct json_writer *json)
{
    if (message->refusal != MCP_UNKNOWN_VERSION)
        return;
    json_begin_object(json, "data");
    json_begin_array(json, "supported");
    json_text(json, NULL, MCP_MODERN);
    json_end(json);
    json_slice(json, "requested", message->requested);
    json_end(json);
}

void mcp_refusal_write(const struct mcp_message *message, const struct problem *p,
                       enum language language, struct out *out)
{
    char bytes[TEXT_BYTES];
    bool refused = message && message->refusal != MCP_NOT_REFUSED;
    struct json_writer json = json_compact(out, JSON_EMPTY_TEXT);
    struct out text;
    out_open_buffer(&text, bytes, sizeof bytes);
    json_begin_object(&json, NULL);
    json_text(&json, "jsonrpc", "2.0");
    out_slice(json_value(&json, "id"), message ? message->id : slice_of("null"));
    json_begin_object(&json, "error");
    if (refused) {
        json_int(&json, "code", refusals[message->refusal].code);
        out_about(&text, refusals[message->refusal].message[language], message->subject,
                  SUBJECT_MAX);
        json_slice(&json, "message", out_written(&text));
        refusal_data(message, &json);
    } else {
        bool own = status_info(p->status)->http >= HTTP_INTERNAL;
        problem_text(p, language, bytes, sizeof bytes);
        json_int(&json, "code", own ? CODE_INTERNAL : CODE_INVALID);
        json_text(&json, "message", bytes);
    }
    json_finish(&json);
}
