/* Sum, average, extremes and count of the figures of one group, row by row. */
#ifndef HIRAKU_STATISTICS_TALLY_H
#define HIRAKU_STATISTICS_TALLY_H

#include "hiraku/base/arena.h"
#include "hiraku/statistics/aggregate.h"
#include "hiraku/value/decimal.h"

struct aggregate;
struct problem;

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
    uint32_t least_row, greatest_row;      /* tally_add_rows */
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

/* Rows that are alike in their KPI, counted already; only where no rows are added. */
struct tally_rows {
    const struct slice *facts; /* of the first row with a value, else of the first */
    uint64_t rows, values, inexact;
    struct slice least, greatest;     /* empty: no row has a value */
    uint32_t least_row, greatest_row; /* the first rows that have these, in table order */
};

/* Takes them all; those that are taken before have an earlier first row. */
enum status tally_add_rows(struct tally *tally, const struct tally_rows *rows, struct problem *p);

/* The text of a measure; empty where no row has a value (a count is then 0). */
enum status tally_measure(const struct tally *tally, enum measure measure,
                          char text[DECIMAL_TEXT_SIZE], struct problem *p);

/* The unit of the group's figures; empty where there are several. */
struct slice tally_unit(const struct tally *tally, enum fact unit);

#endif
