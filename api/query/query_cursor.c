/* Cursors: where a walk through pages stands, as one opaque word.
 *
 * Inside: `1 release digest rowid` and `length:bytes` of each order value, then base64url (RFC 4648
 * s.5). The digest covers resource, filters and order, so that a cursor cannot be used with other
 * conditions. It is no secret: whoever forges one reads public rows from another place. */
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

struct slice query_cursor(const struct query *query, uint64_t release,
                          const struct position *position, struct arena *arena)
{
    struct out out;
    struct slice cursor = {0};
    char digest[DIGEST_SIZE];
    fingerprint(query, digest);
    out_open_memory(&out, CURSOR_MAX);
    out_text(&out, "1 ");
    out_int(&out, (int64_t)release);
    out_char(&out, ' ');
    out_text(&out, digest);
    out_char(&out, ' ');
    out_int(&out, position->rowid);
    out_char(&out, ' ');
    for (size_t i = 0; i < query->order_count; i++) {
        out_int(&out, (int64_t)position->values[i].len);
        out_char(&out, ':');
        out_slice(&out, position->values[i]);
    }
    if (out_finish(&out, NULL) == STATUS_OK)
        cursor = encode(arena, out_written(&out));
    else if (out.error == STATUS_NO_MEMORY)
        arena->overflowed = true;
    out_close(&out);
    return cursor;
}

/* `length:bytes` for each order column, and nothing else. */
static bool read_values(struct query *query, const char *at, const char *end)
{
    for (size_t i = 0; i < query->order_count; i++) {
        char *colon;
        if (at >= end || *at < '0' || *at > '9')
            return false;
        unsigned long len = strtoul(at, &colon, 10);
        if (*colon != ':' || len > (size_t)(end - colon - 1))
            return false;
        query->after.values[i] = (struct slice){colon + 1, len};
        at = colon + 1 + len;
    }
    return at == end;
}

enum status query_read_cursor(struct query *query, struct slice cursor, struct arena *arena,
                              struct problem *p)
{
    struct slice bytes;
    uint64_t release;
    int64_t rowid;
    char expected[DIGEST_SIZE], given[FINGERPRINT + 1];
    int used = 0;
    fingerprint(query, expected);
    if (!decode(arena, cursor, &bytes) || strlen(bytes.at) != bytes.len ||
        sscanf(bytes.at, "1 %" SCNu64 " %16[0-9a-f] %" SCNd64 "%n", &release, given, &rowid,
               &used) != 3 ||
        bytes.at[used] != ' ' || release == 0 || rowid <= 0 || strcmp(given, expected) != 0 ||
        !read_values(query, bytes.at + used + 1, bytes.at + bytes.len))
        return problem_set(p, STATUS_BAD_CURSOR, slice_of("cursor"), cursor, NULL);
    query->release = release;
    query->after.rowid = rowid;
    return STATUS_OK;
}
