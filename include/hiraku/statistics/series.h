/* A KPI's values in the order of time: runs, gaps, and what is derived from them.
 *
 * A run is what shares value type, accumulation, item, segment and area. Derived figures are exact
 * but for percentages, which have two decimals, rounded half to even. What cannot be computed has
 * no value but a reason; nothing is guessed across a gap or a missing value. */
#ifndef HIRAKU_STATISTICS_SERIES_H
#define HIRAKU_STATISTICS_SERIES_H

#include "hiraku/base/status.h"
#include "hiraku/value/period.h"

#include <stdint.h>

struct problem;

enum derivation {
    DERIVE_CUMULATIVE, /* the sum of a run's values so far */
    DERIVE_DIFFERENCE, /* from the value before */
    DERIVE_YOY,        /* change from the same period one year before, in percent of that */
    DERIVE_PROGRESS,   /* actual in percent of the target of the same period */
    DERIVE_REVISION,   /* from what an earlier release said of the same period */
    DERIVATIONS
};

/* "yoy", and back; false if there is none of that name. */
const char *derivation_name(enum derivation derivation);
bool derivation_of(struct slice name, enum derivation *derivation);

/* The unit of what is derived of figures that have this one, by language. Changes over a year and
 * progress are percentages; the difference of two percentages is points,
 * and so is that of a revision. */
void derivation_unit(enum derivation derivation, struct slice unit_code, struct slice unit[2]);

/* What tells one value from another. */
enum point_cell {
    POINT_VALUE_TYPE,
    POINT_ACCUMULATION,
    POINT_ITEM,
    POINT_SEGMENT,
    POINT_AREA,
    POINT_PERIOD,
    POINT_STARTS,
    POINT_ENDS,
    POINT_FISCAL_YEAR,
    POINT_ID,
    POINT_VALUE,
    POINT_MISSING,
    POINT_QUALIFIER,
    POINT_REVISED_IN,
    POINT_CELLS
};
extern const char *const point_columns[POINT_CELLS];

/* What is told of the subject of a series, in this order; two are of its municipality. */
enum subject_cell {
    SUBJECT_ID,
    SUBJECT_NAME_JA,
    SUBJECT_NAME_EN,
    SUBJECT_KIND,
    SUBJECT_MUNICIPALITY,
    SUBJECT_MUNICIPALITY_JA,
    SUBJECT_MUNICIPALITY_EN,
    SUBJECT_UNIT_JA,
    SUBJECT_UNIT_EN,
    SUBJECT_UNIT_CODE,
    SUBJECT_UNIT_MULTIPLIER,
    SUBJECT_COUNTING,
    SUBJECT_NATURE,
    SUBJECT_DIRECTION,
    SUBJECT_FREQUENCY,
    SUBJECT_DEFINITION_JA,
    SUBJECT_DEFINITION_EN,
    SUBJECT_QUESTION_JA,
    SUBJECT_QUESTION_EN,
    SUBJECT_POPULATION_JA,
    SUBJECT_POPULATION_EN,
    SUBJECT_CELLS
};
extern const char *const subject_columns[SUBJECT_CELLS]; /* as path_read reads them */

struct point {
    struct slice cells[POINT_CELLS];
    struct period period;
    bool dated; /* both ends are stated */
};

void point_read(struct point *point, const struct slice *cells, int first_month);

struct decimal;
/* Why a value cannot be computed with (missing, inequality); NULL: it can. A bound ("more than
 * 302") is no value: what follows from it is neither the figure nor anything like it. */
const char *point_hindrance(const struct point *point, struct decimal *value);
bool point_is_exact(const struct point *point);

/* --- gaps --- */

/* Months from one value to the next that a KPI of this frequency has, -1 for days, 0: gaps cannot
 * be told. */
int series_step(struct slice frequency);
/* Whether a value from one day to another is no longer than a step, which is not 0. */
bool series_is_regular(struct date from, struct date to, int step);
/* Whole steps from one start to another, 0 where gaps cannot be told. */
long series_steps(struct date from, struct date to, int step);

/* The period a step behind another one, in its notation; false: there is none. */
bool series_period_after(struct slice period, int step, int first_month,
                         char after[PERIOD_TEXT_SIZE]);

/* The periods that are missing between two regular values of one run, in their notation. */
struct gap_walk {
    int step, first_month;
    struct date before;            /* start of the value behind the gap */
    char period[PERIOD_TEXT_SIZE]; /* the last one given */
};
void gap_begin(struct gap_walk *walk, int step, int first_month, const struct point *from,
               const struct point *to);
bool gap_next(struct gap_walk *walk);

/* Whether a value is no longer than a step, so that gaps are looked for beside it. */
bool point_is_regular(const struct point *point, int step);
/* Two steps or more from start to start. */
bool point_is_behind_gap(const struct point *from, const struct point *to, int step);
/* Whether the first `count` cells are the same. */
bool point_shares(const struct point *a, const struct point *b, int first, int count);

/* --- derivation --- */

/* What two releases say of a figure; `now` or `then` NULL: that one has it not. */
struct revision {
    const struct point *now, *then;
    uint64_t now_in, then_in; /* the releases with which they came */
};

struct series {
    const struct point *points; /* in the order of series_order */
    size_t count;
    struct slice nature; /* of the KPI */
    int step;            /* series_step of its frequency */
    int first_month;
    const struct revision *revisions; /* parallel to the points; of DERIVE_REVISION only */
};

/* The names of the columns by which the points must be ordered; ends with NULL. */
const char *const *series_order(enum derivation derivation);

/* One derived figure. */
struct derived_point {
    const struct point *at; /* whose period and place it has */
    const char *gap;        /* a period without a row behind `at`; NULL: at's own period */
    struct slice value;     /* empty: see reason */
    const char *reason;     /* missing, gap, first, zero, negative, overlap, other_length, undated,
                               no_actual, no_target, added, removed, out_of_range; NULL with a
                               value */
    struct slice formula;   /* empty where nothing could be computed */
    const struct point *from[2];
    const struct point *all; /* cumulative: the points from `all` to `at`; else NULL */
    bool inexact;            /* something it was made from is about, at least … */
};

/* The part of a series that is derived from for itself: of progress, what shares all but value type
 * and period. */
struct run {
    size_t from, count;
};
/* The first run for {0, 0}, then the next one; false at the end. */
bool series_run(const struct series *series, enum derivation derivation, struct run *run);

/* Why a run has no such derivation: ratio, rank, stock, cumulative, no_target; NULL if it has. */
const char *series_unfit(const struct series *series, enum derivation derivation,
                         const struct run *run);

/* Calls `give` for each derived figure of a run that is fit, in the order of time. */
typedef enum status derived_sink(void *context, const struct derived_point *derived,
                                 struct problem *p);
enum status series_derive(const struct series *series, enum derivation derivation,
                          const struct run *run, derived_sink *give, void *context,
                          struct problem *p);

/* series_derive of DERIVE_REVISION: periods without a row are no figures. */
enum status series_revise(const struct series *series, const struct run *run, derived_sink *give,
                          void *context, struct problem *p);

#endif
