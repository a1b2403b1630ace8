/* Messages of the Model Context Protocol: whatever is sent is read or refused with a JSON-RPC
 * error, and what arguments become is a path of this service. The first byte chooses the fields of
 * the head. */
#include "hiraku/base/arena.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/http/protocol/request_check.h"
#include "hiraku/mcp/methods.h"
#include "hiraku/mcp/tools.h"

#include "fuzz.h"

#include <jansson.h>

enum { ANSWER_BYTES = 1 << 20, HEADS = 3 };

static void check_refusal(const struct mcp_message *message, const struct problem *p)
{
    struct out out;
    out_open_memory(&out, ANSWER_BYTES);
    mcp_refusal_write(message, p, LANGUAGE_EN, &out);
    ENSURE(out_finish(&out, NULL) == STATUS_OK);
    json_t *answer = json_loadb(out.bytes, out.len, 0, NULL);
    ENSURE(json_is_integer(json_object_get(json_object_get(answer, "error"), "code")));
    json_decref(answer);
    out_close(&out);
}

static void check_call(const struct mcp_question *question, struct arena *arena)
{
    struct problem p = {.status = STATUS_OK};
    enum status status = mcp_arguments_check(question->tool, question->arguments, &p);
    if (status != STATUS_OK) {
        ENSURE(status_info(status)->http < 500 && p.status == status);
        return;
    }
    if (!question->tool->path)
        return;
    struct slice target = mcp_target(question->tool, question->arguments,
                                     mcp_limit(question->tool, question->arguments), arena);
    ENSURE(!target.at || (target.at[0] == '/' && request_check_target(target)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct slice type = slice_of("application/json");
    const struct mcp_head heads[HEADS] = {
        {type, SLICE_NONE, SLICE_NONE, SLICE_NONE, true, true},
        {type, slice_of(MCP_LEGACY), SLICE_NONE, SLICE_NONE, true, true},
        {type, slice_of(MCP_MODERN), slice_of("tools/call"), slice_of("=?base64?c2VhcmNo?="), true,
         false},
    };
    struct slice body = fuzz_input(data, size);
    const struct mcp_head *head = &heads[fuzz_byte(&body) % HEADS];
    struct mcp_message message = {.root = NULL};
    struct arena arena;
    arena_init(&arena, FUZZ_ARENA);
    struct mcp_question question = {.arena = &arena};
    struct problem p = {.status = STATUS_OK};
    enum status status = mcp_message_read(&message, head, body, &arena, &p);
    if (status == STATUS_OK)
        status = mcp_method_find(&message, &question, &p);
    ENSURE(status == STATUS_OK || p.status == status);
    if (message.refusal != MCP_NOT_REFUSED)
        check_refusal(&message, &p);
    else if (question.tool)
        check_call(&question, &arena);
    mcp_message_free(&message);
    arena_free(&arena);
    return 0;
}
