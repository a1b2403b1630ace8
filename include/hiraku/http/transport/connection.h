/* Connections: how many an address may have, and those that do not get on. */
#ifndef HIRAKU_HTTP_TRANSPORT_CONNECTION_H
#define HIRAKU_HTTP_TRANSPORT_CONNECTION_H

#include "hiraku/http/transport/address.h"

#include <netinet/in.h>
#include <sys/socket.h>

struct client;
struct config;
struct problem;

struct connections;

enum connection_state {
    CONNECTION_WAITING,
    CONNECTION_READING,
    CONNECTION_WORKING,
    CONNECTION_SENDING
};

/* `most`: connections that there is room for. */
enum status connections_new(struct connections **connections, const struct config *config,
                            size_t most, struct problem *p);
void connections_free(struct connections *connections);

/* Whether a connection from there may be accepted. */
bool connections_admit(struct connections *connections, const struct sockaddr *address);

/* For MHD_OPTION_NOTIFY_CONNECTION. One that is too many is shut down at once. */
/* `inside`: of the listener for operators, which has no limit per address. */
struct connection *connection_add(struct connections *connections, int fd,
                                  const struct sockaddr *address, bool inside);
bool connection_is_inside(const struct connection *connection);
void connection_remove(struct connections *connections, struct connection *connection);
void connection_enter(struct connection *connection,
                      enum connection_state state); /* NULL is allowed */
int connection_fd(const struct connection *connection);

/* Bytes that the other end has taken (acknowledged) since the connection began, and bytes written
 * to it; 0 where the system does not say. */
uint64_t connection_taken(const struct connection *connection);
uint64_t connection_written(const struct connection *connection);
struct client *connection_client(const struct connection *connection);
struct address connection_address(const struct connection *connection);

/* Whether it is one of `trusted_proxies`; then `field` (of the setting `forwarded_field`) says who
 * asks. */
bool connection_is_proxy(const struct connection *connection);
struct address connection_forwarded(const struct connections *connections,
                                    const struct connection *connection, struct slice field);
struct clients *connections_clients(struct connections *connections);

struct connections_state {
    size_t open;
    uint64_t accepted, refused, ended; /* ended: by connections_watch */
};
struct connections_state connections_look(struct connections *connections);

/* Whether closing the socket sends a reset and forgets what was not sent yet. */
void socket_linger(int fd, bool reset);

/* Ends the connection with a TCP reset at once: an orderly end would make a broken answer look
 * whole. */
void socket_reset(int fd);

/* Once a second: shuts down connections that do not get on. */
void connections_watch(struct connections *connections, int64_t now_ms);

/* No further requests: idle connections end, others after their reply. */
void connections_drain(struct connections *connections);
void connections_abort(struct connections *connections);

#endif
