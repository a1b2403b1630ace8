/* What the services read of a request's release. */
#ifndef HIRAKU_HTTP_ROUTING_REQUEST_SERVICE_H
#define HIRAKU_HTTP_ROUTING_REQUEST_SERVICE_H

#include "hiraku/base/status.h"

struct problem;
struct request;
struct service;

/* Opens it with a connection, whose deadline is the request's: give service->store back with
 * snapshot_return. */
enum status request_service(struct request *request, struct service *service, struct problem *p);

#endif
