/* Raw bytes on a connection, through the listener, the library and answer.c: whatever is sent, what
 * comes back is a row of whole HTTP/1.1 answers and then the end; none is a 5xx. */
#include "hiraku/base/out.h"
#include "hiraku/http/server/server.h"

#include "api/http/server/listener.h"
#include "fuzz.h"
#include "small_store.h"

#include <ctype.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);

/* Without the watch of server.c the library waits for the rest of what is no whole request. */
enum { QUIET_MS = 20, QUIET_TIMES = 5, END_MS = 20000, INPUT_MAX = 8192 };

static struct server *server;
static struct sockaddr_un address; /* in no folder */
static socklen_t address_size = sizeof address;

static void leave(void)
{
    listener_free(server->listener);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    struct problem p;
    const struct sockaddr any = {.sa_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    (void)argc, (void)argv;
    ENSURE(fd >= 0 && bind(fd, &any, sizeof any.sa_family) == 0 && listen(fd, 1) == 0);
    ENSURE(getsockname(fd, (struct sockaddr *)&address, &address_size) == 0);
    server = small_server();
    server->connection_limit = 100;
    server->loop_count = 1;
    ENSURE(listener_new(&server->listener, server, fd, false, &p) == STATUS_OK);
    atexit(leave);
    return 0;
}

static void talk(struct slice sent, struct out *got)
{
    int quiet = 0, fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ENSURE(fd >= 0 && connect(fd, (struct sockaddr *)&address, address_size) == 0);
    ENSURE(send(fd, sent.at, sent.len, MSG_NOSIGNAL) == (ssize_t)sent.len);
    shutdown(fd, SHUT_WR);
    for (;;) {
        char block[16384];
        struct pollfd wait = {.fd = fd, .events = POLLIN};
        int ready = poll(&wait, 1, QUIET_MS);
        if (ready == 0 && (atomic_load(&server->exchanges.requests) == 0 || ++quiet == QUIET_TIMES))
            break;
        ssize_t len = ready ? read(fd, block, sizeof block) : 0;
        if (ready && len <= 0)
            break; /* a reset is an end, too */
        out_bytes(got, block, (size_t)len);
    }
    close(fd);
    for (int i = 0; atomic_load(&server->exchanges.requests) > 0; i++) {
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
