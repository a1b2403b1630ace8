/* Connections: how many an address may have, and those that do not get on: a request that never
 * ends, a client that has gone, a reader that does not read.
 *
 * The library's own limit per address knows no exceptions; its timeout restarts with every byte and
 * misses a half-closed socket in epoll mode. Here the sockets are watched once a second and shut
 * down; the library then sees the end and cleans up. The number of all connections is limited by
 * listener.c, which stops accepting; when it is nearly reached, idle ones end early. */
#include "hiraku/http/transport/connection.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/config.h"
#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"
#include "hiraku/http/transport/address.h"
#include "hiraku/http/transport/client.h"

#include <linux/sockios.h>
#include <linux/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

enum {
    WATCH_GRACE_MS = 1000,
    SENDING_RATE = 1024, /* bytes a second that a reader must take */
    BATCH_MAX = 256,
};

struct peer {
    struct peer *previous, *next;
    struct client *client;
    struct address address;
    bool proxy, inside;
    int fd;
    atomic_bool served; /* has had an answer */
    _Atomic int state;
    _Atomic int64_t since_ms; /* when it entered the state */
    uint64_t acked;           /* as of `acked_ms`: progress of a reply */
    int64_t acked_ms;
};

struct peers {
    pthread_mutex_t lock;
    struct peer *first;
    struct clients *clients;
    struct networks trusted;
    bool standard; /* Forwarded, not X-Forwarded-For */
    size_t open, most;
    unsigned per_client;
    int64_t request_ms, idle_ms, total_ms;
    uint64_t accepted, ended;
    atomic_ullong refused;
};

enum status peers_new(struct peers **result, const struct config *config, size_t most,
                      struct problem *p)
{
    struct peers *peers = calloc(1, sizeof *peers);
    *result = peers;
    if (!peers)
        return problem_memory(p);
    pthread_mutex_init(&peers->lock, NULL);
    peers->most = most;
    peers->per_client = (unsigned)config->connections_per_address;
    peers->request_ms = config->request_seconds * 1000;
    peers->idle_ms = config->idle_seconds * 1000;
    peers->total_ms = config->total_seconds * 1000;
    struct slice field = slice_of(config->forwarded_field);
    peers->standard = slice_is(field, "forwarded");
    if (!peers->standard && !slice_is(field, "x-forwarded-for"))
        return problem_set(p, STATUS_BAD_SETTING, slice_of("forwarded_field"), field, NULL);
    peers->clients = clients_new();
    if (!peers->clients)
        return problem_memory(p);
    return networks_read(&peers->trusted, "trusted_proxies", slice_of(config->trusted_proxies), p);
}

void peers_free(struct peers *peers)
{
    if (!peers)
        return;
    while (peers->first)
        peer_remove(peers, peers->first);
    clients_free(peers->clients);
    pthread_mutex_destroy(&peers->lock);
    free(peers);
}

bool peers_admit(struct peers *peers, const struct sockaddr *socket)
{
    struct address address = address_of(socket);
    if (peers->per_client == 0 || networks_have(&peers->trusted, &address))
        return true;
    struct client *client = client_take(peers->clients, address);
    bool admitted = client && atomic_load(&client->connections) < peers->per_client;
    client_release(peers->clients, client);
    if (!admitted)
        atomic_fetch_add(&peers->refused, 1);
    return admitted;
}

struct peer *peer_add(struct peers *peers, int fd, const struct sockaddr *socket, bool inside)
{
    struct peer *peer = calloc(1, sizeof *peer);
    struct address address = address_of(socket);
    struct client *client = peer ? client_take(peers->clients, address) : NULL;
    if (!client) {
        free(peer);
        shutdown(fd, SHUT_RDWR);
        return NULL;
    }
    peer->fd = fd;
    peer->client = client;
    peer->address = address;
    peer->inside = inside;
    peer->proxy = networks_have(&peers->trusted, &address);
    peer_enter(peer, PEER_WAITING);
    /* peers_admit did not see connections that no loop had begun yet */
    if (atomic_fetch_add(&client->connections, 1) >= peers->per_client && peers->per_client &&
        !peer->proxy && !inside) {
        shutdown(fd, SHUT_RDWR);
        atomic_fetch_add(&peers->refused, 1);
    }
    pthread_mutex_lock(&peers->lock);
    peer->next = peers->first;
    if (peer->next)
        peer->next->previous = peer;
    peers->first = peer;
    peers->open++;
    peers->accepted++;
    pthread_mutex_unlock(&peers->lock);
    return peer;
}

