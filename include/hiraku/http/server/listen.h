/* A listening socket, and its address as a URL. */
#ifndef HIRAKU_HTTP_SERVER_LISTEN_H
#define HIRAKU_HTTP_SERVER_LISTEN_H

#include "hiraku/base/status.h"

struct problem;

enum { URL_SIZE = 128 };

/* For "127.0.0.1:8080", "[::1]:0", ":8080" (the value of `setting`). */
enum status listen_open(const char *address, const char *setting, int *fd, char url[URL_SIZE],
                        struct problem *p);

/* Whether nobody but this machine can reach the socket (127.0.0.0/8, ::1). */
bool listen_is_loopback(int fd);

#endif
