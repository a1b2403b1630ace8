/* The way in: a listening socket, the thread that accepts connections, the event loops that they
 * are handed to. */
#ifndef HIRAKU_API_HTTP_SERVER_LISTENER_H
#define HIRAKU_API_HTTP_SERVER_LISTENER_H

#include "hiraku/http/server/listen.h"

struct problem;
struct server;

struct listener;

/* Starts to accept connections on `fd`, which is the listener's from here on, also where this
 * fails. `inside`: the small one for operators. */
enum status listener_new(struct listener **listener, struct server *server, int fd, bool inside,
                         struct problem *p);
/* Who connects from here on is refused; connections that are there go on. */
void listener_close(struct listener *listener);
/* Ends the event loops and their connections; no exchange may be under way. NULL is allowed. */
void listener_free(struct listener *listener);

#endif
