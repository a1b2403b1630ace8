/* The catalogue of a request's release. */
#ifndef HIRAKU_HTTP_ROUTING_REQUEST_CATALOGUE_H
#define HIRAKU_HTTP_ROUTING_REQUEST_CATALOGUE_H

#include "hiraku/base/status.h"

struct catalogue;
struct catalogue_table;
struct problem;
struct request;

/* Reads it; it lives in the request's arena. */
enum status request_catalogue(struct request *request, struct catalogue **result,
                              struct problem *p);

/* The same and its table request->resource; STATUS_NOT_FOUND where the release does not have it. */
enum status request_catalogue_table(struct request *request, struct catalogue **result,
                                    const struct catalogue_table **table, struct problem *p);

/* What catalogue->services is by the settings. */
unsigned request_catalogue_services(const struct request *request);

#endif
