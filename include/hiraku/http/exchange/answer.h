/* The callbacks of libmicrohttpd for one exchange; see microhttpd.h for when each is called. */
#ifndef HIRAKU_HTTP_EXCHANGE_ANSWER_H
#define HIRAKU_HTTP_EXCHANGE_ANSWER_H

#include <microhttpd.h>

struct MHD_Connection;

void *answer_begin(void *context, const char *target, struct MHD_Connection *connection);

enum MHD_Result answer_call(void *context, struct MHD_Connection *connection, const char *url,
                            const char *method, const char *version, const char *upload,
                            size_t *upload_size, void **state);

void answer_end(void *context, struct MHD_Connection *connection, void **state,
                enum MHD_RequestTerminationCode code);

#endif
