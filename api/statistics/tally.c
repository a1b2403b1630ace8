/* The running figures of a group. What must not be added is in additivity.c. */
#include "hiraku/statistics/tally.h"

#include "additivity.h"

#include <inttypes.h>
#include <stdio.h>

enum { TALLY_MEMORY = 1 << 16, AVERAGE_DECIMALS = 2 };

void tally_init(struct tally *tally, const struct aggregate *aggregate)
{
    *tally = (struct tally){.aggregate = aggregate};
    arena_init(&tally->arena, TALLY_MEMORY);
}

void tally_clear(struct tally *tally)
{
    struct arena arena = tally->arena;
    arena_reset(&arena);
    *tally = (struct tally){.aggregate = tally->aggregate, .arena = arena};
}

void tally_free(struct tally *tally)
{
    arena_free(&tally->arena);
}

static size_t fact_count(const struct tally *tally)
{
    return tally->aggregate->path_count - tally->aggregate->group_count;
}

static enum status tally_keep_first(struct tally *tally, const struct slice *facts,
                                    struct problem *p)
{
    for (size_t i = 0; i < fact_count(tally); i++) {
        tally->first[i] = arena_copy(&tally->arena, facts[i]);
        if (!tally->first[i].at)
            return problem_memory(p);
    }
    tally->units_differ = false;
    tally->level = slice_is(tally->first[FACT_ACCUMULATION], "cumulative") ||
                   (slice_is(tally->first[FACT_ACCUMULATION], "level") &&
                    !slice_is(tally->first[FACT_NATURE], "flow"));
    return STATUS_OK;
}

/* No multiplier is 10 to the power of 0; a code that is not given contradicts none. */
static bool is_one_unit(const struct slice *a, const struct slice *b)
{
    struct slice left = a[FACT_UNIT_MULTIPLIER], right = b[FACT_UNIT_MULTIPLIER];
    bool other_code = a[FACT_UNIT_CODE].len > 0 && b[FACT_UNIT_CODE].len > 0 &&
                      !slice_equal(a[FACT_UNIT_CODE], b[FACT_UNIT_CODE]);
    return slice_equal(a[FACT_UNIT_JA], b[FACT_UNIT_JA]) && !other_code &&
           slice_equal(left.len ? left : slice_of("0"), right.len ? right : slice_of("0"));
}

static void tally_keep_text(char *to, size_t size, struct slice text)
{
    snprintf(to, size, "%.*s", (int)text.len, text.len ? text.at : "");
}

static void keep_period(struct tally *tally, const struct slice *facts)
{
    tally_keep_text(tally->period, sizeof tally->period, facts[FACT_PERIOD]);
    tally_keep_text(tally->starts, sizeof tally->starts, facts[FACT_STARTS]);
    tally_keep_text(tally->ends, sizeof tally->ends, facts[FACT_ENDS]);
}

static enum status out_of_range(struct problem *p)
{
    return problem_set(p, STATUS_OUT_OF_RANGE, slice_of("sum"), SLICE_NONE, NULL);
}

static enum status not_a_number(struct slice text, struct problem *p)
{
    return problem_set(p, STATUS_INTERNAL, slice_of("value"), text, "value");
}

/* A value, its text and the first row in table order that has it. */
struct tally_value {
    struct decimal value;
    struct slice text;
    uint32_t row;
};

/* Rows that come one by one are in their order already. */
static const uint32_t tally_in_order = UINT32_MAX;

/* Of values that are equal and written differently the one in the earlier row counts. */
static void tally_take_least(struct tally *tally, const struct tally_value *one, bool is_first)
{
    int order = is_first ? -1 : decimal_compare(one->value, tally->least);
    if (order > 0 || (order == 0 && one->row >= tally->least_row))
        return;
    tally->least = one->value;
    tally->least_row = one->row;
    tally_keep_text(tally->least_text, sizeof tally->least_text, one->text);
}

static void tally_take_greatest(struct tally *tally, const struct tally_value *one, bool is_first)
{
    int order = is_first ? 1 : decimal_compare(one->value, tally->greatest);
    if (order < 0 || (order == 0 && one->row >= tally->greatest_row))
        return;
    tally->greatest = one->value;
    tally->greatest_row = one->row;
    tally_keep_text(tally->greatest_text, sizeof tally->greatest_text, one->text);
}

