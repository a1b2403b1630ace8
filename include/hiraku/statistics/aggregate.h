/* Groups of a table's rows, and sums, averages, extremes and counts of their figures.
 *
 * Sums are exact; an average has two more decimals than its inputs, rounded half to even; the least
 * and the greatest are the published text. Rows without a value are left out and counted. What must
 * not be added is refused: see tally_add. */
#ifndef HIRAKU_STATISTICS_AGGREGATE_H
#define HIRAKU_STATISTICS_AGGREGATE_H

#include "hiraku/base/arena.h"
#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"
#include "hiraku/query/path.h"
#include "hiraku/query/query.h"
#include "hiraku/value/decimal.h"

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

/* The running figures of one group; constant size. */
struct tally {
    const struct aggregate *aggregate;
    struct arena arena;        /* holds `first` */
    struct slice first[FACTS]; /* of the first row with a value, else of the first row */
    uint64_t rows, values;
    uint64_t inexact; /* values that are about, at least, at most … what they say */
    bool units_differ;
    bool level; /* the figures say how much there is at a time, not what came in a time */
    struct decimal sum, least, greatest;
    char least_text[DECIMAL_TEXT_SIZE], greatest_text[DECIMAL_TEXT_SIZE];
    char period[40], starts[12], ends[12]; /* of the last row with a value */
};

void tally_init(struct tally *tally, const struct aggregate *aggregate);
void tally_clear(struct tally *tally); /* begins a new group */
void tally_free(struct tally *tally);

/* Takes one row (`facts` as in enum fact, all of them where rows are added), which follows the one
 * before in the order of its period. Refuses
 * - for sum and avg: STATUS_NOT_ADDITIVE_NATURE (ratios, ranks), _KINDS (another KPI, nature,
 *   counting, value type or accumulation), _PARTS (a total with its parts), _LEVELS (levels at
 *   several times), _PERIODS (periods that overlap or are not stated; for avg also of different
 *   lengths);
 * - for all but count: STATUS_NOT_ADDITIVE_UNITS.
 * The problem has an example that works. */
enum status tally_add(struct tally *tally, const struct slice *facts, struct problem *p);

/* The text of a measure; empty where no row has a value (a count is then 0). */
enum status tally_measure(const struct tally *tally, enum measure measure,
                          char text[DECIMAL_TEXT_SIZE], struct problem *p);

/* The unit of the group's figures; empty where there are several. */
struct slice tally_unit(const struct tally *tally, enum fact unit);

/* Refuses to add `facts` to what `tally` holds: STATUS_OK if they can be added. In
 * aggregate_refuse.c. */
enum status tally_refuse(const struct tally *tally, const struct slice *facts, struct problem *p);

#endif
