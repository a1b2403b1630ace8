/* The target of a request (RFC 9112 s.3.2). */
#ifndef HIRAKU_HTTP_ROUTING_REQUEST_TARGET_H
#define HIRAKU_HTTP_ROUTING_REQUEST_TARGET_H

#include "hiraku/http/routing/request.h"

/* Splits and decodes the target: path, segments, suffix, parameters. */
enum status request_read_target(struct request *request, size_t parameters_max, struct problem *p);

#endif
