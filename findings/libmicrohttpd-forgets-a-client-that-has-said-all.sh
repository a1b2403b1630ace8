#!/bin/sh
# libmicrohttpd 0.9.75 (Debian 12): a client may close its sending half when it has sent its request, as `nc -N` does (RFC 9293,
# s.3.6: "I have no more data to send"). A handler that answers at once reaches it. One that suspends the connection and resumes it does not: the library reads once more, meets the end and closes without an answer. With poll() no client of 32 gets
# one; with epoll it is by luck.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dpkg-query -W libmicrohttpd-dev gcc libc6-dev >/dev/null 2>&1 || apt-get install -y --no-install-recommends libmicrohttpd-dev gcc libc6-dev >/dev/null
version=$(dpkg-query -W -f '${Version}' libmicrohttpd-dev)
case $version in 0.9.75*) ;; *) echo "libmicrohttpd-dev $version is installed, not 0.9.75 of Debian 12"; exit 2 ;; esac
echo "libmicrohttpd-dev $version"

cat >server.c <<'END'
#include <microhttpd.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int begun, resumed, suspends;

static void *resume_later(void *connection)
{
    usleep(20000);
    MHD_resume_connection(connection);
    return NULL;
}

static enum MHD_Result answer(void *context, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *data, size_t *size, void **state)
{
    (void)context, (void)url, (void)method, (void)version, (void)data, (void)size;
    if (!*state) {
        *state = &begun;
        return MHD_YES;
    }
    if (*state == &begun && suspends) {
        pthread_t thread;
        *state = &resumed;
        MHD_suspend_connection(connection);
        pthread_create(&thread, NULL, resume_later, connection);
        pthread_detach(thread);
        return MHD_YES;
    }
    struct MHD_Response *response = MHD_create_response_from_buffer(3, "ok\n", MHD_RESPMEM_PERSISTENT);
    enum MHD_Result result = MHD_queue_response(connection, 200, response);
    MHD_destroy_response(response);
    return result;
}

int main(int argc, char **argv)
{
    suspends = argc > 1 && strcmp(argv[1], "later") == 0;
    struct MHD_Daemon *daemon =
        MHD_start_daemon(MHD_USE_POLL | MHD_USE_INTERNAL_POLLING_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, answer, NULL, MHD_OPTION_END);
    if (!daemon)
        return 2;
    printf("%u\n", MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
    fflush(stdout);
    getchar();
    MHD_stop_daemon(daemon);
    return 0;
}
END
gcc -O1 -o server server.c -lmicrohttpd -pthread
cat >try.py <<'END'
import socket, subprocess
CLIENTS = 32
def answers(when, half):
    server = subprocess.Popen(["./server", when], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    port = int(server.stdout.readline())
    clients = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(CLIENTS)]
    for client in clients:
        client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        if half:
            client.shutdown(socket.SHUT_WR)
    got = sum(client.recv(4096).startswith(b"HTTP/1.1 200") for client in clients)
    server.communicate()
    return got
for when, half in (("at once", False), ("at once", True), ("later", False), ("later", True)):
    print(f"answered {when}, sending half {'closed' if half else 'open'}: {answers(when, half)} of {CLIENTS}")
END
/usr/bin/python3 try.py | tee seen
cat >expected <<'END'
answered at once, sending half open: 32 of 32
answered at once, sending half closed: 32 of 32
answered later, sending half open: 32 of 32
answered later, sending half closed: 0 of 32
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
