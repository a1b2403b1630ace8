/* What is derived from a run: cumulative totals, differences, changes over a year, progress;
 * what releases made of it is series_revise.c.
 *
 * Each figure names what it was made from and how. A figure that would reach over a gap, a missing
 * value or an unlike period has none. */
#include "hiraku/statistics/series.h"

#include "hiraku/value/decimal.h"

#include <stdio.h>

enum { FORMULA_SIZE = 256, PERCENT_DECIMALS = 2 };

static const char *const names[DERIVATIONS] = {"cumulative", "difference", "yoy", "progress",
                                               "revision"};

const char *derivation_name(enum derivation derivation)
{
    return names[derivation];
}

bool derivation_of(struct slice name, enum derivation *derivation)
{
    for (size_t i = 0; i < DERIVATIONS; i++)
        if (slice_is(name, names[i])) {
            *derivation = (enum derivation)i;
            return true;
        }
    return false;
}

void derivation_unit(enum derivation derivation, struct slice unit_code, struct slice unit[2])
{
    if (derivation == DERIVE_YOY || derivation == DERIVE_PROGRESS) {
        unit[LANGUAGE_JA] = unit[LANGUAGE_EN] = slice_of("%");
    } else if ((derivation == DERIVE_DIFFERENCE || derivation == DERIVE_REVISION) &&
               slice_is(unit_code, "PERCENT")) {
        unit[LANGUAGE_JA] = slice_of("ポイント");
        unit[LANGUAGE_EN] = slice_of("percentage points");
    }
}

/* --- what is fit --- */

static bool adds_up(const struct series *series, const struct point *point)
{
    struct slice accumulation = point->cells[POINT_ACCUMULATION];
    return slice_is(accumulation, "increment") ||
           (slice_is(accumulation, "level") && slice_is(series->nature, "flow"));
}

static bool has_target(const struct series *series, const struct run *run)
{
    for (size_t i = run->from; i < run->from + run->count; i++)
        if (slice_is(series->points[i].cells[POINT_VALUE_TYPE], "target"))
            return true;
    return false;
}

const char *series_unfit(const struct series *series, enum derivation derivation,
                         const struct run *run)
{
    const struct point *first = &series->points[run->from];
    bool ratio = slice_is(series->nature, "ratio"), rank = slice_is(series->nature, "rank");
    if (derivation == DERIVE_DIFFERENCE || derivation == DERIVE_REVISION)
        return NULL;
    if (rank)
        return "rank";
    if (ratio && derivation != DERIVE_PROGRESS)
        return "ratio";
    if (derivation == DERIVE_PROGRESS)
        return has_target(series, run) ? NULL : "no_target";
    if (derivation == DERIVE_YOY || adds_up(series, first))
        return NULL;
    return slice_is(first->cells[POINT_ACCUMULATION], "cumulative") ? "cumulative" : "stock";
}

/* --- one figure --- */

/* A figure under way, and where it goes. */
struct making {
    const struct series *series;
    derived_sink *give;
    void *context;
    struct derived_point out;
    char value[DECIMAL_TEXT_SIZE], formula[FORMULA_SIZE];
};

static void series_derive_begin(struct making *making, const struct point *at)
{
    making->out = (struct derived_point){.at = at, .from = {at, NULL}};
}

static void set_value(struct making *making, struct decimal value)
{
    size_t len = decimal_format(value, making->value);
    making->out.value = (struct slice){making->value, len};
}

struct operand {
    const char *name; /* "value", "actual", "target" */
    const struct point *point;
};

/* Writes a formula of two operands, "100 * (%s - %s) / %s": operands are value[period]. */
static void set_formula(struct making *making, const char *before, struct operand first,
                        const char *between, struct operand second, const char *behind)
{
    struct slice a = first.point->cells[POINT_PERIOD];
    struct slice b = second.point->cells[POINT_PERIOD];
    int len =
        snprintf(making->formula, sizeof making->formula, "%s%s[%.*s]%s%s[%.*s]%s", before,
                 first.name, (int)a.len, a.at, between, second.name, (int)b.len, b.at, behind);
    making->out.formula = (struct slice){making->formula, len > 0 ? (size_t)len : 0};
}

static enum status give(struct making *making, struct problem *p)
{
    return making->give(making->context, &making->out, p);
}

/* a as percent of b, or what hinders it. */
static const char *set_percent(struct making *making, struct decimal a, struct decimal b)
{
    struct decimal quotient;
    if (b.units <= 0)
        return b.units == 0 ? "zero" : "negative";
    if (!decimal_divide(a, b, PERCENT_DECIMALS + 2, &quotient))
        return "out_of_range";
    set_value(making, (struct decimal){quotient.units, PERCENT_DECIMALS});
    return NULL;
}

