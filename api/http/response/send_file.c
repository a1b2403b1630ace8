/* Ready files out: the whole or one range of bytes, by sendfile, with the digest of the whole.
 *
 * Which range is range.c. The rest of the fields is respond.c's. */
#include "hiraku/http/response/send_file.h"

#include "hiraku/http/exchange/exchange.h"
#include "hiraku/http/protocol/negotiate.h"

#include <inttypes.h>
#include <microhttpd.h>
#include <nettle/base64.h>
#include <nettle/sha2.h>
#include <stdio.h>

enum {
    SIZE_TEXT = 24,
    FIELD_SIZE = 96,
    BASE64_SIZE = BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE) + 1
};

enum status file_choose_part(struct exchange *exchange)
{
    const struct reply *reply = &exchange->reply;
    struct part *part = &exchange->part;
    part->kind = RANGE_NONE;
    part->size = reply->fd_size;
    struct slice range = exchange->request.range;
    if (!range.at || !slice_is(exchange->method, "GET") ||
        !range_holds(exchange->request.if_range, reply->etag, reply->modified))
        return STATUS_OK;
    part->kind = range_read(range, part->size, &part->first, &part->last);
    if (part->kind != RANGE_UNSATISFIABLE)
        return STATUS_OK;
    char size[SIZE_TEXT];
    snprintf(size, sizeof size, "%" PRIu64, part->size);
    return problem_set(&exchange->problem, STATUS_RANGE_NOT_SATISFIABLE, range, slice_of(size),
                       NULL);
}

struct MHD_Response *file_response(struct exchange *exchange)
{
    struct reply *reply = &exchange->reply;
    const struct part *part = &exchange->part;
    uint64_t first = 0;
    exchange->bytes = reply->fd_size;
    if (part->kind == RANGE_PART) {
        first = part->first;
        exchange->bytes = part->last - part->first + 1;
    }
    struct MHD_Response *response =
        MHD_create_response_from_fd_at_offset64(exchange->bytes, reply->fd, first);
    if (response)
        reply->fd = -1;
    return response;
}

static void digest_base64(const char *hex, char base64[BASE64_SIZE])
{
    uint8_t bytes[SHA256_DIGEST_SIZE];
    for (size_t i = 0; i < sizeof bytes; i++) {
        unsigned byte = 0;
        sscanf(hex + 2 * i, "%2x", &byte);
        bytes[i] = (uint8_t)byte;
    }
    base64_encode_raw(base64, sizeof bytes, bytes);
    base64[BASE64_SIZE - 1] = '\0';
}

/* RFC 9530 s.3: an item of RFC 8941 in a dictionary. Before it there was RFC 3230, which some
 * clients still ask for by a field of their own. */
void file_digest_field(struct MHD_Response *response, const struct exchange *exchange)
{
    char text[FIELD_SIZE], base64[BASE64_SIZE];
    if (!exchange->reply.digest[0])
        return;
    digest_base64(exchange->reply.digest, base64);
    snprintf(text, sizeof text, "sha-256=:%s:", base64);
    MHD_add_response_header(response, "Repr-Digest", text);
    if (!negotiate_wants(exchange->want_digest, "sha-256"))
        return;
    snprintf(text, sizeof text, "sha-256=%s", base64);
    MHD_add_response_header(response, "Digest", text);
}

void file_fields(struct MHD_Response *response, const struct exchange *exchange)
{
    const struct part *part = &exchange->part;
    char text[FIELD_SIZE];
    MHD_add_response_header(response, MHD_HTTP_HEADER_ACCEPT_RANGES, "bytes");
    if (part->kind == RANGE_PART) {
        snprintf(text, sizeof text, "bytes %" PRIu64 "-%" PRIu64 "/%" PRIu64, part->first,
                 part->last, part->size);
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_RANGE, text);
    }
    file_digest_field(response, exchange);
}

void file_refusal_field(struct MHD_Response *response, const struct exchange *exchange)
{
    char text[FIELD_SIZE];
    snprintf(text, sizeof text, "bytes */%" PRIu64, exchange->part.size);
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_RANGE, text);
}
