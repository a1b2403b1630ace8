/* What the answers about a KPI's series share. */
#ifndef HIRAKU_HTTP_HANDLERS_SERIES_H
#define HIRAKU_HTTP_HANDLERS_SERIES_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

struct listing;
struct parameter;
struct problem;
struct representation;
struct request;
struct service;

/* GET /v1/kpis/{kpi}/series?derive=…; `derive` is that parameter. */
enum status derive_plan(struct request *request, const struct parameter *derive,
                        struct representation *answer, struct problem *p);

/* Where the answer of a series fails as `status` says: names a path that works. */
void series_refused(struct request *request, enum status status, struct problem *p);

/* The members `gaps` and `gaps_total` of a page: what is missing in the whole of the series. */
enum status series_write_gaps(struct listing *listing, const struct service *service,
                              struct slice *members, struct problem *p);

#endif