/* The periods without a row between two points of a run. */
static enum status series_derive_give_gaps(struct making *making, const struct point *from,
                                           const struct point *to, struct problem *p)
{
    struct gap_walk walk;
    enum status status = STATUS_OK;
    gap_begin(&walk, making->series->step, making->series->first_month, from, to);
    while (status == STATUS_OK && gap_next(&walk)) {
        making->out = (struct derived_point){.at = from, .gap = walk.period, .reason = "gap"};
        status = give(making, p);
    }
    return status;
}

/* --- cumulative --- */

struct total {
    struct decimal sum;
    const struct point *first, *last; /* added so far */
    const char *broken;               /* why there is no total from here on */
    bool inexact;
};

static const char *add_to_total(const struct series *series, struct total *total,
                                const struct point *point)
{
    struct decimal value;
    if (!point->dated)
        return "undated";
    if (total->broken)
        return total->broken;
    if (total->last && date_compare(point->period.starts, total->last->period.ends) <= 0)
        total->broken = "overlap";
    else if (total->last && point_is_behind_gap(total->last, point, series->step))
        total->broken = "gap";
    else if ((total->broken = point_hindrance(point, &value)))
        return total->broken;
    else if (total->last && !decimal_add(total->sum, value, &value))
        total->broken = "out_of_range";
    if (total->broken)
        return total->broken;
    total->sum = value;
    total->inexact = total->inexact || !point_is_exact(point);
    total->last = point;
    if (!total->first)
        total->first = point;
    return NULL;
}

static enum status derive_cumulative(struct making *making, const struct run *run,
                                     struct problem *p)
{
    const struct point *points = making->series->points + run->from, *before = NULL;
    struct total total = {.first = NULL};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < run->count && status == STATUS_OK; i++) {
        const struct point *point = &points[i];
        if (before)
            status = series_derive_give_gaps(making, before, point, p);
        series_derive_begin(making, point);
        making->out.reason = add_to_total(making->series, &total, point);
        if (!making->out.reason) {
            set_value(making, total.sum);
            set_formula(making, "sum(", (struct operand){"value", total.first}, " ... ",
                        (struct operand){"value", point}, ")");
            making->out.all = total.first;
            making->out.inexact = total.inexact;
        }
        if (point_is_regular(point, making->series->step))
            before = point;
        if (status == STATUS_OK)
            status = give(making, p);
    }
    return status;
}

/* --- difference and change over a year --- */

static bool is_alike(const struct point *a, const struct point *b)
{
    return a->period.precision == b->period.precision && a->period.fiscal == b->period.fiscal;
}

/* The value before, or why there is none to subtract. */
static const char *find_before(const struct series *series, const struct point *first,
                               const struct point *point, const struct point **before)
{
    const struct point *candidate = point;
    if (!point->dated)
        return "undated";
    while (candidate > first && !candidate[-1].dated)
        candidate--;
    if (candidate == first)
        return "first";
    candidate--;
    if (date_compare(point->period.starts, candidate->period.ends) <= 0)
        return "overlap";
    if (point_is_behind_gap(candidate, point, series->step))
        return "gap";
    if (!slice_is(point->cells[POINT_ACCUMULATION], "cumulative") &&
        slice_is(series->nature, "flow") &&
        (!is_alike(candidate, point) || point->period.precision == PERIOD_RANGE))
        return "other_length";
    *before = candidate;
    return NULL;
}

static struct date year_before(struct date date)
{
    return (struct date){date.year - 1, date.month, date.day};
}

/* The same period one year before. Where other values reach back further, it is a gap. */
static const char *find_year_before(const struct point *first, const struct point *point,
                                    const struct point **before)
{
    bool earlier = false;
    if (!point->dated)
        return "undated";
    struct date starts = year_before(point->period.starts), ends = year_before(point->period.ends);
    for (const struct point *at = point; at > first;) {
        at--;
        if (!at->dated)
            continue;
        int order = date_compare(at->period.starts, starts);
        if (order == 0 && is_alike(at, point) &&
            (point->period.precision != PERIOD_RANGE || date_compare(at->period.ends, ends) == 0)) {
            *before = at;
            return NULL;
        }
        earlier = earlier || (order < 0 && is_alike(at, point));
    }
    return earlier ? "gap" : "first";
}

