/* The head of a request: its framing (request_check.c), the fields that count, its length, and who
 * sent it behind a trusted proxy. */
#include "hiraku/http/exchange/exchange.h"

#include "hiraku/base/config.h"
#include "hiraku/http/exchange/exchanges.h"
#include "hiraku/http/protocol/request_check.h"
#include "hiraku/http/transport/client.h"
#include "hiraku/http/transport/connection.h"

#include <microhttpd.h>
#include <stdio.h>
#include <strings.h>

enum { FIELD_ENTRY = 64 };

struct head {
    struct exchange *exchange;
    struct request_check check;
    size_t memory; /* that the fields take of the connection's */
    struct slice id;
};

/* As the library keeps it: the line, an entry, and of cookies a copy with an entry for each. */
static size_t field_memory(struct slice name, struct slice value)
{
    size_t memory = name.len + value.len + sizeof ": \r\n" - 1 + FIELD_ENTRY;
    if (name.len != sizeof "Cookie" - 1 || strncasecmp(name.at, "Cookie", name.len) != 0)
        return memory;
    memory += value.len + FIELD_ENTRY;
    for (size_t i = 0; i < value.len; i++)
        memory += value.at[i] == ';' ? FIELD_ENTRY : 0;
    return memory;
}

/* Fields that are lists may be sent in several lines (RFC 9110 s.5.3). */
static void read_head_keep(struct arena *arena, struct slice *field, struct slice value)
{
    if (!value.at)
        value = slice_of("");
    if (!field->at)
        *field = value;
    else
        *field =
            arena_printf(arena, "%.*s, %.*s", (int)field->len, field->at, (int)value.len, value.at);
}

static enum MHD_Result read_field(void *context, enum MHD_ValueKind kind, const char *name,
                                  size_t name_len, const char *value, size_t value_len)
{
    struct head *head = context;
    struct exchange *exchange = head->exchange;
    struct slice key = {name, name_len}, text = {value, value_len}, ignored = SLICE_NONE;
    const struct {
        const char *name;
        struct slice *field;
    } known[] = {
        {"Accept", &exchange->request.accept},
        {"Accept-Encoding", &exchange->request.accept_encoding},
        {"Accept-Language", &exchange->request.accept_language},
        {"Accept-Datetime", &exchange->request.accept_datetime},
        {"If-Match", &exchange->request.match},
        {"If-Unmodified-Since", &exchange->request.unmodified_since},
        {"If-None-Match", &exchange->request.none_match},
        {"If-Modified-Since", &exchange->request.modified_since},
        {"Range", &exchange->request.range},
        {"If-Range", &exchange->request.if_range},
        {"Want-Digest", &exchange->request.want_digest},
        {"Content-Type", &exchange->request.content_type},
        {"Origin", &exchange->request.origin},
        {"MCP-Protocol-Version", &exchange->request.mcp_version},
        {"Mcp-Method", &exchange->request.mcp_method},
        {"Mcp-Name", &exchange->request.mcp_name},
        {"Referer", &exchange->record.referer},
        {"User-Agent", &exchange->record.agent},
        {exchange->exchanges->config->forwarded_field,
         connection_is_proxy(exchange->connection) ? &exchange->forwarded : &ignored},
        {"X-Request-Id", connection_is_proxy(exchange->connection) ? &head->id : &ignored},
    };
    (void)kind;
    request_check_field(&head->check, key, text);
    head->memory += field_memory(key, text);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (name_len == strlen(known[i].name) && strncasecmp(name, known[i].name, name_len) == 0)
            read_head_keep(&exchange->request.arena, known[i].field, text);
    return MHD_YES;
}

/* The name that a trusted proxy gave to the request, where it is one. */
static void read_id(struct exchange *exchange, struct slice id)
{
    if (id.len >= sizeof exchange->record.id || !request_check_token(id))
        return;
    memcpy(exchange->record.id, id.at, id.len);
    exchange->record.id[id.len] = '\0';
}

/* Who asks behind a trusted proxy: for the log and for the shares of an address. */
static void read_forwarded(struct exchange *exchange)
{
    struct connections *connections = exchange->exchanges->connections;
    if (!exchange->forwarded.len)
        return;
    exchange->record.address =
        connection_forwarded(connections, exchange->connection, exchange->forwarded);
    struct client *client = client_take(connections_clients(connections), exchange->record.address);
    if (!client)
        return;
    exchange->client = client;
    exchange->client_taken = true;
}

/* The line is `method SP target SP version`: where a part does not begin right behind the one
 * before it there was a NUL or more than one space. */
static enum status check_line(const struct exchange *exchange, const char *url, const char *version,
                              struct problem *p)
{
    uintptr_t method = (uintptr_t)exchange->record.method.at, target = (uintptr_t)url;
    if (target == method + exchange->record.method.len + 1 &&
        (uintptr_t)version == target + exchange->target_length + 1 &&
        request_check_token(exchange->record.method))
        return STATUS_OK;
    return problem_set(p, STATUS_BAD_REQUEST, slice_of("request line"), SLICE_NONE, NULL);
}

enum status exchange_read_head(struct exchange *exchange, struct MHD_Connection *connection,
                               const char *url, const char *version, bool *only_body)
{
    struct problem *p = &exchange->problem;
    struct head head = {.exchange = exchange};
    request_check_begin(&head.check, version + strlen(version), p);
    MHD_get_connection_values_n(connection, MHD_HEADER_KIND, read_field, &head);
    read_forwarded(exchange);
    read_id(exchange, head.id);
    enum status status = request_check_end(
        &head.check, !slice_is(exchange->record.version, "HTTP/1.0"), exchange_body_max(exchange));
    *only_body = head.check.only_body && !exchange->too_long &&
                 check_line(exchange, url, version, NULL) == STATUS_OK;
    if (status == STATUS_OK)
        status = check_line(exchange, url, version, p);
    if (status == STATUS_OK && exchange->too_long) {
        char limit[24];
        snprintf(limit, sizeof limit, "%lld", (long long)exchange->exchanges->config->url_length);
        status = problem_set(p, STATUS_URL_TOO_LONG, SLICE_NONE, slice_of(limit), NULL);
    }
    size_t memory = (size_t)exchange->exchanges->config->connection_memory;
    size_t taken = head.memory + exchange->target_length;
    exchange->response.head_bytes_left = taken < memory ? memory - taken : 0;
    if (status == STATUS_OK && exchange->response.head_bytes_left < ANSWER_HEAD) {
        char limit[24];
        snprintf(limit, sizeof limit, "%zu", memory - ANSWER_HEAD);
        status = problem_set(p, STATUS_HEADERS_TOO_LARGE, SLICE_NONE, slice_of(limit), NULL);
    }
    if (status == STATUS_OK && !exchange_open_body(exchange, (size_t)head.check.length))
        status = problem_memory(p);
    return status;
}
