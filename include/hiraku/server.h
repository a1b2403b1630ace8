/* Serving what a store has published, over HTTP. */
#ifndef HIRAKU_SERVER_H
#define HIRAKU_SERVER_H

#include "hiraku/base/status.h"

struct config;
struct problem;

/* Settings → serving until SIGTERM or SIGINT; prints the address when it listens. `language`: of
 * problems before there is an instance. */
enum status server_run(const struct config *config, enum language language, struct problem *p);

#endif
