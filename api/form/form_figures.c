/* What a year comes to, out of the values of one KPI. Pure: exact decimals, and a reason wherever
 * there is no value.
 *
 * A KPI whose targets are increments (増加分) is looked at by increments, any other by levels. A
 * sum to date is one of the years that have a target; where the data has the cumulative actual
 * value itself, that is taken. */
#include "form_parts.h"

#include "hiraku/value/decimal.h"

enum { FIGURES_RATE_DECIMALS = 2, FIGURES_PERCENT = 100 };

struct figures_of {
    const struct form_kpi *kpi;
    const char *kind;      /* "increment" or "level" */
    int year, first, last; /* the year asked for; first and last with a target, 0: none */
    bool is_added;
    struct arena *arena;
};

/* --- figures ---------------------------------------------------------------------------------- */

static struct form_figure figures_none(enum form_reason reason)
{
    return (struct form_figure){.reason = reason};
}

static struct form_figure figures_told(const struct form_point *point)
{
    if (!point)
        return figures_none(FORM_NO_ROW);
    return (struct form_figure){.value = point->value,
                                .qualifier = point->qualifier,
                                .exact =
                                    point->value.len > 0 && slice_is(point->qualifier, "exact"),
                                .reason = FORM_TOLD,
                                .code = point->missing,
                                .from = point};
}

static struct form_figure figures_computed(const struct figures_of *of, struct decimal value)
{
    char text[DECIMAL_TEXT_SIZE];
    struct decimal again;
    struct slice written = {text, decimal_format(value, text)};
    if (decimal_parse(written, &again) != DECIMAL_GOOD)
        return figures_none(FORM_BEYOND);
    return (struct form_figure){
        .value = arena_copy(of->arena, written), .qualifier = slice_of("exact"), .exact = true};
}

/* Whether a figure can be computed with; if not, `*none` says why. */
static bool figures_number(const struct form_figure *figure, struct decimal *number,
                           struct form_figure *none)
{
    if (figure->value.len == 0)
        *none = *figure;
    else if (!figure->exact || decimal_parse(figure->value, number) != DECIMAL_GOOD)
        *none = figures_none(FORM_NOT_EXACT);
    else
        return true;
    none->from = NULL;
    return false;
}

/* --- values ----------------------------------------------------------------------------------- */

static const struct form_point *figures_find(const struct figures_of *of, const char *type,
                                             const char *accumulation, int year)
{
    for (size_t i = 0; i < of->kpi->count; i++) {
        const struct form_point *point = &of->kpi->points[i];
        if (slice_is(point->type, type) && slice_is(point->accumulation, accumulation) &&
            point->year == year)
            return point;
    }
    return NULL;
}

static const struct form_point *figures_baseline(const struct form_kpi *kpi)
{
    for (size_t i = 0; i < kpi->count; i++)
        if (slice_is(kpi->points[i].type, "baseline"))
            return &kpi->points[i];
    return NULL;
}

/* The cumulative value that ends on a day; year 0: the one that ends last. */
static const struct form_point *figures_cumulative(const struct form_kpi *kpi, const char *type,
                                                   struct date end)
{
    const struct form_point *last = NULL;
    for (size_t i = 0; i < kpi->count; i++) {
        const struct form_point *point = &kpi->points[i];
        if (!slice_is(point->type, type) || !slice_is(point->accumulation, "cumulative") ||
            !point->dated)
            continue;
        if (end.year > 0 && date_compare(point->period.ends, end) != 0)
            continue;
        if (!last || date_compare(point->period.ends, last->period.ends) > 0)
            last = point;
    }
    return last;
}

/* --- sums ------------------------------------------------------------------------------------- */

/* Whether the plan has the year: a column that the form has left over is none. */
static bool figures_is_planned(const struct figures_of *of, int year)
{
    const struct form_point *target = figures_find(of, "target", of->kind, year);
    return target && !slice_is(target->missing, "not_applicable");
}

