/* Connections that do not get on: a request that never ends, a client that has gone, a reader that
 * does not read.
 *
 * The library's own timeout restarts with every byte and misses a half-closed socket in epoll mode.
 * Here the sockets are watched once a second and shut down; the library then sees the end and
 * cleans up. The number of connections is limited by the library. */
#include "hiraku/clock.h"

#include "internal.h"

#include <linux/sockios.h>
#include <linux/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

enum { WATCH_GRACE_MS = 1000, SENDING_RATE = 1024 /* bytes a second that a reader must take */ };

struct peer {
    struct peer *previous, *next;
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
    int64_t request_ms, idle_ms;
};

struct peers *peers_new(const struct config *config)
{
    struct peers *peers = calloc(1, sizeof *peers);
    if (!peers)
        return NULL;
    pthread_mutex_init(&peers->lock, NULL);
    peers->request_ms = config->request_seconds * 1000;
    peers->idle_ms = config->idle_seconds * 1000;
    return peers;
}

void peers_free(struct peers *peers)
{
    if (!peers)
        return;
    while (peers->first)
        peer_remove(peers, peers->first);
    pthread_mutex_destroy(&peers->lock);
    free(peers);
}

struct peer *peer_add(struct peers *peers, int fd)
{
    struct peer *peer = calloc(1, sizeof *peer);
    if (!peer) {
        shutdown(fd, SHUT_RDWR);
        return NULL;
    }
    peer->fd = fd;
    peer_enter(peer, PEER_WAITING);
    pthread_mutex_lock(&peers->lock);
    peer->next = peers->first;
    if (peer->next)
        peer->next->previous = peer;
    peers->first = peer;
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
    pthread_mutex_unlock(&peers->lock);
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

static bool is_half_closed(int fd)
{
    struct pollfd one = {.fd = fd, .events = POLLRDHUP};
    return poll(&one, 1, 0) == 1 && (one.revents & (POLLRDHUP | POLLHUP | POLLERR));
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

static bool is_to_end(const struct peers *peers, struct peer *peer, int64_t now_ms)
{
    int64_t age = now_ms - atomic_load(&peer->since_ms);
    switch ((enum peer_state)atomic_load(&peer->state)) {
    case PEER_WAITING:
        /* on a connection that stays open the next request may begin as late as idle_seconds */
        return age > peers->request_ms + (atomic_load(&peer->served) ? peers->idle_ms : 0) ||
               (age > WATCH_GRACE_MS && is_half_closed(peer->fd));
    case PEER_READING:
        return age > peers->request_ms || (age > WATCH_GRACE_MS && is_half_closed(peer->fd));
    case PEER_SENDING:
        return is_stalled(peers, peer, now_ms);
    case PEER_WORKING:
        break;
    }
    return false;
}

void peers_watch(struct peers *peers, int64_t now_ms)
{
    pthread_mutex_lock(&peers->lock);
    for (struct peer *peer = peers->first; peer; peer = peer->next)
        if (is_to_end(peers, peer, now_ms))
            end(peer);
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
