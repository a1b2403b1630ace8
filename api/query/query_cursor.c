/* Cursors: where a walk through pages stands, as one opaque word.
 *
 * Inside: `2 release digest given` and `length:bytes` of the id and of each order value, then
 * base64url (RFC 4648 s.5). The digest covers resource, filters and order, so that a cursor cannot
 * be used with other conditions. It is no secret: whoever forges one reads public rows from another
 * place. */
#include "hiraku/query/query.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/digest.h"
#include "hiraku/base/out.h"

#include <inttypes.h>
#include <nettle/base64.h>
#include <stdio.h>
#include <stdlib.h>

enum { FINGERPRINT = 16, CURSOR_MAX = 16384 };

static void fingerprint(const struct query *query, char text[DIGEST_SIZE])
{
    struct digest digest;
    digest_init(&digest);
    digest_field(&digest, slice_of(query->resource->name));
    for (size_t i = 0; i < query->filter_count; i++) {
        const struct filter *filter = &query->filters[i];
        const unsigned comparison = filter->comparison;
        digest_field(&digest, slice_of(filter->column->name));
        digest_field(&digest, filter->name);
        digest_add(&digest, &comparison, sizeof comparison);
        digest_field(&digest, filter->value);
        for (size_t j = 0; j < filter->value_count; j++)
            digest_field(&digest, filter->values[j]);
    }
    for (size_t i = 0; i < query->order_count; i++) {
        digest_field(&digest, slice_of(query->descending[i] ? "-" : "+"));
        digest_field(&digest, slice_of(query->order[i]->name));
    }
    digest_field(&digest, query->match);
    digest_hex(&digest, text);
    text[FINGERPRINT] = '\0';
}

static struct slice encode(struct arena *arena, struct slice bytes)
{
    struct base64_encode_ctx state;
    char *text =
        arena_alloc(arena, BASE64_ENCODE_LENGTH(bytes.len) + BASE64_ENCODE_FINAL_LENGTH + 1);
    if (!text)
        return (struct slice){0};
    base64url_encode_init(&state);
    size_t len = base64_encode_update(&state, text, bytes.len, (const uint8_t *)bytes.at);
    len += base64_encode_final(&state, text + len);
    while (len > 0 && text[len - 1] == '=')
        len--;
    text[len] = '\0';
    return (struct slice){text, len};
}

/* base64url without padding; false if it is not exactly that. */
static bool decode(struct arena *arena, struct slice text, struct slice *bytes)
{
    struct base64_decode_ctx state;
    size_t len = BASE64_DECODE_LENGTH(text.len), rest;
    uint8_t *decoded = arena_alloc(arena, len + 3);
    size_t padding = (4 - text.len % 4) % 4;
    if (!decoded || text.len > CURSOR_MAX || memchr(text.at, '=', text.len))
        return false;
    base64url_decode_init(&state);
    if (!base64_decode_update(&state, &len, decoded, text.len, text.at) ||
        !base64_decode_update(&state, &rest, decoded + len, padding, "==="))
        return false;
    decoded[len] = '\0';
    *bytes = (struct slice){(const char *)decoded, len};
    return base64_decode_final(&state);
}

static void query_cursor_write_value(struct out *out, struct slice value)
{
    out_int(out, (int64_t)value.len);
    out_char(out, ':');
    out_slice(out, value);
}

struct slice query_cursor(const struct query *query, uint64_t release,
                          const struct position *position, struct arena *arena)
{
    struct out out;
    struct slice cursor = {0};
    char digest[DIGEST_SIZE];
    fingerprint(query, digest);
    out_open_memory(&out, CURSOR_MAX);
    out_text(&out, "2 ");
    out_int(&out, (int64_t)release);
    out_char(&out, ' ');
    out_text(&out, digest);
    out_char(&out, ' ');
    out_int(&out, (int64_t)position->given);
    out_char(&out, ' ');
    query_cursor_write_value(&out, position->id);
    for (size_t i = 0; i < query->order_count; i++)
        query_cursor_write_value(&out, position->values[i]);
    if (out_finish(&out, NULL) == STATUS_OK)
        cursor = encode(arena, out_written(&out));
    else if (out.error == STATUS_NO_MEMORY)
        arena->overflowed = true;
    out_close(&out);
    return cursor;
}

/* `length:bytes`, off the front of `rest`. */
static bool query_cursor_read_value(struct slice *rest, struct slice *value)
{
    char *colon;
    if (rest->len == 0 || *rest->at < '0' || *rest->at > '9')
        return false;
    unsigned long len = strtoul(rest->at, &colon, 10);
    size_t head = (size_t)(colon - rest->at) + 1;
    if (*colon != ':' || len > rest->len - head)
        return false;
    *value = (struct slice){colon + 1, len};
    *rest = slice_from(*rest, head + len);
    return true;
}

/* The id and the order values, and nothing else. */
static bool read_position(struct query *query, struct slice rest)
{
    bool read = query_cursor_read_value(&rest, &query->after.id);
    for (size_t i = 0; i < query->order_count; i++)
        read = read && query_cursor_read_value(&rest, &query->after.values[i]);
    return read && rest.len == 0 &&
           (query_is_numbered(query) ? query->after.given > 0 && query->after.given <= INT64_MAX &&
                                           query->after.id.len == 0
                                     : query->after.given == 0 && query->after.id.len > 0);
}

/* `1 release digest row`, as version 0.1.0 wrote it. */
static bool is_old(const char *text)
{
    uint64_t release, row;
    char digest[FINGERPRINT + 1];
    int used = 0, read = sscanf(text, "1 %" SCNu64 " %16[0-9a-f] %" SCNu64 "%n", &release, digest,
                                &row, &used);
    return read == 3 && text[used] == ' ' && release > 0;
}

enum status query_read_cursor(struct query *query, struct slice cursor, struct arena *arena,
                              struct problem *p)
{
    struct slice bytes;
    char expected[DIGEST_SIZE], given[FINGERPRINT + 1];
    int used = 0;
    query->after = (struct position){0};
    fingerprint(query, expected);
    if (!decode(arena, cursor, &bytes) || strlen(bytes.at) != bytes.len)
        return problem_set(p, STATUS_BAD_CURSOR, slice_of("cursor"), cursor, NULL);
    if (is_old(bytes.at))
        return problem_set(p, STATUS_OLD_CURSOR, slice_of("cursor"), cursor, NULL);
    if (sscanf(bytes.at, "2 %" SCNu64 " %16[0-9a-f] %" SCNu64 "%n", &query->release, given,
               &query->after.given, &used) != 3 ||
        bytes.at[used] != ' ' || query->release == 0 || strcmp(given, expected) != 0 ||
        !read_position(query, slice_from(bytes, (size_t)used + 1)))
        return problem_set(p, STATUS_BAD_CURSOR, slice_of("cursor"), cursor, NULL);
    return STATUS_OK;
}
