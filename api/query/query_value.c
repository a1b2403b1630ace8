/* A parameter's value in the canonical form of its column's type (type.h), so that what is equal is
 * written equally; what a value may be, where one is refused. */
#include "hiraku/query/query.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/text.h"
#include "hiraku/model/code_words.h"
#include "hiraku/model/type.h"
#include "hiraku/value/period.h"

#include "query_parts.h"

#include <stdio.h>
#include <stdlib.h>

static enum status query_value_bad_value(const struct column *column, struct slice raw,
                                         const char *form, struct problem *p)
{
    problem_set(p, STATUS_BAD_PARAMETER, slice_of(column->name), raw, NULL);
    if (form)
        problem_allow(p, slice_of(form));
    return STATUS_BAD_PARAMETER;
}

static enum status bad_code(struct arena *arena, const struct column *column, struct slice raw,
                            struct problem *p)
{
    struct slice values[COLUMNS_MAX];
    size_t count = 0;
    problem_set(p, STATUS_BAD_PARAMETER, slice_of(column->name), raw, NULL);
    for (const struct code *code = column->codes; code->value; code++) {
        problem_allow(p, slice_of(code->value));
        if (count < COLUMNS_MAX)
            values[count++] = slice_of(code->value);
    }
    const struct code *meant[2];
    bool one = column_codes_meant(column, raw, arena, meant, 2) == 1;
    problem_nearest(p, one ? slice_of(meant[0]->value) : text_nearest(raw, values, count));
    return STATUS_BAD_PARAMETER;
}

/* An empty cell is asked for with an operator of its own. */
static enum status empty_value(const struct column *column, struct slice raw, struct problem *p)
{
    return problem_set(p, STATUS_EMPTY_VALUE, slice_of(column->name), raw, NULL);
}

static bool is_null(struct slice raw)
{
    static const char *const words[] = {"", "null", "NULL", "None", "none", "nil"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (slice_is(raw, words[i]))
            return true;
    return false;
}

static enum status query_value_keep(struct arena *arena, struct slice text, struct slice *value,
                                    struct problem *p)
{
    *value = arena_copy(arena, text);
    return value->at ? STATUS_OK : problem_memory(p);
}

/* The first or last day of a period, as the comparison looks at it (query.h); none where that end
 * is open. */
static bool day_of_period(struct slice raw, enum comparison comparison, int first_month,
                          char day[DATE_TEXT_SIZE])
{
    struct period period;
    char text[PERIOD_TEXT_SIZE];
    bool end = comparison == COMPARISON_GT || comparison == COMPARISON_LE;
    if (period_canonical(raw, text) != PERIOD_GOOD ||
        period_parse(slice_of(text), first_month, &period) != PERIOD_GOOD ||
        (end ? period.open_end : period.open_start))
        return false;
    date_format(end ? period.ends : period.starts, day);
    return true;
}

/* A date compared with a period: with the day of it at which the comparison begins to hold. */
static enum status read_compared_date(struct arena *arena, struct filter *filter, struct slice raw,
                                      int first_month, struct problem *p)
{
    char day[DATE_TEXT_SIZE];
    if (!day_of_period(raw, filter->comparison, first_month, day))
        return query_value_bad_value(filter->column, raw,
                                     "2023-04-01, 2023-04, 2023, FY2023, 令和5年度", p);
    return query_value_keep(arena, slice_of(day), &filter->value, p);
}

/* FY2023, 2023年度, 令和5年度: the year in which it begins. */
static bool fiscal_year_of(struct slice raw, char year[PERIOD_TEXT_SIZE])
{
    char text[PERIOD_TEXT_SIZE];
    struct period period;
    if (period_canonical(raw, text) != PERIOD_GOOD ||
        period_parse(slice_of(text), 1, &period) != PERIOD_GOOD || !period.fiscal ||
        period.precision != PERIOD_YEAR)
        return false;
    snprintf(year, PERIOD_TEXT_SIZE, "%s", text + strlen("FY"));
    return true;
}

/* R5, 令和5年: the same with what is missing of 年度. */
static bool short_fiscal_year(struct slice raw, char year[PERIOD_TEXT_SIZE])
{
    static const char *const ends[] = {"年度", "度"};
    char text[2 * PERIOD_TEXT_SIZE];
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        int len = snprintf(text, sizeof text, "%.*s%s", (int)raw.len, raw.at, ends[i]);
        if (len > 0 && (size_t)len < sizeof text && fiscal_year_of(slice_of(text), year))
            return true;
    }
    return false;
}

/* What a value of the column may be, where it is other than its type says. */
static const char *query_value_form(const struct column *column)
{
    return column->flags & COL_FISCAL  ? "2023, FY2023, 令和5年度"
           : column->flags & COL_MONTH ? "2026-04, 令和8年4月"
                                       : type_of(column)->form;
}

static enum status no_value(struct arena *arena, const struct column *column, struct slice raw,
                            struct problem *p)
{
    const struct type *type = type_of(column);
    char meant[TYPE_MEANT_SIZE];
    bool fiscal = column->flags & COL_FISCAL;
    if (column->codes)
        return bad_code(arena, column, raw, p);
    query_value_bad_value(column, raw, query_value_form(column), p);
    if ((fiscal && short_fiscal_year(raw, meant)) || (type->meant && type->meant(raw, meant)))
        problem_nearest(p, slice_of(meant));
    return STATUS_BAD_PARAMETER;
}

