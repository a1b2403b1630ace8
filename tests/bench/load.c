/* usage: load HOST PORT CONNECTIONS SECONDS TARGET [FIELD...]
 *
 * Sends the same GET over keep-alive connections, one request at a time on each, from one epoll
 * loop, and prints what came back as one line of JSON: requests, bytes, seconds, latencies in
 * microseconds, and how many answers had which status. `{N}` in TARGET becomes 00000, 00001 ...
 * N-1, 00000 ..., another one in each request. A FIELD is a whole line such as "Accept: text/csv".
 * Goes on until there is one answer, however long that takes. Knows that a 304 has no body,
 * whatever its Content-Length says. Answers need a Content-Length. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BUFFER = 256 * 1024, HEAD_MAX = 16 * 1024, SLOTS = 1 << 22, EVENTS = 256 };

struct connection {
    int fd;
    size_t head_len; /* bytes of the head so far */
    uint64_t body;   /* bytes that are still to come */
    int64_t begun;   /* when the request was sent, in microseconds */
    char head[HEAD_MAX];
};

static struct {
    char request[8192];
    size_t request_len;
    char *number; /* in `request`: five digits that count */
    unsigned next, numbers;
    struct sockaddr_in address;
    uint64_t done, bytes, statuses[600];
    uint32_t latency[SLOTS]; /* by microseconds; the last one is «or more» */
} load;

static void fail(const char *what)
{
    fprintf(stderr, "load: %s: %s\n", what, errno ? strerror(errno) : "not understood");
    exit(1);
}

static int64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void send_request(struct connection *connection)
{
    connection->head_len = 0;
    connection->begun = now_us();
    if (load.number) {
        unsigned n = load.next++ % load.numbers;
        for (int i = 4; i >= 0; i--, n /= 10)
            load.number[i] = (char)('0' + n % 10);
    }
    if (send(connection->fd, load.request, load.request_len, MSG_NOSIGNAL) !=
        (ssize_t)load.request_len)
        fail("send");
}

static void open_connection(struct connection *connection, int poll)
{
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = connection};
    int on = 1;
    connection->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connection->fd < 0 ||
        connect(connection->fd, (struct sockaddr *)&load.address, sizeof load.address) != 0)
        fail("connect");
    setsockopt(connection->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (epoll_ctl(poll, EPOLL_CTL_ADD, connection->fd, &event) != 0)
        fail("epoll_ctl");
    send_request(connection);
}

/* Reads the head once it is whole: status and length of the body. */
static void read_head(struct connection *connection)
{
    int status = atoi(connection->head + sizeof "HTTP/1.1");
    if (status < 100 || status > 599)
        fail("status line");
    load.statuses[status]++;
    connection->body = 0;
    const char *line = connection->head;
    while ((line = strstr(line, "\r\n")) != NULL) {
        line += 2;
        if (status != 304 && strncasecmp(line, "Content-Length:", 15) == 0)
            connection->body = strtoull(line + 15, NULL, 10);
        if (strncasecmp(line, "Transfer-Encoding:", 18) == 0)
            fail("chunked answer");
    }
}

static void finish(struct connection *connection)
{
    int64_t took = now_us() - connection->begun;
    load.latency[took < SLOTS ? took : SLOTS - 1]++;
    load.done++;
    send_request(connection);
}

/* Takes bytes of the head; returns how many. */
static size_t take_head(struct connection *connection, const char *bytes, size_t len)
{
    size_t before = connection->head_len, room = HEAD_MAX - 1 - before;
    if (len > room)
        len = room;
    memcpy(connection->head + before, bytes, len);
    connection->head[before + len] = '\0';
    size_t from = before > 3 ? before - 3 : 0;
    const char *end = strstr(connection->head + from, "\r\n\r\n");
    if (!end) {
        if (len == room)
            fail("head too long");
        connection->head_len += len;
        return len;
    }
    size_t head = (size_t)(end - connection->head) + 4;
    connection->head[head - 2] = '\0';
    read_head(connection);
    connection->head_len = HEAD_MAX; /* the body comes now */
    return head - before;
}

