/* See message.h: what JSON-RPC and the Streamable HTTP transport of MCP ask of a message before
 * anything is done for it. What is done is methods.c. */
#include "hiraku/mcp/message.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/json_memory.h"
#include "hiraku/base/json_text.h"
#include "hiraku/base/out.h"
#include "hiraku/value/iri.h"

#include <jansson.h>
#include <strings.h>

enum { ID_BYTES = 1024, NAME_BYTES = 4096 };

static const char version_key[] = "io.modelcontextprotocol/protocolVersion";
static const char capabilities_key[] = "io.modelcontextprotocol/clientCapabilities";

bool mcp_is_legacy(struct slice version)
{
    static const char *const versions[] = {MCP_LEGACY, "2025-06-18", "2025-03-26", "2024-11-05",
                                           "2024-10-07"};
    for (size_t i = 0; i < sizeof versions / sizeof *versions; i++)
        if (slice_is(version, versions[i]))
            return true;
    return false;
}

static struct slice message_string(const json_t *value)
{
    return json_is_string(value)
               ? (struct slice){json_string_value(value), json_string_length(value)}
               : SLICE_NONE;
}

/* A text or a whole number (MCP, RequestId); without one it is a notification. */
static bool message_read_id(struct mcp_message *message, struct arena *arena)
{
    const json_t *id = json_object_get(message->root, "id");
    struct out out;
    message->wanted = id != NULL;
    if (!id)
        return true;
    if (json_is_integer(id)) {
        message->id = arena_printf(arena, "%" JSON_INTEGER_FORMAT, json_integer_value(id));
        return message->id.len > 0;
    }
    if (!json_is_string(id) || json_string_length(id) > ID_BYTES)
        return false;
    out_open_memory(&out, 8 * ID_BYTES);
    json_quote(&out, message_string(id));
    struct slice quoted = out_keep(&out, arena);
    if (quoted.at)
        message->id = quoted;
    return quoted.at != NULL;
}

static bool is_message(const struct mcp_message *message)
{
    const json_t *method = json_object_get(message->root, "method");
    bool answer =
        json_object_get(message->root, "result") || json_object_get(message->root, "error");
    if (!slice_is(message_string(json_object_get(message->root, "jsonrpc")), "2.0"))
        return false;
    return json_is_string(method) || (!method && answer);
}

static enum mcp_refusal message_parse(struct mcp_message *message, struct slice body,
                                      struct arena *arena)
{
    json_memory_begin();
    message->root = json_loadb(body.len ? body.at : "", body.len,
                               JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, NULL);
    if (!message->root)
        return MCP_NO_JSON;
    if (json_is_array(message->root))
        return MCP_BATCH;
    if (!json_is_object(message->root))
        return MCP_NO_MESSAGE;
    if (!message_read_id(message, arena) || !is_message(message)) {
        message->id = slice_of("null"); /* JSON-RPC s.5: what is no request has none */
        return MCP_NO_MESSAGE;
    }
    message->method = json_string_value(json_object_get(message->root, "method"));
    message->params = json_object_get(message->root, "params");
    return message->params && !json_is_object(message->params) ? MCP_NO_MESSAGE : MCP_NOT_REFUSED;
}

/* Parameters such as charset do not matter: JSON is UTF-8 (RFC 8259 s.8.1). */
static bool is_json_type(struct slice type)
{
    static const char name[] = "application/json";
    size_t len = sizeof name - 1;
    return type.len >= len && strncasecmp(type.at, name, len) == 0 &&
           (type.len == len || strchr("; \t", type.at[len]));
}

static unsigned base64_digit(char c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c ? strchr(digits, c) : NULL;
    return at ? (unsigned)(at - digits) : 64;
}

/* `=?base64?…?=` (Streamable HTTP, 2026-07-28): a name that no field can hold as it is; `.at` NULL:
 * it is written wrongly. */
