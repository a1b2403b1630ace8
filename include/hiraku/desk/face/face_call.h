/* What libmicrohttpd calls for a request; each `context` is the struct face. */
#ifndef HIRAKU_DESK_FACE_FACE_CALL_H
#define HIRAKU_DESK_FACE_FACE_CALL_H

#include "hiraku/desk/face/visit.h"

#include <microhttpd.h>

void *face_begin(void *context, const char *target, struct MHD_Connection *connection);
enum MHD_Result face_call(void *context, struct MHD_Connection *connection, const char *url,
                          const char *method, const char *version, const char *upload,
                          size_t *upload_size, void **state);
void face_end(void *context, struct MHD_Connection *connection, void **state,
              enum MHD_RequestTerminationCode code);

/* visit_send.c: the one place that queues an answer. */
enum MHD_Result visit_send(struct visit *visit, struct MHD_Connection *connection);

/* visit_head.c: the head of the request, and whether it may be answered at all. */
enum status visit_read_head(struct visit *visit, struct MHD_Connection *connection,
                            const char *method, const char *version, struct problem *p);

#endif
