/* Raw bytes on a connection, through the library and answer.c: whatever is sent, what comes back is
 * a row of whole HTTP/1.1 answers and then the end; none is a 5xx. */
#include "../../api/http/answer.h"

#include "fuzz.h"
#include "small_store.h"

#include <ctype.h>
#include <poll.h>
#include <sys/socket.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);

/* Without the watch of server.c the library waits for the rest of what is no whole request. */
enum { QUIET_MS = 20, QUIET_TIMES = 5, END_MS = 20000, INPUT_MAX = 8192 };

static struct server *server;

static size_t leave_as_it_is(void *context, struct MHD_Connection *connection, char *text)
{
    (void)context, (void)connection;
    return strlen(text);
}

/* The options of server.c that bear on what a request may be. */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    server = small_server();
    server->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_ALLOW_SUSPEND_RESUME |
            MHD_USE_NO_LISTEN_SOCKET,
        0, NULL, NULL, answer_call, server, MHD_OPTION_STRICT_FOR_CLIENT, 0,
        MHD_OPTION_UNESCAPE_CALLBACK, leave_as_it_is, NULL, MHD_OPTION_URI_LOG_CALLBACK,
        answer_begin, server, MHD_OPTION_NOTIFY_COMPLETED, answer_end, server,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)server->config->connection_memory,
        MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, MHD_OPTION_END);
    ENSURE(server->daemon);
    return 0;
}

static void talk(struct slice sent, struct out *got)
{
    int pair[2], quiet = 0;
    struct sockaddr_in address = {.sin_family = AF_INET};
    ENSURE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == 0);
    ENSURE(send(pair[0], sent.at, sent.len, MSG_NOSIGNAL) == (ssize_t)sent.len);
    shutdown(pair[0], SHUT_WR);
    ENSURE(MHD_add_connection(server->daemon, pair[1], (struct sockaddr *)&address,
                              sizeof address) == MHD_YES);
    for (;;) {
        char block[16384];
        struct pollfd wait = {.fd = pair[0], .events = POLLIN};
        int ready = poll(&wait, 1, QUIET_MS);
        if (ready == 0 && (atomic_load(&server->requests) == 0 || ++quiet == QUIET_TIMES))
            break;
        ssize_t len = ready ? read(pair[0], block, sizeof block) : 0;
        if (ready && len <= 0)
            break; /* a reset is an end, too */
        out_bytes(got, block, (size_t)len);
    }
    close(pair[0]);
    for (int i = 0; atomic_load(&server->requests) > 0; i++) {
        ENSURE(i < END_MS); /* a hang */
        usleep(1000);
    }
}

/* Status lines; bodies are not looked at, but for those of the library's own refusals. */
static void check(struct slice got)
{
    if (got.len == 0)
        return;
    ENSURE(got.len > 13 && memcmp(got.at, "HTTP/1.", 7) == 0 && got.at[8] == ' ');
    ENSURE(isdigit((unsigned char)got.at[9]) && got.at[9] >= '1');
    ENSURE(got.at[9] <= '4' || memcmp(got.at + 9, "505", 3) == 0);
    ENSURE(memmem(got.at, got.len, "\r\n\r\n", 4));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct out got;
    if (size == 0 || size > INPUT_MAX)
        return 0;
    out_open_memory(&got, 256 << 20);
    talk(fuzz_input(data, size), &got);
    check(out_written(&got));
    out_close(&got);
    return 0;
}