static struct slice head_name(struct slice field, struct arena *arena)
{
    static const char before[] = "=?base64?";
    size_t begin = sizeof before - 1;
    if (!slice_starts(field, before) || field.len < begin + 2 || field.len > NAME_BYTES ||
        memcmp(field.at + field.len - 2, "?=", 2) != 0)
        return field;
    char *bytes = arena_alloc(arena, field.len);
    size_t len = 0;
    unsigned bits = 0, count = 0;
    for (size_t i = begin; bytes && i < field.len - 2 && field.at[i] != '='; i++) {
        unsigned digit = base64_digit(field.at[i]);
        if (digit == 64)
            return SLICE_NONE;
        bits = bits << 6 | digit;
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes[len++] = (char)(bits >> count & 0xFF);
        }
    }
    return (struct slice){bytes, len};
}

/* The field and the body say the same. */
static bool agrees(struct slice field, struct slice text)
{
    return field.at && slice_equal(field, text);
}

/* tools/call and prompts/get name what they are for, resources/read gives its URI. */
static struct slice message_name(const struct mcp_message *message)
{
    struct slice method = slice_of(message->method);
    if (slice_is(method, "resources/read"))
        return message_string(json_object_get(message->params, "uri"));
    if (slice_is(method, "tools/call") || slice_is(method, "prompts/get"))
        return message_string(json_object_get(message->params, "name"));
    return SLICE_NONE;
}

static enum mcp_refusal check_modern(struct mcp_message *message, const struct mcp_head *head,
                                     struct arena *arena)
{
    const json_t *meta = json_object_get(message->params, "_meta");
    struct slice version = message_string(json_object_get(meta, version_key));
    struct slice name = message_name(message);
    message->subject = slice_of("protocolVersion");
    if (!version.len)
        return MCP_NO_META;
    message->subject = slice_of("MCP-Protocol-Version");
    if (!agrees(head->version, version))
        return MCP_HEAD_DIFFERS;
    message->subject = message->requested = version;
    if (!slice_is(version, MCP_MODERN))
        return MCP_UNKNOWN_VERSION;
    message->subject = slice_of("clientCapabilities");
    if (!json_is_object(json_object_get(meta, capabilities_key)))
        return MCP_NO_META;
    message->subject = slice_of("Mcp-Method");
    if (!agrees(head->method, slice_of(message->method)))
        return MCP_HEAD_DIFFERS;
    message->subject = slice_of("Mcp-Name");
    if (name.at && !agrees(head_name(head->name, arena), name))
        return MCP_HEAD_DIFFERS;
    message->subject = SLICE_NONE;
    return head->takes_json ? MCP_NOT_REFUSED : MCP_ACCEPT;
}

static enum mcp_refusal check_legacy(struct mcp_message *message, const struct mcp_head *head)
{
    message->subject = head->version;
    if (head->version.at && !mcp_is_legacy(head->version))
        return MCP_LEGACY_VERSION;
    message->subject = SLICE_NONE;
    return head->takes_json && head->takes_events ? MCP_NOT_REFUSED : MCP_ACCEPT;
}

static enum mcp_refusal message_check(struct mcp_message *message, const struct mcp_head *head,
                                      struct slice body, struct arena *arena)
{
    if (!is_json_type(head->content_type))
        return MCP_CONTENT_TYPE;
    enum mcp_refusal refusal = message_parse(message, body, arena);
    if (refusal != MCP_NOT_REFUSED)
        return refusal;
    const json_t *meta = json_object_get(message->params, "_meta");
    message->modern = message->method &&
                      (json_object_get(meta, version_key) || slice_is(head->version, MCP_MODERN));
    return message->modern ? check_modern(message, head, arena) : check_legacy(message, head);
}

enum status mcp_message_read(struct mcp_message *message, const struct mcp_head *head,
                             struct slice body, struct arena *arena, struct problem *p)
{
    message->id = slice_of("null");
    message->arena = arena;
    enum mcp_refusal refusal = message_check(message, head, body, arena);
    if (json_memory_failed() || arena_overflowed(arena))
        return problem_memory(p);
    if (refusal == MCP_NOT_REFUSED)
        return STATUS_OK;
    return mcp_refuse(message, refusal, message->subject, p);
}

void mcp_message_free(struct mcp_message *message)
{
    json_decref(message->root);
    message->root = message->params = NULL;
}
