/* The derived figures of a KPI's series. */
#ifndef HIRAKU_HTTP_HANDLERS_SERIES_H
#define HIRAKU_HTTP_HANDLERS_SERIES_H

#include "hiraku/base/status.h"

struct parameter;
struct problem;
struct representation;
struct request;

/* GET /v1/kpis/{kpi}/series?derive=…; `derive` is that parameter. */
enum status derive_plan(struct request *request, const struct parameter *derive,
                        struct representation *answer, struct problem *p);

/* Where the answer of a series fails as `status` says: names a path that works. */
void series_refused(struct request *request, enum status status, struct problem *p);

#endif