/* Of the planned years up to `last`. */
static struct form_figure figures_sum(const struct figures_of *of, const char *type, int last)
{
    struct decimal sum = {0, 0}, number;
    struct form_figure none;
    if (of->first == 0 || of->first > last)
        return figures_none(FORM_NO_TARGET);
    if (!of->is_added)
        return figures_none(FORM_NOT_ADDED);
    for (int year = of->first; year <= last && year <= of->last; year++) {
        if (!figures_is_planned(of, year))
            continue;
        struct form_figure figure = figures_told(figures_find(of, type, of->kind, year));
        if (!figures_number(&figure, &number, &none)) {
            none.year = year;
            return none;
        }
        if (!decimal_add(sum, number, &sum))
            return figures_none(FORM_BEYOND);
    }
    return figures_computed(of, sum);
}

static struct form_figure figures_rate(const struct figures_of *of,
                                       const struct form_figure *actual,
                                       const struct form_figure *target)
{
    struct decimal number, whole, rate;
    struct form_figure none;
    if (!figures_number(target, &whole, &none) || !figures_number(actual, &number, &none))
        return none;
    if (whole.units == 0)
        return figures_none(FORM_ZERO_TARGET);
    number.units *= FIGURES_PERCENT;
    return decimal_divide(number, whole, FIGURES_RATE_DECIMALS, &rate) ? figures_computed(of, rate)
                                                                       : figures_none(FORM_BEYOND);
}

static struct form_figure figures_difference(const struct figures_of *of,
                                             const struct form_figure *actual,
                                             const struct form_figure *target)
{
    struct decimal number, whole, between;
    struct form_figure none;
    if (!figures_number(target, &whole, &none) || !figures_number(actual, &number, &none))
        return none;
    return decimal_subtract(number, whole, &between) ? figures_computed(of, between)
                                                     : figures_none(FORM_BEYOND);
}

/* --- all of them ------------------------------------------------------------------------------ */

static void figures_look(struct figures_of *of)
{
    const struct form_kpi *kpi = of->kpi;
    const struct slice nature = form_record_text(&kpi->record, slice_of("nature"), LANGUAGE_JA);
    of->kind = "level";
    for (size_t i = 0; i < kpi->count; i++)
        if (slice_is(kpi->points[i].type, "target") &&
            slice_is(kpi->points[i].accumulation, "increment"))
            of->kind = "increment";
    of->is_added = slice_is(slice_of(of->kind), "increment") || slice_is(nature, "flow");
    for (size_t i = 0; i < kpi->count; i++) {
        const struct form_point *point = &kpi->points[i];
        if (!slice_is(point->type, "target") || !slice_is(point->accumulation, of->kind) ||
            point->year == 0 || !figures_is_planned(of, point->year))
            continue;
        of->first = of->first == 0 || point->year < of->first ? point->year : of->first;
        of->last = point->year > of->last ? point->year : of->last;
    }
}

void form_figures_make(const struct form_kpi *kpi, int year, struct date end, struct arena *arena,
                       struct form_figures *figures)
{
    struct figures_of of = {.kpi = kpi, .year = year, .arena = arena};
    const struct date last = {0, 0, 0};
    figures_look(&of);
    const struct form_point *cumulative = figures_cumulative(kpi, "actual", end);
    const struct form_point *total = figures_cumulative(kpi, "target", last);
    figures->baseline = figures_told(figures_baseline(kpi));
    figures->planned = figures_told(figures_find(&of, "target", of.kind, year));
    figures->actual = figures_told(figures_find(&of, "actual", of.kind, year));
    figures->planned_to_date = figures_sum(&of, "target", year);
    figures->actual_to_date =
        cumulative ? figures_told(cumulative) : figures_sum(&of, "actual", year);
    figures->planned_total = total ? figures_told(total) : figures_sum(&of, "target", of.last);
    figures->difference = figures_difference(&of, &figures->actual, &figures->planned);
    figures->rate = figures_rate(&of, &figures->actual, &figures->planned);
    figures->rate_total = figures_rate(&of, &figures->actual_to_date, &figures->planned_total);
}
