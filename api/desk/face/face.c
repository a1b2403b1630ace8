/* The process that speaks HTTP: one thread, no file, nothing but connections and the socket to the
 * process that publishes. It ends when that one is gone. */
#include "hiraku/desk/face/face.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/log.h"
#include "hiraku/desk/face/face_call.h"
#include "hiraku/http/server/sandbox.h"
#include "hiraku/http/transport/connection.h"

#include <fcntl.h>
#include <microhttpd.h>
#include <poll.h>
#include <stdlib.h>

enum { STEP_MS = 500, WATCH_MS = 1000, CONNECTIONS_MOST = 256 };

static void face_notice(void *context, struct MHD_Connection *connection, void **state,
                        enum MHD_ConnectionNotificationCode code)
{
    struct face *face = context;
    if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
        connection_remove(face->connections, *state);
        *state = NULL;
        return;
    }
    const union MHD_ConnectionInfo *fd =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    const union MHD_ConnectionInfo *address =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    *state = fd ? connection_add(face->connections, fd->connect_fd,
                                 address ? address->client_addr : NULL, false)
                : NULL;
}

/* Percent signs are decoded by sent.c, strictly. */
static size_t face_leave(void *context, struct MHD_Connection *connection, char *text)
{
    (void)context, (void)connection;
    return strlen(text);
}

static struct MHD_Daemon *face_listen(struct face *face)
{
    const struct config *config = face->setup->config;
    return MHD_start_daemon(
        MHD_USE_EPOLL, 0, NULL, NULL, face_call, face, MHD_OPTION_LISTEN_SOCKET,
        face->setup->listener, MHD_OPTION_STRICT_FOR_CLIENT, 0, MHD_OPTION_UNESCAPE_CALLBACK,
        face_leave, NULL, MHD_OPTION_URI_LOG_CALLBACK, face_begin, face,
        MHD_OPTION_NOTIFY_COMPLETED, face_end, face, MHD_OPTION_NOTIFY_CONNECTION, face_notice,
        face, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)config->connection_memory,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MOST, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)config->idle_seconds, MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, MHD_OPTION_END);
}

/* Nothing comes over the socket unasked: what is there is its end. */
static bool face_is_left(const struct face *face)
{
    struct pollfd parent = {face->socket, POLLIN, 0};
    return face->lost || poll(&parent, 1, 0) != 0;
}

static void face_loop(struct face *face, struct MHD_Daemon *daemon)
{
    int64_t watched_ms = clock_monotonic_ms();
    while (!face_is_left(face) && MHD_run_wait(daemon, STEP_MS) == MHD_YES) {
        int64_t now = clock_monotonic_ms();
        if (now - watched_ms < WATCH_MS)
            continue;
        watched_ms = now;
        connections_watch(face->connections, now);
    }
}

int face_run(const struct desk_setup *setup, int socket)
{
    struct problem problem = {.status = STATUS_OK};
    struct face face = {.setup = setup, .socket = socket};
    struct MHD_Daemon *daemon = NULL;
    enum status status =
        connections_new(&face.connections, setup->config, CONNECTIONS_MOST, &problem);
    if (status == STATUS_OK && !origin_names_read(&face.names, setup->url, setup->config->desk_url))
        status = problem_set(&problem, STATUS_BAD_SETTING, slice_of("desk_url"),
                             slice_of(setup->config->desk_url), NULL);
    if (status == STATUS_OK && fcntl(setup->listener, F_SETFL, O_NONBLOCK) != 0)
        status = problem_errno(&problem, "listen");
    if (status == STATUS_OK && !(daemon = face_listen(&face)))
        status = problem_set(&problem, STATUS_INTERNAL, SLICE_NONE, SLICE_NONE, "MHD_start_daemon");
    if (status == STATUS_OK)
        status = sandbox_enter(SANDBOX_FACE, setup->config->sandbox, &problem);
    if (status == STATUS_OK)
        face_loop(&face, daemon);
    else
        log_problem(LOG_ERROR, "desk", &problem);
    if (daemon)
        MHD_stop_daemon(daemon);
    connections_free(face.connections);
    return status_info(status)->exit;
}
