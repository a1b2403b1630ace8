/* Replies out: the one place that gives a response to the library. */
#ifndef HIRAKU_HTTP_EXCHANGE_RESPOND_H
#define HIRAKU_HTTP_EXCHANGE_RESPOND_H

#include <stdbool.h>

struct exchange;

struct MHD_Connection;

/* Sends exchange->reply, or a problem where exchange->status is one; false: the connection must be
 * dropped. */
bool respond(struct exchange *exchange, struct MHD_Connection *connection);

#endif
