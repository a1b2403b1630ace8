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

struct connection {
    struct connection *previous, *next;
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

struct connections {
    pthread_mutex_t lock;
    struct connection *first;
    struct clients *clients;
    struct networks trusted;
    bool standard; /* Forwarded, not X-Forwarded-For */
    size_t open, most;
    unsigned per_client;
    int64_t request_ms, idle_ms, total_ms;
    uint64_t accepted, ended;
    atomic_ullong refused;
};

enum status connections_new(struct connections **result, const struct config *config, size_t most,
                            struct problem *p)
{
    struct connections *connections = calloc(1, sizeof *connections);
    *result = connections;
    if (!connections)
        return problem_memory(p);
    pthread_mutex_init(&connections->lock, NULL);
    connections->most = most;
    connections->per_client = (unsigned)config->connections_per_address;
    connections->request_ms = config->request_seconds * 1000;
    connections->idle_ms = config->idle_seconds * 1000;
    connections->total_ms = config->total_seconds * 1000;
    struct slice field = slice_of(config->forwarded_field);
    connections->standard = slice_is(field, "forwarded");
    if (!connections->standard && !slice_is(field, "x-forwarded-for"))
        return problem_set(p, STATUS_BAD_SETTING, slice_of("forwarded_field"), field, NULL);
    connections->clients = clients_new();
    if (!connections->clients)
        return problem_memory(p);
    return networks_read(&connections->trusted, "trusted_proxies",
                         slice_of(config->trusted_proxies), p);
}

void connections_free(struct connections *connections)
{
    if (!connections)
        return;
    while (connections->first)
        connection_remove(connections, connections->first);
    clients_free(connections->clients);
    pthread_mutex_destroy(&connections->lock);
    free(connections);
}

bool connections_admit(struct connections *connections, const struct sockaddr *socket)
{
    struct address address = address_of(socket);
    if (connections->per_client == 0 || networks_have(&connections->trusted, &address))
        return true;
    struct client *client = client_take(connections->clients, address);
    bool admitted = client && atomic_load(&client->connections) < connections->per_client;
    client_release(connections->clients, client);
    if (!admitted)
        atomic_fetch_add(&connections->refused, 1);
    return admitted;
}

struct connection *connection_add(struct connections *connections, int fd,
                                  const struct sockaddr *socket, bool inside)
{
    struct connection *connection = calloc(1, sizeof *connection);
    struct address address = address_of(socket);
    struct client *client = connection ? client_take(connections->clients, address) : NULL;
    if (!client) {
        free(connection);
        shutdown(fd, SHUT_RDWR);
        return NULL;
    }
    connection->fd = fd;
    connection->client = client;
    connection->address = address;
    connection->inside = inside;
    connection->proxy = networks_have(&connections->trusted, &address);
    connection_enter(connection, CONNECTION_WAITING);
    /* connections_admit did not see connections that no loop had begun yet */
    if (atomic_fetch_add(&client->connections, 1) >= connections->per_client &&
        connections->per_client && !connection->proxy && !inside) {
        shutdown(fd, SHUT_RDWR);
        atomic_fetch_add(&connections->refused, 1);
    }
    pthread_mutex_lock(&connections->lock);
    connection->next = connections->first;
    if (connection->next)
        connection->next->previous = connection;
    connections->first = connection;
    connections->open++;
    connections->accepted++;
    pthread_mutex_unlock(&connections->lock);
    return connection;
}

void connection_remove(struct connections *connections, struct connection *connection)
{
    if (!connection)
        return;
    pthread_mutex_lock(&connections->lock);
    if (connection->previous)
        connection->previous->next = connection->next;
    else
        connections->first = connection->next;
    if (connection->next)
        connection->next->previous = connection->previous;
    connections->open--;
    pthread_mutex_unlock(&connections->lock);
    atomic_fetch_sub(&connection->client->connections, 1);
    client_release(connections->clients, connection->client);
    free(connection);
}

void connection_enter(struct connection *connection, enum connection_state state)
{
    if (!connection)
        return;
    if (state == CONNECTION_SENDING)
        atomic_store(&connection->served, true);
    /* the first request has one span for its line and its fields together */
    if (state != CONNECTION_READING || atomic_load(&connection->served))
        atomic_store(&connection->since_ms, clock_monotonic_ms());
    atomic_store(&connection->state, (int)state);
}

int connection_fd(const struct connection *connection)
{
    return connection ? connection->fd : -1;
}

struct client *connection_client(const struct connection *connection)
{
    return connection ? connection->client : NULL;
}

struct address connection_address(const struct connection *connection)
{
    return connection ? connection->address : address_of(NULL);
}

bool connection_is_proxy(const struct connection *connection)
{
    return connection && connection->proxy;
}

bool connection_is_inside(const struct connection *connection)
{
    return connection && connection->inside;
}

struct address connection_forwarded(const struct connections *connections,
                                    const struct connection *connection, struct slice field)
{
    return forwarded_client(&connections->trusted, field, connections->standard,
                            connection->address);
}

struct clients *connections_clients(struct connections *connections)
{
    return connections->clients;
}

struct connections_state connections_look(struct connections *connections)
{
    pthread_mutex_lock(&connections->lock);
    struct connections_state state = {.open = connections->open,
                                      .accepted = connections->accepted,
                                      .refused = atomic_load(&connections->refused),
                                      .ended = connections->ended};
    pthread_mutex_unlock(&connections->lock);
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
static void connection_end(struct connection *connection)
{
    if (atomic_load(&connection->state) == CONNECTION_SENDING)
        socket_reset(connection->fd);
    else
        shutdown(connection->fd, SHUT_RDWR);
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

uint64_t connection_taken(const struct connection *connection)
{
    uint64_t bytes;
    return connection && acknowledged(connection->fd, &bytes) ? bytes : 0;
}

uint64_t connection_written(const struct connection *connection)
{
    int queued = 0;
    if (!connection || ioctl(connection->fd, SIOCOUTQ, &queued) != 0 || queued < 0)
        queued = 0;
    return connection_taken(connection) + (uint64_t)queued;
}

/* A reply stalls when bytes have been waiting for the client and it took fewer than SENDING_RATE a
 * second. */
static bool is_stalled(const struct connections *connections, struct connection *connection,
                       int64_t now_ms)
{
    int queued = 0;
    uint64_t acked;
    if (ioctl(connection->fd, SIOCOUTQ, &queued) != 0 || queued == 0 ||
        !acknowledged(connection->fd, &acked)) {
        connection->acked_ms = 0;
        return false;
    }
    if (connection->acked_ms < atomic_load(&connection->since_ms)) {
        connection->acked = acked;
        connection->acked_ms = now_ms;
        return false;
    }
    if (now_ms - connection->acked_ms < connections->idle_ms)
        return false;
    uint64_t least = (uint64_t)(now_ms - connection->acked_ms) / 1000 * SENDING_RATE;
    bool stalled = acked - connection->acked < least;
    connection->acked = acked;
    connection->acked_ms = now_ms;
    return stalled;
}

/* Nearly all connections are taken: who only keeps one open makes room. */
static bool is_crowded(const struct connections *connections)
{
    return connections->open > connections->most - (connections->most + 7) / 8;
}

static bool is_to_end(const struct connections *connections, struct connection *connection,
                      int64_t now_ms)
{
    int64_t age = now_ms - atomic_load(&connection->since_ms), idle_ms = 0;
    switch ((enum connection_state)atomic_load(&connection->state)) {
    case CONNECTION_WAITING:
        if (age <= WATCH_GRACE_MS)
            return false;
        /* on a connection that stays open the next request may begin as late as idle_seconds */
        idle_ms = atomic_load(&connection->served) ? connections->idle_ms : 0;
        return is_crowded(connections) || age > connections->request_ms + idle_ms;
    case CONNECTION_READING:
        return age > connections->request_ms;
    case CONNECTION_SENDING:
        return age > connections->total_ms || is_stalled(connections, connection, now_ms);
    case CONNECTION_WORKING:
        break;
    }
    return false;
}

static void end_counted(struct connections *connections, struct connection *connection)
{
    connection_end(connection);
    connections->ended++;
}

/* Connections to be asked together whether the client has closed its half: one by one it would take
 * long where there are many. */
struct batch {
    size_t count;
    struct connection *connections[BATCH_MAX];
    struct pollfd fds[BATCH_MAX];
};

static void batch_ask(struct connections *connections, struct batch *batch)
{
    if (batch->count && poll(batch->fds, batch->count, 0) > 0)
        for (size_t i = 0; i < batch->count; i++)
            if (batch->fds[i].revents & (POLLRDHUP | POLLHUP | POLLERR))
                end_counted(connections, batch->connections[i]);
    batch->count = 0;
}

static void batch_add(struct connections *connections, struct batch *batch,
                      struct connection *connection, int64_t now_ms)
{
    int state = atomic_load(&connection->state);
    if ((state != CONNECTION_WAITING && state != CONNECTION_READING) ||
        now_ms - atomic_load(&connection->since_ms) <= WATCH_GRACE_MS)
        return;
    batch->connections[batch->count] = connection;
    batch->fds[batch->count++] = (struct pollfd){.fd = connection->fd, .events = POLLRDHUP};
    if (batch->count == BATCH_MAX)
        batch_ask(connections, batch);
}

void connections_watch(struct connections *connections, int64_t now_ms)
{
    struct batch batch;
    batch.count = 0;
    pthread_mutex_lock(&connections->lock);
    for (struct connection *connection = connections->first; connection;
         connection = connection->next) {
        if (is_to_end(connections, connection, now_ms))
            end_counted(connections, connection);
        else
            batch_add(connections, &batch, connection, now_ms);
    }
    batch_ask(connections, &batch);
    pthread_mutex_unlock(&connections->lock);
}

/* Closing the reading half only: a request that has arrived is still answered. */
void connections_drain(struct connections *connections)
{
    pthread_mutex_lock(&connections->lock);
    for (struct connection *connection = connections->first; connection;
         connection = connection->next)
        if (atomic_load(&connection->state) == CONNECTION_WAITING)
            shutdown(connection->fd, SHUT_RD);
    pthread_mutex_unlock(&connections->lock);
}

void connections_abort(struct connections *connections)
{
    pthread_mutex_lock(&connections->lock);
    for (struct connection *connection = connections->first; connection;
         connection = connection->next)
        connection_end(connection);
    pthread_mutex_unlock(&connections->lock);
}