void peer_remove(struct peers *peers, struct peer *peer)
{
    if (!peer)
        return;
    pthread_mutex_lock(&peers->lock);
    if (peer->previous)
        peer->previous->next = peer->next;
    else
        peers->first = peer->next;
    if (peer->next)
        peer->next->previous = peer->previous;
    peers->open--;
    pthread_mutex_unlock(&peers->lock);
    atomic_fetch_sub(&peer->client->connections, 1);
    client_release(peers->clients, peer->client);
    free(peer);
}

void peer_enter(struct peer *peer, enum peer_state state)
{
    if (!peer)
        return;
    if (state == PEER_SENDING)
        atomic_store(&peer->served, true);
    /* the first request has one span for its line and its fields together */
    if (state != PEER_READING || atomic_load(&peer->served))
        atomic_store(&peer->since_ms, clock_monotonic_ms());
    atomic_store(&peer->state, (int)state);
}

int peer_fd(const struct peer *peer)
{
    return peer ? peer->fd : -1;
}

struct client *peer_client(const struct peer *peer)
{
    return peer ? peer->client : NULL;
}

struct address peer_address(const struct peer *peer)
{
    return peer ? peer->address : address_of(NULL);
}

bool peer_is_proxy(const struct peer *peer)
{
    return peer && peer->proxy;
}

bool peer_is_inside(const struct peer *peer)
{
    return peer && peer->inside;
}

struct address peer_forwarded(const struct peers *peers, const struct peer *peer,
                              struct slice field)
{
    return forwarded_client(&peers->trusted, field, peers->standard, peer->address);
}

struct clients *peers_clients(struct peers *peers)
{
    return peers->clients;
}

struct peers_state peers_look(struct peers *peers)
{
    pthread_mutex_lock(&peers->lock);
    struct peers_state state = {.open = peers->open,
                                .accepted = peers->accepted,
                                .refused = atomic_load(&peers->refused),
                                .ended = peers->ended};
    pthread_mutex_unlock(&peers->lock);
    return state;
}

void socket_linger(int fd, bool reset)
{
    struct linger linger = {.l_onoff = reset};
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
}

void socket_reset(int fd)
{
    struct sockaddr nowhere = {.sa_family = AF_UNSPEC};
    socket_linger(fd, true);
    (void)connect(fd, &nowhere, sizeof nowhere); /* dissolves the association (tcp(7)) */
}

/* Before an answer there is nothing that could look whole. */
static void end(struct peer *peer)
{
    if (atomic_load(&peer->state) == PEER_SENDING)
        socket_reset(peer->fd);
    else
        shutdown(peer->fd, SHUT_RDWR);
}

/* Bytes that the client has taken; false where the system does not say. */
static bool acknowledged(int fd, uint64_t *bytes)
{
    struct tcp_info info;
    socklen_t size = sizeof info;
    if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size) != 0 ||
        size < offsetof(struct tcp_info, tcpi_bytes_acked) + sizeof info.tcpi_bytes_acked)
        return false;
    *bytes = info.tcpi_bytes_acked;
    return true;
}

uint64_t peer_taken(const struct peer *peer)
{
    uint64_t bytes;
    return peer && acknowledged(peer->fd, &bytes) ? bytes : 0;
}

uint64_t peer_written(const struct peer *peer)
{
    int queued = 0;
    if (!peer || ioctl(peer->fd, SIOCOUTQ, &queued) != 0 || queued < 0)
        queued = 0;
    return peer_taken(peer) + (uint64_t)queued;
}

/* A reply stalls when bytes have been waiting for the client and it took fewer than SENDING_RATE a
 * second. */