static void take(struct connection *connection, const char *bytes, size_t len)
{
    load.bytes += len;
    while (len) {
        size_t taken;
        if (connection->head_len < HEAD_MAX) {
            taken = take_head(connection, bytes, len);
        } else {
            taken = len < connection->body ? len : (size_t)connection->body;
            connection->body -= taken;
        }
        bytes += taken;
        len -= taken;
        if (connection->head_len == HEAD_MAX && connection->body == 0) {
            if (len)
                fail("more than the answer");
            finish(connection);
        }
    }
}

static void run(struct connection *connections, size_t count, int64_t end, int poll)
{
    static char buffer[BUFFER];
    struct epoll_event events[EVENTS];
    for (size_t i = 0; i < count; i++)
        open_connection(&connections[i], poll);
    while (now_us() < end || load.done == 0) {
        int ready = epoll_wait(poll, events, EVENTS, 100);
        for (int i = 0; i < ready; i++) {
            struct connection *connection = events[i].data.ptr;
            ssize_t len = recv(connection->fd, buffer, sizeof buffer, MSG_DONTWAIT);
            if (len > 0)
                take(connection, buffer, (size_t)len);
            else if (len == 0 || (errno != EAGAIN && errno != EINTR))
                fail("connection closed");
        }
    }
}

static int64_t quantile(double part)
{
    uint64_t before = 0, wanted = (uint64_t)((double)load.done * part);
    for (int64_t i = 0; i < SLOTS; i++) {
        before += load.latency[i];
        if (before > wanted)
            return i;
    }
    return SLOTS;
}

static void make_request(char **arguments, int count)
{
    int len = snprintf(load.request, sizeof load.request, "GET %s HTTP/1.1\r\nHost: %s:%s\r\n",
                       arguments[5], arguments[1], arguments[2]);
    for (int i = 6; i < count && len < (int)sizeof load.request; i++)
        len +=
            snprintf(load.request + len, sizeof load.request - (size_t)len, "%s\r\n", arguments[i]);
    if (len + 3 > (int)sizeof load.request)
        fail("request too long");
    memcpy(load.request + len, "\r\n", 3);
    load.request_len = (size_t)len + 2;
    char *open = strchr(load.request, '{'), *close = open ? strchr(open, '}') : NULL;
    if (!close)
        return;
    load.numbers = (unsigned)atoi(open + 1);
    if (load.numbers == 0 || load.request_len + 5 > sizeof load.request)
        fail("number");
    memmove(open + 5, close + 1, load.request_len - (size_t)(close + 1 - load.request));
    load.request_len = load.request_len + 5 - (size_t)(close + 1 - open);
    load.number = open;
}

int main(int count, char **arguments)
{
    if (count < 6) {
        fprintf(stderr, "usage: load HOST PORT CONNECTIONS SECONDS TARGET [FIELD...]\n");
        return 2;
    }
    size_t connections = strtoul(arguments[3], NULL, 10);
    double seconds = strtod(arguments[4], NULL);
    struct connection *all = calloc(connections, sizeof *all);
    int poll = epoll_create1(EPOLL_CLOEXEC);
    load.address.sin_family = AF_INET;
    load.address.sin_port = htons((uint16_t)atoi(arguments[2]));
    if (!all || poll < 0 || inet_pton(AF_INET, arguments[1], &load.address.sin_addr) != 1)
        fail("start");
    make_request(arguments, count);
    int64_t begin = now_us();
    run(all, connections, begin + (int64_t)(seconds * 1e6), poll);
    double took = (double)(now_us() - begin) / 1e6;
    printf("{\"requests\":%llu,\"bytes\":%llu,\"seconds\":%.3f,\"per_second\":%.1f,\"p50_us\":%lld,"
           "\"p99_us\":%lld,\"statuses\":{",
           (unsigned long long)load.done, (unsigned long long)load.bytes, took,
           (double)load.done / took, (long long)quantile(0.5), (long long)quantile(0.99));
    const char *comma = "";
    for (int i = 0; i < 600; i++)
        if (load.statuses[i]) {
            printf("%s\"%d\":%llu", comma, i, (unsigned long long)load.statuses[i]);
            comma = ",";
        }
    printf("}}\n");
    free(all);
    return 0;
}
