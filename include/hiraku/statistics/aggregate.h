/* Groups of a table's rows, and sums, averages, extremes and counts of their figures.
 *
 * Sums are exact; an average has two more decimals than its inputs, rounded half to even; the least
 * and the greatest are the published text. Rows without a value are left out and counted. What must
 * not be added is refused: see tally.h. */
#ifndef HIRAKU_STATISTICS_AGGREGATE_H
#define HIRAKU_STATISTICS_AGGREGATE_H

#include "hiraku/query/path.h"

struct arena;
struct parameter;
struct problem;

enum { AGGREGATE_GROUPS_MAX = 4, AGGREGATE_ITEMS_MAX = 10000, AGGREGATE_NAME_SIZE = 64 };

enum measure { MEASURE_SUM, MEASURE_AVG, MEASURE_MIN, MEASURE_MAX, MEASURE_COUNT, MEASURES };

/* What is known of a figure; the order in which a row of figures has them behind its groups. */
enum fact {
    FACT_VALUE,
    FACT_QUALIFIER,
    FACT_KPI,
    FACT_UNIT_JA,
    FACT_UNIT_EN,
    FACT_UNIT_CODE,
    FACT_UNIT_MULTIPLIER,
    FACTS_OF_UNIT, /* those before are always read, those behind only where rows are added */
    FACT_NAME = FACTS_OF_UNIT,
    FACT_NATURE,
    FACT_COUNTING,
    FACT_VALUE_TYPE,
    FACT_ACCUMULATION,
    FACT_ITEM,
    FACT_SEGMENT,
    FACT_AREA,
    FACT_ITEM_SCHEME,
    FACT_SEGMENT_SCHEME,
    FACT_AREA_KIND,
    FACT_PERIOD,
    FACT_STARTS,
    FACT_ENDS,
    FACTS
};

struct aggregate {
    struct query query; /* the table, its filters, the order of rows within a group */
    struct path paths[AGGREGATE_GROUPS_MAX + FACTS]; /* groups, then facts */
    size_t group_count, path_count;
    enum measure measures[MEASURES]; /* in the order asked for */
    size_t measure_count;
    bool measured; /* the rows have figures; if not, they can be counted only */
    bool adds;     /* sum or avg is asked for */
    int first_month;
};

/* "sum" */
const char *measure_name(enum measure measure);

/* The name under which an answer holds what is computed: `name` itself, a short one ("count",
 * "missing"), or, where a group's column has that name, "measure_missing", so that no item has two
 * members of one name. */
void aggregate_name(const struct aggregate *aggregate, const char *name,
                    char text[AGGREGATE_NAME_SIZE]);

/* Reads `group`, `measure` (default: count) and filters of query.resource, which the caller has
 * set. STATUS_NO_MEASURE where a table without figures is asked for more than count. */
enum status aggregate_parse(struct aggregate *aggregate, struct arena *arena,
                            const struct parameter *parameters, size_t count, int first_month,
                            struct problem *p);

/* The canonical form, as query_canonical. `.at` NULL: no memory. */
struct slice aggregate_canonical(const struct aggregate *aggregate, struct arena *arena);

#endif
