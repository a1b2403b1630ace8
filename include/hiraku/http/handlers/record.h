/* One record that is not there. */
#ifndef HIRAKU_HTTP_HANDLERS_RECORD_H
#define HIRAKU_HTTP_HANDLERS_RECORD_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

struct problem;
struct request;
struct resource;
struct store;

/* 404 with the nearest id, or 410 if an earlier release had the record. */
enum status record_missing(struct request *request, struct store *store,
                           const struct resource *resource, struct slice id, struct problem *p);

#endif