static bool is_stalled(const struct peers *peers, struct peer *peer, int64_t now_ms)
{
    int queued = 0;
    uint64_t acked;
    if (ioctl(peer->fd, SIOCOUTQ, &queued) != 0 || queued == 0 || !acknowledged(peer->fd, &acked)) {
        peer->acked_ms = 0;
        return false;
    }
    if (peer->acked_ms < atomic_load(&peer->since_ms)) {
        peer->acked = acked;
        peer->acked_ms = now_ms;
        return false;
    }
    if (now_ms - peer->acked_ms < peers->idle_ms)
        return false;
    uint64_t least = (uint64_t)(now_ms - peer->acked_ms) / 1000 * SENDING_RATE;
    bool stalled = acked - peer->acked < least;
    peer->acked = acked;
    peer->acked_ms = now_ms;
    return stalled;
}

/* Nearly all connections are taken: who only keeps one open makes room. */
static bool is_crowded(const struct peers *peers)
{
    return peers->open > peers->most - (peers->most + 7) / 8;
}

static bool is_to_end(const struct peers *peers, struct peer *peer, int64_t now_ms)
{
    int64_t age = now_ms - atomic_load(&peer->since_ms), idle_ms = 0;
    switch ((enum peer_state)atomic_load(&peer->state)) {
    case PEER_WAITING:
        if (age <= WATCH_GRACE_MS)
            return false;
        /* on a connection that stays open the next request may begin as late as idle_seconds */
        idle_ms = atomic_load(&peer->served) ? peers->idle_ms : 0;
        return is_crowded(peers) || age > peers->request_ms + idle_ms;
    case PEER_READING:
        return age > peers->request_ms;
    case PEER_SENDING:
        return age > peers->total_ms || is_stalled(peers, peer, now_ms);
    case PEER_WORKING:
        break;
    }
    return false;
}

static void end_counted(struct peers *peers, struct peer *peer)
{
    end(peer);
    peers->ended++;
}

/* Connections to be asked together whether the client has closed its half: one by one it would take
 * long where there are many. */
struct batch {
    size_t count;
    struct peer *peers[BATCH_MAX];
    struct pollfd fds[BATCH_MAX];
};

static void batch_ask(struct peers *peers, struct batch *batch)
{
    if (batch->count && poll(batch->fds, batch->count, 0) > 0)
        for (size_t i = 0; i < batch->count; i++)
            if (batch->fds[i].revents & (POLLRDHUP | POLLHUP | POLLERR))
                end_counted(peers, batch->peers[i]);
    batch->count = 0;
}

static void batch_add(struct peers *peers, struct batch *batch, struct peer *peer, int64_t now_ms)
{
    int state = atomic_load(&peer->state);
    if ((state != PEER_WAITING && state != PEER_READING) ||
        now_ms - atomic_load(&peer->since_ms) <= WATCH_GRACE_MS)
        return;
    batch->peers[batch->count] = peer;
    batch->fds[batch->count++] = (struct pollfd){.fd = peer->fd, .events = POLLRDHUP};
    if (batch->count == BATCH_MAX)
        batch_ask(peers, batch);
}

void peers_watch(struct peers *peers, int64_t now_ms)
{
    struct batch batch;
    batch.count = 0;
    pthread_mutex_lock(&peers->lock);
    for (struct peer *peer = peers->first; peer; peer = peer->next) {
        if (is_to_end(peers, peer, now_ms))
            end_counted(peers, peer);
        else
            batch_add(peers, &batch, peer, now_ms);
    }
    batch_ask(peers, &batch);
    pthread_mutex_unlock(&peers->lock);
}

/* Closing the reading half only: a request that has arrived is still answered. */
void peers_drain(struct peers *peers)
{
    pthread_mutex_lock(&peers->lock);
    for (struct peer *peer = peers->first; peer; peer = peer->next)
        if (atomic_load(&peer->state) == PEER_WAITING)
            shutdown(peer->fd, SHUT_RD);
    pthread_mutex_unlock(&peers->lock);
}

void peers_abort(struct peers *peers)
{
    pthread_mutex_lock(&peers->lock);
    for (struct peer *peer = peers->first; peer; peer = peer->next)
        end(peer);
    pthread_mutex_unlock(&peers->lock);
}
