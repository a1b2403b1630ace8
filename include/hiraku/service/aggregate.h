/* Groups of a table's rows with their measures, in the order of the groups. What may be computed is
 * hiraku/statistics/aggregate.h. */
#ifndef HIRAKU_SERVICE_AGGREGATE_H
#define HIRAKU_SERVICE_AGGREGATE_H

#include "hiraku/base/status.h"
#include "hiraku/service/figures.h"
#include "hiraku/statistics/aggregate.h"

struct arena;
struct inputs;
struct problem;
struct service;

enum { AGGREGATE_COLUMNS_MAX = AGGREGATE_GROUPS_MAX + MEASURES + 4 };

/* The question is `aggregate` (aggregate_parse). */
struct aggregation {
    struct aggregate aggregate;
    struct figure_column columns[AGGREGATE_COLUMNS_MAX]; /* set by aggregation_columns */
    size_t column_count;
};

/* Names the columns: groups, measures and, of figures, what is missing or inexact and the unit. */
enum status aggregation_columns(struct aggregation *aggregation, struct arena *arena,
                                struct problem *p);
void aggregation_inputs(const struct aggregation *aggregation, struct inputs *inputs);
/* Gives every group. STATUS_TOO_MANY_GROUPS beyond AGGREGATE_ITEMS_MAX; else as tally_add refuses.
 */
enum status aggregation_rows(const struct aggregation *aggregation, const struct service *service,
                             figure_sink *sink, void *context, struct problem *p);

#endif