static const char *compute(struct making *making, enum derivation derivation,
                           const struct point *before)
{
    struct decimal now, then, change;
    const char *reason = point_hindrance(making->out.at, &now);
    if (!reason)
        reason = point_hindrance(before, &then);
    if (reason)
        return reason;
    if (!decimal_subtract(now, then, &change))
        return "out_of_range";
    making->out.inexact = !point_is_exact(making->out.at) || !point_is_exact(before);
    if (derivation == DERIVE_YOY)
        return set_percent(making, change, then);
    set_value(making, change);
    return NULL;
}

static enum status derive_change(struct making *making, enum derivation derivation,
                                 const struct run *run, struct problem *p)
{
    const struct point *points = making->series->points + run->from, *regular = NULL;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < run->count && status == STATUS_OK; i++) {
        const struct point *point = &points[i], *before = NULL;
        if (regular)
            status = series_derive_give_gaps(making, regular, point, p);
        series_derive_begin(making, point);
        making->out.reason = derivation == DERIVE_YOY
                                 ? find_year_before(points, point, &before)
                                 : find_before(making->series, points, point, &before);
        if (before) {
            bool percent = derivation == DERIVE_YOY;
            struct slice name = before->cells[POINT_PERIOD];
            char divisor[80];
            snprintf(divisor, sizeof divisor, ") / value[%.*s]", (int)name.len, name.at);
            making->out.from[1] = before;
            set_formula(making, percent ? "100 * (" : "", (struct operand){"value", point}, " - ",
                        (struct operand){"value", before}, percent ? divisor : "");
            making->out.reason = compute(making, derivation, before);
        }
        if (point_is_regular(point, making->series->step))
            regular = point;
        if (status == STATUS_OK)
            status = give(making, p);
    }
    return status;
}

/* --- progress --- */

/* What shares a period. */
struct pair {
    const struct point *actual, *target;
};

static size_t find_pair(const struct point *points, size_t count, struct pair *pair)
{
    size_t taken = 0;
    *pair = (struct pair){NULL, NULL};
    for (; taken < count; taken++) {
        const struct point *point = &points[taken];
        bool same = point->dated ? point_shares(points, point, POINT_STARTS, 2)
                                 : point_shares(points, point, POINT_PERIOD, 1);
        if (!same)
            break;
        if (slice_is(point->cells[POINT_VALUE_TYPE], "actual"))
            pair->actual = point;
        else if (slice_is(point->cells[POINT_VALUE_TYPE], "target"))
            pair->target = point;
    }
    return taken;
}

static const char *compute_progress(struct making *making, const struct pair *pair)
{
    struct decimal actual, target;
    if (!pair->actual)
        return "no_actual";
    if (!pair->target)
        return "no_target";
    if (!pair->actual->dated && slice_is(pair->actual->cells[POINT_PERIOD], "undated"))
        return "undated";
    set_formula(making, "100 * ", (struct operand){"actual", pair->actual}, " / ",
                (struct operand){"target", pair->target}, "");
    const char *reason = point_hindrance(pair->actual, &actual);
    if (!reason)
        reason = point_hindrance(pair->target, &target);
    if (reason)
        return reason;
    making->out.inexact = !point_is_exact(pair->actual) || !point_is_exact(pair->target);
    return set_percent(making, actual, target);
}

static enum status derive_progress(struct making *making, const struct run *run, struct problem *p)
{
    const struct point *points = making->series->points + run->from;
    enum status status = STATUS_OK;
    for (size_t at = 0; at < run->count && status == STATUS_OK;) {
        struct pair pair;
        at += find_pair(points + at, run->count - at, &pair);
        if (!pair.actual && !pair.target)
            continue;
        series_derive_begin(making, pair.actual ? pair.actual : pair.target);
        making->out.from[1] = pair.actual ? pair.target : NULL;
        making->out.reason = compute_progress(making, &pair);
        status = give(making, p);
    }
    return status;
}

enum status series_derive(const struct series *series, enum derivation derivation,
                          const struct run *run, derived_sink *sink, void *context,
                          struct problem *p)
{
    struct making making = {.series = series, .give = sink, .context = context};
    switch (derivation) {
    case DERIVE_CUMULATIVE:
        return derive_cumulative(&making, run, p);
    case DERIVE_PROGRESS:
        return derive_progress(&making, run, p);
    case DERIVE_REVISION:
        return series_revise(series, run, sink, context, p);
    case DERIVE_DIFFERENCE:
    case DERIVE_YOY:
    case DERIVATIONS:
        break;
    }
    return derive_change(&making, derivation, run, p);
}
