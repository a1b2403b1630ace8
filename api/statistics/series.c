/* Runs of a series and the gaps in them. What is derived from them is series_derive.c. */
#include "hiraku/statistics/series.h"

#include "hiraku/value/decimal.h"
#include "hiraku/value/period_part.h"

#include <stdio.h>

const char *const point_columns[POINT_CELLS] = {
    [POINT_VALUE_TYPE] = "value_type",
    [POINT_ACCUMULATION] = "accumulation",
    [POINT_ITEM] = "item",
    [POINT_SEGMENT] = "segment",
    [POINT_AREA] = "area",
    [POINT_PERIOD] = "period",
    [POINT_STARTS] = "starts",
    [POINT_ENDS] = "ends",
    [POINT_FISCAL_YEAR] = "fiscal_year",
    [POINT_ID] = "id",
    [POINT_VALUE] = "value",
    [POINT_MISSING] = "missing",
    [POINT_QUALIFIER] = "qualifier",
    [POINT_REVISED_IN] = "revised_in",
};

const char *const subject_columns[SUBJECT_CELLS] = {
    [SUBJECT_ID] = "id",
    [SUBJECT_NAME_JA] = "name_ja",
    [SUBJECT_NAME_EN] = "name_en",
    [SUBJECT_KIND] = "kind",
    [SUBJECT_MUNICIPALITY] = "municipality",
    [SUBJECT_MUNICIPALITY_JA] = "municipality.name_ja",
    [SUBJECT_MUNICIPALITY_EN] = "municipality.name_en",
    [SUBJECT_UNIT_JA] = "unit_ja",
    [SUBJECT_UNIT_EN] = "unit_en",
    [SUBJECT_UNIT_CODE] = "unit_code",
    [SUBJECT_UNIT_MULTIPLIER] = "unit_multiplier",
    [SUBJECT_COUNTING] = "counting",
    [SUBJECT_NATURE] = "nature",
    [SUBJECT_DIRECTION] = "direction",
    [SUBJECT_FREQUENCY] = "frequency",
    [SUBJECT_DEFINITION_JA] = "definition_ja",
    [SUBJECT_DEFINITION_EN] = "definition_en",
    [SUBJECT_QUESTION_JA] = "question_ja",
    [SUBJECT_QUESTION_EN] = "question_en",
    [SUBJECT_POPULATION_JA] = "population_ja",
    [SUBJECT_POPULATION_EN] = "population_en",
};

void point_read(struct point *point, const struct slice *cells, int first_month)
{
    *point = (struct point){.dated = false};
    memcpy(point->cells, cells, sizeof point->cells);
    point->dated = period_parse(cells[POINT_PERIOD], first_month, &point->period) == PERIOD_GOOD &&
                   !point->period.open_start && !point->period.open_end;
}

bool point_shares(const struct point *a, const struct point *b, int first, int count)
{
    for (int i = first; i < first + count; i++)
        if (!slice_equal(a->cells[i], b->cells[i]))
            return false;
    return true;
}

const char *point_hindrance(const struct point *point, struct decimal *value)
{
    static const char *const bounds[] = {"at_least", "more_than", "at_most", "less_than"};
    if (decimal_parse(point->cells[POINT_VALUE], value) != DECIMAL_GOOD)
        return "missing";
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++)
        if (slice_is(point->cells[POINT_QUALIFIER], bounds[i]))
            return "inequality";
    return NULL;
}

bool point_is_exact(const struct point *point)
{
    return slice_is(point->cells[POINT_QUALIFIER], "exact");
}

/* --- gaps --- */

int series_step(struct slice frequency)
{
    static const struct {
        const char *name;
        int step;
    } steps[] = {{"daily", -1}, {"monthly", 1}, {"quarterly", 3}, {"yearly", 12}};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (slice_is(frequency, steps[i].name))
            return steps[i].step;
    return 0;
}

static long month_of(struct date date)
{
    return date.year * 12L + date.month;
}

bool series_is_regular(struct date from, struct date to, int step)
{
    return step < 0 ? date_compare(from, to) == 0 : month_of(to) - month_of(from) + 1 <= step;
}

bool point_is_regular(const struct point *point, int step)
{
    return step != 0 && point->dated &&
           series_is_regular(point->period.starts, point->period.ends, step);
}

