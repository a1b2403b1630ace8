/* What the answers about a KPI's series share. */
#ifndef HIRAKU_HTTP_HANDLERS_SERIES_H
#define HIRAKU_HTTP_HANDLERS_SERIES_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

#include <stdint.h>

struct derive;
struct figures;
struct json_writer;
struct listing;
struct parameter;
struct problem;
struct representation;
struct request;
struct service;

/* GET /v1/kpis/{kpi}/series?derive=…; `derive` is that parameter. */
enum status derive_plan(struct request *request, const struct parameter *derive,
                        struct representation *answer, struct problem *p);

/* Where that asks for a revision, takes `against` out of the parameters, into the number of a
 * release (0: it is not there); `*derive` is found anew. As request_other_release. */
enum status series_take_against(struct request *request, const struct parameter **derive,
                                uint64_t *against, struct problem *p);

/* What its answer depends on beside tables. */
void series_plan_against(struct request *request, const struct derive *derive,
                         struct figures *figures);
/* The member `against` of such an answer; of others nothing. */
void series_write_against(struct json_writer *json, const struct derive *derive);

/* Where the answer of a series fails as `status` says: names a path that works. */
void series_refused(struct request *request, enum status status, struct problem *p);

/* The releases up to the snapshot's that were withdrawn, in the request's arena: what is told of
 * several releases is another answer when one is, which makes none. Reads files. */
struct slice series_withdrawn(struct request *request);

/* The members `gaps` and `gaps_total` of a page: what is missing in the whole of the series. */
enum status series_write_gaps(struct listing *listing, const struct service *service,
                              struct slice *members, struct problem *p);

#endif
