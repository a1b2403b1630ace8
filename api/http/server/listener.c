/* Accepting connections and handing them to event loops.
 *
 * The loops (epoll, one thread each) belong to the library. Accepting does not: when its loops
 * accept, MHD_quiesce_daemon() takes the socket out of their sets, and a loop that does the same at
 * that moment aborts the process. Here one thread accepts for all loops. Where `most` connections
 * are open it waits, and who comes then waits in the system's queue. */
#include "listener.h"

#include "hiraku/base/config.h"
#include "hiraku/http/exchange/answer.h"
#include "hiraku/http/server/server.h"
#include "hiraku/http/transport/connection.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    INSIDE_CONNECTIONS = 32,
    BLOCK = 32, /* connections that a loop may have more than another */
    ACCEPT_STACK = 128 * 1024,
    PAUSE_MS = 5,
    LOST_PAUSES = 200 /* a loop that has not begun a connection by then had no memory for it */
};

struct loop {
    struct listener *listener;
    struct MHD_Daemon *daemon;
    uint64_t given; /* connections; known to the accepting thread */
    _Atomic uint64_t begun, ended;
};

struct listener {
    struct server *server;
    bool inside;
    int fd;
    bool accepting; /* there is a thread */
    pthread_t thread;
    atomic_bool closing;
    uint64_t most;
    size_t count;
    struct loop *loop; /* whose turn it is */
    struct loop loops[];
};

/* --- event loops --- */

static void notice(void *context, struct MHD_Connection *connection, void **state,
                   enum MHD_ConnectionNotificationCode code)
{
    struct loop *loop = context;
    struct connections *connections = loop->listener->server->exchanges.connections;
    if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
        connection_remove(connections, *state);
        *state = NULL;
        atomic_fetch_add(&loop->ended, 1);
        return;
    }
    const union MHD_ConnectionInfo *fd =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    const union MHD_ConnectionInfo *address =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    *state = fd ? connection_add(connections, fd->connect_fd, address ? address->client_addr : NULL,
                                 loop->listener->inside)
                : NULL;
    atomic_fetch_add(&loop->begun, 1);
}

/* Percent signs are decoded by request.c, strictly. */
static size_t leave_as_it_is(void *context, struct MHD_Connection *connection, char *text)
{
    (void)context, (void)connection;
    return strlen(text);
}

static struct MHD_Daemon *start_loop(struct loop *loop)
{
    struct server *server = loop->listener->server;
    const struct config *config = server->config;
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_USE_NO_LISTEN_SOCKET |
                     MHD_ALLOW_SUSPEND_RESUME;
    /* not strict: it would drop some requests without an answer and answer others twice;
     * request_check.c is strict. Its own limit of connections is out of reach: it counts one that
     * has ended a moment longer than wait_for_room() and would close the next in its place. */
    return MHD_start_daemon(flags, 0, NULL, NULL, answer_call, &server->exchanges,
                            MHD_OPTION_STRICT_FOR_CLIENT, 0, MHD_OPTION_UNESCAPE_CALLBACK,
                            leave_as_it_is, NULL, MHD_OPTION_URI_LOG_CALLBACK, answer_begin,
                            &server->exchanges, MHD_OPTION_NOTIFY_COMPLETED, answer_end,
                            &server->exchanges, MHD_OPTION_NOTIFY_CONNECTION, notice, loop,
                            MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)config->connection_memory,
                            MHD_OPTION_CONNECTION_LIMIT, 2 * (unsigned)loop->listener->most,
                            MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)config->idle_seconds,
                            MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, MHD_OPTION_END);
}

static enum status start_loops(struct listener *listener, size_t count, struct problem *p)
{
    listener->loop = listener->loops;
    for (; listener->count < count; listener->count++) {
        struct loop *loop = &listener->loops[listener->count];
        loop->listener = listener;
        errno = 0;
        loop->daemon = start_loop(loop);
        if (!loop->daemon)
            return errno ? problem_errno(p, "MHD_start_daemon")
                         : problem_set(p, STATUS_INTERNAL, SLICE_NONE, SLICE_NONE,
                                       "MHD_start_daemon");
    }
    return STATUS_OK;
}