long series_steps(struct date from, struct date to, int step)
{
    if (step > 0)
        return (month_of(to) - month_of(from)) / step;
    return step < 0 ? date_days(to) - date_days(from) : 0;
}

bool point_is_behind_gap(const struct point *from, const struct point *to, int step)
{
    return point_is_regular(from, step) && point_is_regular(to, step) &&
           series_steps(from->period.starts, to->period.starts, step) >= 2;
}

void gap_begin(struct gap_walk *walk, int step, int first_month, const struct point *from,
               const struct point *to)
{
    struct slice period = from->cells[POINT_PERIOD];
    *walk = (struct gap_walk){.step = step, .first_month = first_month};
    walk->before = to->period.starts;
    if (period.len < sizeof walk->period && point_is_behind_gap(from, to, step))
        memcpy(walk->period, period.at, period.len);
}

/* Moves a part on by whole years and what is left of them; months are added to days as well, which
 * fails where the month is too short. */
static void series_move(struct period_part *part, int amount, int in_a_year)
{
    part->number += amount;
    part->year += (part->number - 1) / in_a_year;
    part->number = (part->number - 1) % in_a_year + 1;
}

static bool step_on(struct period_part *part, int step)
{
    switch (part->precision) {
    case PERIOD_YEAR:
        part->year += step / 12;
        break;
    case PERIOD_HALF:
        series_move(part, step / 6, 2);
        break;
    case PERIOD_QUARTER:
        series_move(part, step / 3, 4);
        break;
    case PERIOD_MONTH:
        series_move(part, step, 12);
        break;
    case PERIOD_DAY:
        if (step < 0) {
            struct date next =
                date_from_days(date_days((struct date){part->year, part->number, part->day}) + 1);
            *part = (struct period_part){PERIOD_DAY, false, next.year, next.month, next.day};
        } else {
            series_move(part, step, 12);
        }
        break;
    case PERIOD_RANGE:
        return false;
    }
    return period_part_check(part) == PERIOD_GOOD;
}

bool series_period_after(struct slice period, int step, int first_month,
                         char after[PERIOD_TEXT_SIZE])
{
    struct period_part part = {.fiscal = false};
    struct period days;
    char text[PART_TEXT_SIZE];
    if (step == 0 || period_part_read(period, &part) != PERIOD_GOOD || !step_on(&part, step))
        return false;
    period_part_write(&part, text);
    snprintf(after, PERIOD_TEXT_SIZE, "%s", text);
    return period_parse(slice_of(after), first_month, &days) == PERIOD_GOOD;
}

bool gap_next(struct gap_walk *walk)
{
    struct period_part part = {.fiscal = false};
    struct date starts, ends;
    char text[PART_TEXT_SIZE];
    if (*walk->period == '\0' || period_part_read(slice_of(walk->period), &part) != PERIOD_GOOD ||
        !step_on(&part, walk->step))
        return false;
    period_part_days(&part, walk->first_month, &starts, &ends);
    if (series_steps(starts, walk->before, walk->step) < 1)
        return false;
    period_part_write(&part, text);
    snprintf(walk->period, sizeof walk->period, "%s", text);
    return true;
}

/* --- runs --- */

static bool is_one_run(const struct point *a, const struct point *b, enum derivation derivation)
{
    if (derivation == DERIVE_PROGRESS)
        return point_shares(a, b, POINT_ACCUMULATION, 4);
    return point_shares(a, b, POINT_VALUE_TYPE, 5);
}

bool series_run(const struct series *series, enum derivation derivation, struct run *run)
{
    run->from += run->count;
    run->count = 0;
    while (
        run->from + run->count < series->count &&
        is_one_run(&series->points[run->from], &series->points[run->from + run->count], derivation))
        run->count++;
    return run->count > 0;
}

const char *const *series_order(enum derivation derivation)
{
    static const char *const by_run[] = {"value_type", "accumulation", "item", "segment",
                                         "area",       "starts",       "ends", NULL};
    static const char *const by_period[] = {"accumulation", "item", "segment",    "area",
                                            "starts",       "ends", "value_type", NULL};
    return derivation == DERIVE_PROGRESS ? by_period : by_run;
}
