/* Conditions on references, once there is a store to look at: a record that does not exist is a
 * mistake to be told, as an unknown code is, and not an empty answer. */
#ifndef HIRAKU_SERVICE_REFERENCES_H
#define HIRAKU_SERVICE_REFERENCES_H

#include "hiraku/base/status.h"

struct problem;
struct query;
struct service;

/* STATUS_UNKNOWN_REFERENCE where a condition names a record that there is not, with the nearest id;
 * of conditions behind the `fixed` ones. */
enum status references_check(const struct service *service, const struct query *query,
                             struct problem *p);

#endif
