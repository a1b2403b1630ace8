/* Ready files out: the whole or one range of bytes. */
#ifndef HIRAKU_HTTP_RESPONSE_SEND_FILE_H
#define HIRAKU_HTTP_RESPONSE_SEND_FILE_H

#include "hiraku/base/status.h"

struct exchange;
struct reply;
struct request;

struct MHD_Response;

/* Answers with a ready file of the request's release, with ranges and its digest; false: there is
 * none. */
bool reply_file(struct reply *reply, const struct request *request, const char *path);

/* send_file.c: a reply whose fd is a ready file. First the part of it, or
 * STATUS_RANGE_NOT_SATISFIABLE; then the response, which takes the fd, and its fields. */
enum status file_choose_part(struct exchange *exchange);
struct MHD_Response *file_response(struct exchange *exchange);
void file_fields(struct MHD_Response *response, const struct exchange *exchange);

/* Only the digest, where it is known: of a file that is unpacked on the way. */
void file_digest_field(struct MHD_Response *response, const struct exchange *exchange);

/* Content-Range of a problem that says no to a range. */
void file_refusal_field(struct MHD_Response *response, const struct exchange *exchange);

#endif
