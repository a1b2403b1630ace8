/* Connections: how many an address may have, and those that do not get on. */
#ifndef HIRAKU_HTTP_TRANSPORT_CONNECTION_H
#define HIRAKU_HTTP_TRANSPORT_CONNECTION_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"
#include "hiraku/http/transport/address.h"

#include <netinet/in.h>
#include <sys/socket.h>

struct client;
struct config;
struct peers;
struct problem;

enum peer_state { PEER_WAITING, PEER_READING, PEER_WORKING, PEER_SENDING };

/* `most`: connections that there is room for. */
enum status peers_new(struct peers **peers, const struct config *config, size_t most,
                      struct problem *p);
void peers_free(struct peers *peers);

/* Whether a connection from there may be accepted. */
bool peers_admit(struct peers *peers, const struct sockaddr *address);

/* For MHD_OPTION_NOTIFY_CONNECTION. One that is too many is shut down at once. */
/* `inside`: of the listener for operators, which has no limit per address. */
struct peer *peer_add(struct peers *peers, int fd, const struct sockaddr *address, bool inside);
bool peer_is_inside(const struct peer *peer);
void peer_remove(struct peers *peers, struct peer *peer);
void peer_enter(struct peer *peer, enum peer_state state); /* NULL is allowed */
int peer_fd(const struct peer *peer);

/* Bytes that the other end has taken (acknowledged) since the connection began, and bytes written
 * to it; 0 where the system does not say. */
uint64_t peer_taken(const struct peer *peer);
uint64_t peer_written(const struct peer *peer);
struct client *peer_client(const struct peer *peer);
struct address peer_address(const struct peer *peer);

/* Whether it is one of `trusted_proxies`; then `field` (of the setting `forwarded_field`) says who
 * asks. */
bool peer_is_proxy(const struct peer *peer);
struct address peer_forwarded(const struct peers *peers, const struct peer *peer,
                              struct slice field);
struct clients *peers_clients(struct peers *peers);

struct peers_state {
    size_t open;
    uint64_t accepted, refused, ended; /* ended: by peers_watch */
};
struct peers_state peers_look(struct peers *peers);

/* Whether closing the socket sends a reset and forgets what was not sent yet. */
void socket_linger(int fd, bool reset);

/* Ends the connection with a TCP reset at once: an orderly end would make a broken answer look
 * whole. */
void socket_reset(int fd);

/* Once a second: shuts down connections that do not get on. */
void peers_watch(struct peers *peers, int64_t now_ms);

/* No further requests: idle connections end, others after their reply. */
void peers_drain(struct peers *peers);
void peers_abort(struct peers *peers);

#endif
