/* GET over HTTP and HTTPS for commands (libcurl): what another instance serves. The server never
 * calls it. */
#ifndef HIRAKU_REMOTE_HTTP_GET_H
#define HIRAKU_REMOTE_HTTP_GET_H

#include "hiraku/base/out.h"

struct problem;

enum { REMOTE_URL_SIZE = 2048 };

/* Appends the body of a 200 to `out`, a memory stream with a limit of its own. Redirections are
 * followed, to HTTP and HTTPS only. `*location` (NULL: not wanted) is Content-Location, or "".
 * STATUS_REMOTE_MISSING: 404 or 410. STATUS_REMOTE: not reached, or another answer. */
enum status http_get(const char *url, struct out *out, char location[REMOTE_URL_SIZE],
                     struct problem *p);

#endif
