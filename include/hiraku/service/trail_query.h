/* Parameters of the page of a trail. */
#ifndef HIRAKU_SERVICE_TRAIL_QUERY_H
#define HIRAKU_SERVICE_TRAIL_QUERY_H

#include "hiraku/query/query.h"

/* query_parse of the first table of model_trail, with `year`: a fiscal year (2020, FY2020), or
 * `undated` where what tells it has no period (trail.h), `unknown` where nothing tells it. It
 * stands for conditions, which the canonical form has. STATUS_BAD_PARAMETER,
 * STATUS_REPEATED_PARAMETER. */
enum status trail_query_parse(struct query *query, struct arena *arena,
                              const struct parameter *parameters, size_t count,
                              struct query_rules rules, struct problem *p);

/* What `year` says, read back from the conditions: FY2020, `undated` or `unknown`; empty:
 * none is asked for. */
struct slice trail_query_year(const struct query *query);
/* Whether a parameter of the canonical form is such a condition. */
bool trail_query_is_year(struct slice name);

#endif
