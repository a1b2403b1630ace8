/* What the answers about one KPI's series share. Private to api/http. */
#ifndef HIRAKU_HTTP_HANDLERS_SERIES_H
#define HIRAKU_HTTP_HANDLERS_SERIES_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"
#include "hiraku/query/path.h"
#include "hiraku/statistics/series.h"

struct arena;
struct filter;
struct listing;
struct out;
struct parameter;
struct point;
struct problem;
struct query;
struct reply;
struct request;
struct store;

/* Writes the path of the list of what has series, `/v1/kpis`; names it as the example of a problem.
 */
void series_put_list(struct out *out);
void series_example(struct problem *p);
/* `/v1/kpis/{kpi}/series`, in the request's arena. */
struct slice series_path(struct request *request);

/* The query of a KPI's observations: resource and the fixed filter. */
void series_query(struct query *query, const struct request *request);

/* The paths of enum point_cell. */
enum status series_paths(struct path paths[POINT_CELLS], struct problem *p);

/* Orders a query by the columns that these names (ending with NULL) are of. */
void series_set_order(struct query *query, const char *const *names);

/* Period and place of a value, as members of an object: period (its own if `gap` is NULL), starts,
 * ends, fiscal_year, and the five cells of a run (`value_type` only if `typed`). */
void series_members(struct out *out, const struct point *point, const char *gap, bool typed,
                    int first_month);

/* Whether a condition chooses whole runs: it is on value_type, accumulation, item, segment or area.
 */
bool series_divides(const struct filter *filter);

/* The members `gaps` and `gaps_total` of a page: what is missing in the whole of the series. Of
 * long lists the first ones; the total tells. */
enum status series_gaps(struct listing *listing, struct store *store, struct arena *arena,
                        int first_month, struct slice *members, struct problem *p);

/* GET /v1/kpis/{kpi}/series?derive=…; `derive` is that parameter. */
enum status derive_answer(struct request *request, const struct parameter *derive,
                          struct reply *reply, struct problem *p);

#endif
