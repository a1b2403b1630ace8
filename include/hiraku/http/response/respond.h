/* Replies out: the only caller of MHD_queue_response. */
#ifndef HIRAKU_HTTP_RESPONSE_RESPOND_H
#define HIRAKU_HTTP_RESPONSE_RESPOND_H

#include <stdbool.h>
#include <stddef.h>

struct exchange;

struct MHD_Connection;
struct MHD_Response;

/* Sends exchange->reply, or a problem where exchange->status is one; false: the connection must be
 * dropped. */
bool respond(struct exchange *exchange, struct MHD_Connection *connection);

/* The response with all its fields but those of the connection, for status `http`; NULL: no memory.
 * The 200 takes the reply's body: make the 304 first. */
struct MHD_Response *response_make(struct exchange *exchange, struct MHD_Connection *connection,
                                   unsigned http);

/* The bytes of its head but for a Connection field: the library counts none. */
size_t response_head(struct MHD_Response *response, const struct exchange *exchange);

#endif
