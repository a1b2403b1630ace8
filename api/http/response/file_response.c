/* Artifacts out: the whole or one range of bytes, by sendfile, with the digest of the whole.
 *
 * Which range is range.c. The rest of the fields is response.c's. */
#include "hiraku/http/response/file_response.h"

#include "hiraku/http/response/reply.h"
#include "hiraku/http/response/response.h"
#include "hiraku/http/routing/request.h"

#include <inttypes.h>
#include <microhttpd.h>
#include <nettle/base64.h>
#include <stdio.h>

enum {
    SIZE_TEXT = 24,
    FIELD_SIZE = 96,
    BASE64_SIZE = BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE) + 1
};

enum status file_choose_part(struct response *response, const struct reply *reply,
                             const struct request *request, struct problem *p)
{
    struct part *part = &response->part;
    part->kind = RANGE_NONE;
    part->size = reply->selected.fd_size;
    if (!request->range.at || request->head ||
        !range_holds(request->if_range, reply->selected.etag, reply->selected.modified))
        return STATUS_OK;
    part->kind = range_read(request->range, part->size, &part->first, &part->last);
    if (part->kind != RANGE_UNSATISFIABLE)
        return STATUS_OK;
    char size[SIZE_TEXT];
    snprintf(size, sizeof size, "%" PRIu64, part->size);
    return problem_set(p, STATUS_RANGE_NOT_SATISFIABLE, request->range, slice_of(size), NULL);
}

struct MHD_Response *file_response(struct response *response, struct reply *reply)
{
    const struct part *part = &response->part;
    uint64_t first = 0;
    response->bytes = reply->selected.fd_size;
    if (part->kind == RANGE_PART) {
        first = part->first;
        response->bytes = part->last - part->first + 1;
    }
    struct MHD_Response *made =
        MHD_create_response_from_fd_at_offset64(response->bytes, reply->selected.fd, first);
    if (made)
        reply->selected.fd = -1;
    return made;
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
void file_digest_field(struct MHD_Response *made, const struct reply *reply,
                       const struct request *request)
{
    char text[FIELD_SIZE], base64[BASE64_SIZE];
    if (!reply->selected.digest[0])
        return;
    digest_base64(reply->selected.digest, base64);
    snprintf(text, sizeof text, "sha-256=:%s:", base64);
    MHD_add_response_header(made, "Repr-Digest", text);
    if (!negotiate_wants(request->want_digest, "sha-256"))
        return;
    snprintf(text, sizeof text, "sha-256=%s", base64);
    MHD_add_response_header(made, "Digest", text);
}

void file_fields(struct MHD_Response *made, const struct response *response,
                 const struct reply *reply, const struct request *request)
{
    const struct part *part = &response->part;
    char text[FIELD_SIZE];
    MHD_add_response_header(made, MHD_HTTP_HEADER_ACCEPT_RANGES, "bytes");
    if (part->kind == RANGE_PART) {
        snprintf(text, sizeof text, "bytes %" PRIu64 "-%" PRIu64 "/%" PRIu64, part->first,
                 part->last, part->size);
        MHD_add_response_header(made, MHD_HTTP_HEADER_CONTENT_RANGE, text);
    }
    file_digest_field(made, reply, request);
}

void file_refusal_field(struct MHD_Response *made, const struct response *response)
{
    char text[FIELD_SIZE];
    snprintf(text, sizeof text, "bytes */%" PRIu64, response->part.size);
    MHD_add_response_header(made, MHD_HTTP_HEADER_CONTENT_RANGE, text);
}
