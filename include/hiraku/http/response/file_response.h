/* Artifacts out: the whole or one range of bytes. */
#ifndef HIRAKU_HTTP_RESPONSE_FILE_RESPONSE_H
#define HIRAKU_HTTP_RESPONSE_FILE_RESPONSE_H

#include "hiraku/base/status.h"

struct problem;
struct reply;
struct request;
struct response;

struct MHD_Response;

/* A reply whose fd is an artifact: first the part of it, or STATUS_RANGE_NOT_SATISFIABLE; then the
 * response, which takes the fd, and its fields. */
enum status file_choose_part(struct response *response, const struct reply *reply,
                             const struct request *request, struct problem *p);
struct MHD_Response *file_response(struct response *response, struct reply *reply);
void file_fields(struct MHD_Response *made, const struct response *response,
                 const struct reply *reply, const struct request *request);

/* Only the digest, where it is known: of a file that is unpacked on the way. */
void file_digest_field(struct MHD_Response *made, const struct reply *reply,
                       const struct request *request);

/* Content-Range of a problem that says no to a range. */
void file_refusal_field(struct MHD_Response *made, const struct response *response);

#endif
