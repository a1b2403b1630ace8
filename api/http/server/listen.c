/* The listening socket, made here so that port 0 works and the address can be told. */
#include "hiraku/http/server/listen.h"

#include "hiraku/value/decimal.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LISTEN_BACKLOG = 1024, HOST_SIZE = 256 };

static bool listen_is_port(const char *text)
{
    int64_t port;
    return decimal_parse_int(slice_of(text), 0, 65535, &port);
}

/* "host:port", "[v6]:port", ":port" (all addresses) or "port" (this machine only). */
static bool split(const char *address, char host[HOST_SIZE], const char **port)
{
    if (listen_is_port(address)) {
        snprintf(host, HOST_SIZE, "127.0.0.1");
        *port = address;
        return true;
    }
    const char *colon = strrchr(address, ':');
    if (!colon || !listen_is_port(colon + 1) || (size_t)(colon - address) >= HOST_SIZE)
        return false;
    size_t len = (size_t)(colon - address);
    if (len >= 2 && address[0] == '[' && address[len - 1] == ']') {
        address++;
        len -= 2;
    } else if (memchr(address, ':', len)) {
        return false;
    }
    memcpy(host, address, len);
    host[len] = '\0';
    *port = colon + 1;
    return true;
}

static int open_one(const struct addrinfo *address)
{
    int on = 1;
    int fd = socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(fd, address->ai_addr, address->ai_addrlen) == 0 && listen(fd, LISTEN_BACKLOG) == 0)
        return fd;
    int error = errno;
    close(fd);
    errno = error;
    return -1;
}

static void listen_tell(int fd, char url[URL_SIZE])
{
    struct sockaddr_storage own = {.ss_family = AF_UNSPEC};
    socklen_t len = sizeof own;
    char host[64], port[8];
    url[0] = '\0';
    if (getsockname(fd, (struct sockaddr *)&own, &len) != 0 ||
        getnameinfo((struct sockaddr *)&own, len, host, sizeof host, port, sizeof port,
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0)
        return;
    bool six = own.ss_family == AF_INET6;
    snprintf(url, URL_SIZE, "http://%s%s%s:%s/", six ? "[" : "", host, six ? "]" : "", port);
}

enum status listen_open(const char *address, const char *setting, int *fd, char url[URL_SIZE],
                        struct problem *p)
{
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM,
                             .ai_flags = AI_PASSIVE | AI_NUMERICSERV | AI_ADDRCONFIG};
    struct addrinfo *found = NULL;
    char host[HOST_SIZE];
    const char *port;
    if (!split(address, host, &port) ||
        getaddrinfo(host[0] ? host : NULL, port, &hints, &found) != 0 || !found) {
        problem_set(p, STATUS_BAD_SETTING, slice_of(setting), slice_of(address), NULL);
        problem_allow(p, slice_of("127.0.0.1:8080"));
        problem_allow(p, slice_of("[::1]:8080"));
        problem_allow(p, slice_of("host:0–65535"));
        return STATUS_BAD_SETTING;
    }
    *fd = open_one(found);
    freeaddrinfo(found);
    if (*fd < 0 && (errno == EACCES || errno == EPERM))
        return problem_set(p, STATUS_LOW_PORT, slice_of(address), SLICE_NONE, NULL);
    if (*fd < 0)
        return problem_errno(p, address);
    listen_tell(*fd, url);
    return STATUS_OK;
}

bool listen_is_loopback(int fd)
{
    struct sockaddr_storage own = {.ss_family = AF_UNSPEC};
    socklen_t len = sizeof own;
    if (getsockname(fd, (struct sockaddr *)&own, &len) != 0)
        return false;
    if (own.ss_family == AF_INET) {
        const struct sockaddr_in *four = (const struct sockaddr_in *)&own;
        return ntohl(four->sin_addr.s_addr) >> 24 == IN_LOOPBACKNET;
    }
    const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)&own;
    return own.ss_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&six->sin6_addr);
}