/* Connections that it was given and that have not ended. */
static uint64_t open_in(const struct loop *loop)
{
    return loop->given - atomic_load(&loop->ended);
}

/* --- accepting --- */

static void pause_accepting(void)
{
    const struct timespec pause = {.tv_nsec = PAUSE_MS * 1000000L};
    nanosleep(&pause, NULL);
}

/* False: there is no more to accept. */
static bool wait_for_room(struct listener *listener)
{
    for (unsigned pauses = 0; !atomic_load(&listener->closing); pauses++) {
        uint64_t open = 0;
        for (struct loop *loop = listener->loops; loop < listener->loops + listener->count;
             loop++) {
            uint64_t begun = atomic_load(&loop->begun);
            if (loop->given < begun || pauses >= LOST_PAUSES)
                loop->given = begun;
            open += open_in(loop);
        }
        if (open < listener->most)
            return true;
        pause_accepting();
    }
    return false;
}

/* One loop for a few connections: several would only wake more often, and the other processors have
 * the workers. Where it has a block more than another, that one is next. */
static struct loop *choose(struct listener *listener)
{
    struct loop *least = listener->loops;
    for (struct loop *loop = least; loop < listener->loops + listener->count; loop++)
        if (open_in(loop) < open_in(least))
            least = loop;
    if (open_in(listener->loop) >= open_in(least) + BLOCK)
        listener->loop = least;
    return listener->loop;
}

static void listener_hand_over(struct listener *listener, int fd, const struct sockaddr *address,
                               socklen_t size)
{
    if (!listener->inside && !connections_admit(listener->server->exchanges.connections, address)) {
        close(fd);
        return;
    }
    struct loop *loop = choose(listener);
    if (MHD_add_connection(loop->daemon, fd, address, size) == MHD_YES) /* else it has closed it */
        loop->given++;
}

static void *accept_connections(void *context)
{
    struct listener *listener = context;
    while (wait_for_room(listener)) {
        struct sockaddr_storage storage = {.ss_family = AF_UNSPEC};
        struct sockaddr *address = (struct sockaddr *)&storage;
        socklen_t size = sizeof storage;
        int fd = accept4(listener->fd, address, &size, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (fd >= 0)
            listener_hand_over(listener, fd, address, size);
        else if (errno != ECONNABORTED && errno != EINTR)
            pause_accepting();
    }
    return NULL;
}

static enum status start_accepting(struct listener *listener, struct problem *p)
{
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, ACCEPT_STACK);
    int error = pthread_create(&listener->thread, &attributes, accept_connections, listener);
    pthread_attr_destroy(&attributes);
    if (error == 0) {
        listener->accepting = true;
        return STATUS_OK;
    }
    errno = error;
    return problem_errno(p, "pthread_create");
}

enum status listener_new(struct listener **result, struct server *server, int fd, bool inside,
                         struct problem *p)
{
    size_t count = inside ? 1 : server->loop_count;
    struct listener *listener = calloc(1, sizeof *listener + count * sizeof *listener->loops);
    *result = NULL;
    if (!listener) {
        close(fd);
        return problem_memory(p);
    }
    listener->server = server;
    listener->inside = inside;
    listener->fd = fd;
    listener->most = inside ? INSIDE_CONNECTIONS : server->connection_limit;
    enum status status = start_loops(listener, count, p);
    if (status == STATUS_OK)
        status = start_accepting(listener, p);
    if (status == STATUS_OK)
        *result = listener;
    else
        listener_free(listener);
    return status;
}

void listener_close(struct listener *listener)
{
    if (listener->fd < 0)
        return;
    atomic_store(&listener->closing, true);
    shutdown(listener->fd, SHUT_RDWR); /* ends accept4() */
    if (listener->accepting)
        pthread_join(listener->thread, NULL);
    close(listener->fd);
    listener->fd = -1;
}

void listener_free(struct listener *listener)
{
    if (!listener)
        return;
    listener_close(listener);
    for (size_t i = 0; i < listener->count; i++)
        MHD_stop_daemon(listener->loops[i].daemon);
    free(listener);
}
