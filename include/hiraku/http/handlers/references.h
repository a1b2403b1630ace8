/* Conditions on references, once there is a store to look at. */
#ifndef HIRAKU_HTTP_HANDLERS_REFERENCES_H
#define HIRAKU_HTTP_HANDLERS_REFERENCES_H

#include "hiraku/base/status.h"

struct problem;
struct query;
struct request;
struct store;

/* STATUS_BAD_PARAMETER where a condition names a record that there is not, with the nearest id; of
 * conditions behind the `fixed` ones. */
enum status references_check(struct request *request, struct store *store,
                             const struct query *query, struct problem *p);

#endif
