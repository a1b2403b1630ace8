/* Whether a cell fulfils a condition, cell by cell: for rows that are in no column file. What is
 * compared with what is said of enum comparison (query.h). */
#include "hiraku/query/query.h"

#include "hiraku/base/text.h"
#include "hiraku/model/type.h"
#include "hiraku/value/decimal.h"
#include "hiraku/value/period.h"

/* How two of these stand to each other: negative, 0, positive. */
static bool holds_in_order(enum comparison comparison, int order)
{
    switch (comparison) {
    case COMPARISON_GT:
        return order > 0;
    case COMPARISON_GE:
        return order >= 0;
    case COMPARISON_LT:
        return order < 0;
    case COMPARISON_LE:
        return order <= 0;
    default:
        return order == 0;
    }
}

static int holds_compare_numbers(struct slice cell, struct slice value)
{
    struct decimal left, right;
    if (decimal_parse(cell, &left) != DECIMAL_GOOD || decimal_parse(value, &right) != DECIMAL_GOOD)
        return slice_compare(cell, value);
    return decimal_compare(left, right);
}

/* A bound that is not stated, or a cell without a day on that side, holds nothing. */
static bool holds_period(enum comparison comparison, struct slice cell, struct slice value,
                         int first_month)
{
    struct period own, bound;
    bool by_end = comparison == COMPARISON_GT || comparison == COMPARISON_LE;
    bool above = comparison == COMPARISON_GT || comparison == COMPARISON_GE;
    if (period_parse(cell, first_month, &own) != PERIOD_GOOD ||
        period_parse(value, first_month, &bound) != PERIOD_GOOD ||
        (by_end ? bound.open_end : bound.open_start) || (above ? own.open_start : own.open_end))
        return false;
    return holds_in_order(comparison, date_compare(above ? own.starts : own.ends,
                                                   by_end ? bound.ends : bound.starts));
}

static bool holds_text(enum comparison comparison, struct slice cell, struct slice value)
{
    if (comparison == COMPARISON_CONTAINS)
        return value.len == 0 || (cell.len && memmem(cell.at, cell.len, value.at, value.len));
    if (comparison == COMPARISON_STARTSWITH)
        return cell.len >= value.len && slice_equal((struct slice){cell.at, value.len}, value);
    return slice_equal(cell, value);
}

static bool holds_equal(const struct filter *filter, struct slice cell, struct slice value)
{
    return type_of(filter->column)->order == TYPE_BY_NUMBER
               ? holds_compare_numbers(cell, value) == 0
               : slice_equal(cell, value);
}

static bool holds_any(const struct filter *filter, struct slice cell, struct arena *arena)
{
    if (filter->values) {
        for (size_t i = 0; i < filter->value_count; i++)
            if (holds_equal(filter, cell, filter->values[i]))
                return true;
        return false;
    }
    return filter->column->type == TYPE_TEXT ? slice_equal(text_nfkc(arena, cell), filter->value)
                                             : holds_equal(filter, cell, filter->value);
}

bool filter_holds(const struct filter *filter, struct slice cell, int first_month,
                  struct arena *arena)
{
    enum type_order order = type_of(filter->column)->order;
    switch (filter->comparison) {
    case COMPARISON_ISNULL:
        return (cell.len == 0) == slice_is(filter->value, "true");
    case COMPARISON_NE:
    case COMPARISON_NOTIN:
        return !holds_any(filter, cell, arena);
    case COMPARISON_CONTAINS:
    case COMPARISON_STARTSWITH:
        return holds_text(filter->comparison, text_nfkc(arena, cell), filter->value);
    case COMPARISON_GT:
    case COMPARISON_GE:
    case COMPARISON_LT:
    case COMPARISON_LE:
        if (cell.len == 0)
            return false;
        if (order == TYPE_BY_DAYS)
            return holds_period(filter->comparison, cell, filter->value, first_month);
        return holds_in_order(filter->comparison, order == TYPE_BY_NUMBER
                                                      ? holds_compare_numbers(cell, filter->value)
                                                      : slice_compare(cell, filter->value));
    default:
        return holds_any(filter, cell, arena);
    }
}