static enum status tally_read_value(struct tally_value *one, struct slice text, uint32_t row,
                                    struct problem *p)
{
    one->text = text;
    one->row = row;
    return decimal_parse(text, &one->value) == DECIMAL_GOOD ? STATUS_OK : not_a_number(text, p);
}

static enum status take_value(struct tally *tally, const struct slice *facts, struct problem *p)
{
    struct tally_value one;
    bool is_first = tally->values == 1;
    enum status status = tally_read_value(&one, facts[FACT_VALUE], tally_in_order, p);
    if (status != STATUS_OK)
        return status;
    tally_take_least(tally, &one, is_first);
    tally_take_greatest(tally, &one, is_first);
    if (!slice_is(facts[FACT_QUALIFIER], "exact"))
        tally->inexact++;
    if (!tally->aggregate->adds)
        return STATUS_OK;
    if (is_first)
        tally->sum = one.value;
    else if (!decimal_add(tally->sum, one.value, &tally->sum))
        return out_of_range(p);
    keep_period(tally, facts);
    return STATUS_OK;
}

/* What is told of the first rows, and whether their unit is that of these. */
static enum status tally_look(struct tally *tally, const struct slice *facts, bool valued,
                              struct problem *p)
{
    if (!tally->aggregate->measured)
        return STATUS_OK;
    if (tally->rows == 0 || (valued && tally->values == 0))
        return tally_keep_first(tally, facts, p);
    if (valued || tally->values == 0)
        tally->units_differ = tally->units_differ || !is_one_unit(tally->first, facts);
    return STATUS_OK;
}

enum status tally_add(struct tally *tally, const struct slice *facts, struct problem *p)
{
    bool valued = tally->aggregate->measured && facts[FACT_VALUE].len > 0;
    enum status status = tally_look(tally, facts, valued, p);
    tally->rows++;
    if (status != STATUS_OK || !valued)
        return status;
    status = tally_refuse(tally, facts, p);
    if (status != STATUS_OK)
        return status;
    tally->values++;
    return take_value(tally, facts, p);
}

static enum status tally_take_extremes(struct tally *tally, const struct tally_rows *rows,
                                       struct problem *p)
{
    struct tally_value least, greatest;
    bool is_first = tally->values == rows->values;
    enum status status = tally_read_value(&least, rows->least, rows->least_row, p);
    if (status == STATUS_OK)
        status = tally_read_value(&greatest, rows->greatest, rows->greatest_row, p);
    if (status != STATUS_OK)
        return status;
    tally_take_least(tally, &least, is_first);
    tally_take_greatest(tally, &greatest, is_first);
    return STATUS_OK;
}

enum status tally_add_rows(struct tally *tally, const struct tally_rows *rows, struct problem *p)
{
    enum status status = tally_look(tally, rows->facts, rows->values > 0, p);
    tally->rows += rows->rows;
    if (status == STATUS_OK && rows->values > 0)
        status = tally_refuse(tally, rows->facts, p);
    if (status != STATUS_OK || rows->values == 0)
        return status;
    tally->values += rows->values;
    tally->inexact += rows->inexact;
    return rows->least.len > 0 ? tally_take_extremes(tally, rows, p) : STATUS_OK;
}

enum status tally_measure(const struct tally *tally, enum measure measure,
                          char text[DECIMAL_TEXT_SIZE], struct problem *p)
{
    struct decimal average, count = {(decimal_units)tally->values, 0};
    *text = '\0';
    if (measure == MEASURE_COUNT) {
        uint64_t number = tally->aggregate->measured ? tally->values : tally->rows;
        snprintf(text, DECIMAL_TEXT_SIZE, "%" PRIu64, number);
        return STATUS_OK;
    }
    if (tally->values == 0)
        return STATUS_OK;
    if (measure == MEASURE_MIN)
        snprintf(text, DECIMAL_TEXT_SIZE, "%s", tally->least_text);
    else if (measure == MEASURE_MAX)
        snprintf(text, DECIMAL_TEXT_SIZE, "%s", tally->greatest_text);
    else if (measure == MEASURE_SUM)
        decimal_format(tally->sum, text);
    else if (decimal_divide(tally->sum, count, tally->sum.scale + AVERAGE_DECIMALS, &average))
        decimal_format(average, text);
    else
        return out_of_range(p);
    return STATUS_OK;
}

struct slice tally_unit(const struct tally *tally, enum fact unit)
{
    return tally->units_differ ? SLICE_NONE : tally->first[unit];
}
