/* The figures of one subject (a KPI) in the order of time, and what is missing between them. */
#ifndef HIRAKU_SERVICE_SERIES_H
#define HIRAKU_SERVICE_SERIES_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"
#include "hiraku/service/figures.h"
#include "hiraku/value/period.h"

#include <stdint.h>

struct arena;
struct filter;
struct out;
struct point;
struct problem;
struct query;
struct service;
struct store;

/* `/v1/kpis/{kpi}/series`, in the arena. */
struct slice series_path(struct arena *arena, struct slice subject);
/* The list of what has series, as the example of a problem. */
void series_example(struct problem *p);
/* The path that was written, if it `works`, else that list. Closes the stream. */
void series_example_take(struct out *path, bool works, struct problem *p);

/* The query of a subject's figures: resource and the fixed filter, in the order of time. */
void series_query(struct query *query, struct slice subject);
/* Orders a query by the columns that these names (ending with NULL) are of, as if that were asked
 * for. */
void series_set_order(struct query *query, const char *const *names);
/* Whether a condition chooses whole runs: it is on value_type, accumulation, item, segment or area.
 */
bool series_divides(const struct filter *filter);

/* Gives every figure that the query selects, in its order; `cells` as in enum point_cell. */
typedef enum status series_sink(void *context, const struct slice *cells, struct problem *p);
enum status series_points(struct store *store, const struct query *query, series_sink *sink,
                          void *context, struct problem *p);

/* A figure whose cells are copied into the arena. */
enum status series_keep(struct arena *arena, const struct slice *cells, int first_month,
                        struct point *point, struct problem *p);

/* Period and place of a figure: period, starts, ends, fiscal_year and the five cells of a run. */
enum { PLACE_COLUMNS = 9 };
extern const struct figure_column place_columns[PLACE_COLUMNS];
/* Of the point, or of the period `gap` behind it (NULL: none). `typed` false: no value type.
 * `place` must outlive the cells. */
struct place_text {
    char starts[DATE_TEXT_SIZE], ends[DATE_TEXT_SIZE], year[16];
};
void place_cells(struct place_text *place, const struct point *point, const char *gap, bool typed,
                 int first_month, struct slice cells[PLACE_COLUMNS]);

/* The columns of a place, and value, missing, gap. */
enum { GAP_COLUMNS = PLACE_COLUMNS + 3 };
extern const struct figure_column gap_columns[GAP_COLUMNS];
/* Gives what is missing in the whole of the runs that a query of a series selects; of many the
 * first 500, `*total` tells how many there are. Conditions that choose no whole runs do not count:
 * what they leave out is no gap in the data. */
enum status series_gaps(const struct service *service, const struct query *query, figure_sink *sink,
                        void *context, uint64_t *total, struct problem *p);

#endif
