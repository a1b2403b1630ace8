/* What a request asks for, before any handler. */
#ifndef HIRAKU_HTTP_ROUTING_REQUEST_PREPARE_H
#define HIRAKU_HTTP_ROUTING_REQUEST_PREPARE_H

#include "hiraku/base/status.h"

#include <stddef.h>

struct problem;
struct request;

/* Reads the target, and finds its route in request->routes: STATUS_BAD_TARGET, STATUS_PATH_ENDED,
 * STATUS_NOT_FOUND, and of too many parameters. */
enum status request_prepare_route(struct request *request, size_t parameters_max,
                                  struct problem *p);

/* Behind it: the release (a reference, unless there is one or none is needed), the form, and which
 * older release is asked for. */
enum status request_prepare_form(struct request *request, struct problem *p);

#endif
