/* How an instance on line answers a GET, and what certificate it has (libcurl): for commands that
 * look after it. */
#ifndef HIRAKU_REMOTE_HTTP_LOOK_H
#define HIRAKU_REMOTE_HTTP_LOOK_H

#include "hiraku/base/out.h"

#include <time.h>

enum { HTTP_LOOK_TEXT = 256, HTTP_LOOK_FIELDS = 4096 };

struct http_look {
    long code;                      /* 0: not reached */
    char error[HTTP_LOOK_TEXT];     /* why not, or "" */
    char untrusted[HTTP_LOOK_TEXT]; /* why its certificate cannot be verified, or "" */
    time_t ends;                    /* of its certificate; 0: none, or not known */
    char fields[HTTP_LOOK_FIELDS];  /* names of the fields, in small letters, each between spaces */
    char release[32];               /* the value of Hiraku-Release, or "" */
};

/* Appends the body to `out`, a memory stream. A certificate that cannot be verified is told, and
 * looked at nevertheless: nothing of what is read is kept. Follows no redirection. */
enum status http_look(const char *url, struct http_look *look, struct out *out, struct problem *p);

#endif