static enum status value_of_type(struct arena *arena, const struct column *column, struct slice raw,
                                 struct slice *value, struct problem *p)
{
    const struct type *type = type_of(column);
    struct slice canonical;
    char year[PERIOD_TEXT_SIZE];
    if ((column->flags & COL_FISCAL) && fiscal_year_of(raw, year))
        return query_value_keep(arena, slice_of(year), value, p);
    if (type->canonical)
        return type->canonical(column, raw, arena, &canonical)
                   ? query_value_keep(arena, canonical, value, p)
                   : no_value(arena, column, raw, p);
    *value = column->type == TYPE_TEXT ? text_nfkc(arena, raw) : text_nfc(arena, raw);
    return value->at ? STATUS_OK : problem_memory(p);
}

static bool is_ordered(enum comparison comparison)
{
    return comparison == COMPARISON_GT || comparison == COMPARISON_GE ||
           comparison == COMPARISON_LT || comparison == COMPARISON_LE;
}

static bool is_month(struct slice canonical)
{
    struct period period;
    return period_parse(canonical, 1, &period) == PERIOD_GOOD && period.precision == PERIOD_MONTH;
}

/* A value in the canonical form of its column's type, in the arena; STATUS_BAD_PARAMETER names the
 * column. */
static enum status query_value(struct arena *arena, const struct filter *filter, struct slice raw,
                               struct slice *value, struct problem *p)
{
    const struct column *column = filter->column;
    if (raw.len == 0)
        return empty_value(column, raw, p);
    enum status status = value_of_type(arena, column, raw, value, p);
    if (status == STATUS_OK && (column->flags & COL_MONTH) && !is_ordered(filter->comparison) &&
        !is_month(*value))
        return query_value_bad_value(column, raw, query_value_form(column), p);
    return status == STATUS_BAD_PARAMETER && is_null(raw) ? empty_value(column, raw, p) : status;
}

static int by_bytes(const void *left, const void *right)
{
    return slice_compare(*(const struct slice *)left, *(const struct slice *)right);
}

/* Sorts the values and drops repetitions, so that equal lists are written equally. */
static void query_value_settle(struct filter *filter)
{
    size_t kept = 0;
    qsort(filter->values, filter->value_count, sizeof *filter->values, by_bytes);
    for (size_t i = 0; i < filter->value_count; i++)
        if (kept == 0 || !slice_equal(filter->values[kept - 1], filter->values[i]))
            filter->values[kept++] = filter->values[i];
    filter->value_count = kept;
}

static enum status read_list(struct arena *arena, struct filter *filter, struct slice raw,
                             struct problem *p)
{
    filter->values = arena_alloc(arena, QUERY_VALUES_MAX * sizeof *filter->values);
    if (!filter->values)
        return problem_memory(p);
    for (size_t at = 0; at <= raw.len;) {
        const char *start = raw.at + at;
        const char *comma = at < raw.len ? memchr(start, ',', raw.len - at) : NULL;
        struct slice one = {start, comma ? (size_t)(comma - start) : raw.len - at};
        if (filter->value_count == QUERY_VALUES_MAX)
            return query_value_bad_value(filter->column, raw, "1–100", p);
        enum status status =
            query_value(arena, filter, one, &filter->values[filter->value_count++], p);
        if (status != STATUS_OK)
            return status;
        at += one.len + 1;
    }
    query_value_settle(filter);
    return STATUS_OK;
}

static enum status query_value_read_words(struct arena *arena, struct filter *filter,
                                          struct slice raw, struct problem *p)
{
    if (raw.len == 0)
        return query_value_bad_value(filter->column, raw, NULL, p);
    filter->value = text_nfkc(arena, raw);
    return filter->value.at ? STATUS_OK : problem_memory(p);
}

enum status query_read_values(struct arena *arena, struct filter *filter, struct slice raw,
                              int first_month, struct problem *p)
{
    bool listed = comparison_takes_list(filter->column) && raw.len && memchr(raw.at, ',', raw.len);
    switch (filter->comparison) {
    case COMPARISON_ISNULL:
        if (!slice_is(raw, "true") && !slice_is(raw, "false"))
            return query_value_bad_value(filter->column, raw, "true, false", p);
        return query_value_keep(arena, raw, &filter->value, p);
    case COMPARISON_CONTAINS:
    case COMPARISON_STARTSWITH:
        return query_value_read_words(arena, filter, raw, p);
    case COMPARISON_GT:
    case COMPARISON_GE:
    case COMPARISON_LT:
    case COMPARISON_LE:
        if (filter->column->type == TYPE_DATE)
            return read_compared_date(arena, filter, raw, first_month, p);
        break;
    case COMPARISON_EQ:
        if (listed)
            filter->comparison = COMPARISON_IN;
        break;
    default:
        break;
    }
    if (filter->comparison == COMPARISON_IN || filter->comparison == COMPARISON_NOTIN)
        return read_list(arena, filter, raw, p);
    return query_value(arena, filter, raw, &filter->value, p);
}
