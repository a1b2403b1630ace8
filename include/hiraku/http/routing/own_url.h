/* A URL of this instance that stands in a parameter, read as the request that it would be. Nothing
 * is fetched, and nobody else is asked. */
#ifndef HIRAKU_HTTP_ROUTING_OWN_URL_H
#define HIRAKU_HTTP_ROUTING_OWN_URL_H

#include "hiraku/base/status.h"

struct parameter;
struct problem;
struct request;

/* Reads the value of `given` into `other` as far as its route. STATUS_BAD_PARAMETER: it is no URL
 * of this instance; STATUS_NOT_FOUND: no such path or table. Otherwise as own_url_read. */
enum status own_url_open(struct request *request, const struct parameter *given,
                         struct request *other, struct problem *p);

/* Reads the value of `given`, a URL behind the instance's base URL or a path, into `other`: below
 * /v1 as without Accept, elsewhere as a browser asks; it stays with the release of `request` and
 * lives as long as that; own_url_close, also after errors.
 *
 * STATUS_BAD_PARAMETER: the URL is none that can be had from any release (request_pin.h).
 * STATUS_NOT_FOUND: no such path, table or record, now or before; STATUS_UNKNOWN_PARAMETER and the
 * like: of the parameters that the URL has, as far as their reading tells. Reads the store. */
enum status own_url_read(struct request *request, const struct parameter *given,
                         struct request *other, struct problem *p);
void own_url_close(struct request *other);

#endif
