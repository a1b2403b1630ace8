/* What the services read of a request's release. */
#ifndef HIRAKU_HTTP_ROUTING_REQUEST_SERVICE_H
#define HIRAKU_HTTP_ROUTING_REQUEST_SERVICE_H

#include "hiraku/query/query.h"

struct problem;
struct request;
struct service;
struct trial;

/* Opens it with a connection, whose deadline is the request's: give service->store back with
 * snapshot_return. */
enum status request_service(struct request *request, struct service *service, struct problem *p);

/* How its parameters are read. */
struct query_rules request_rules(const struct request *request, enum query_form form);

/* A trial of a query: its resource and what is fixed are set. */
enum status trial_query(const struct trial *trial, struct query *query, struct problem *p);

#endif
