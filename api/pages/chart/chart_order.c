/* The order of bars. Who draws them decides which stand below each other. */
#include "hiraku/pages/chart/chart.h"

#include "hiraku/value/decimal.h"

static int chart_order(const struct chart_point *a, const struct chart_point *b, bool smallest)
{
    struct decimal x, y;
    bool first = decimal_parse(a->value, &x) == DECIMAL_GOOD;
    bool second = decimal_parse(b->value, &y) == DECIMAL_GOOD;
    if (!first || !second)
        return second - first;
    int order = smallest ? decimal_compare(x, y) : decimal_compare(y, x);
    if (order == 0)
        order = slice_compare(a->id, b->id);
    return order != 0 ? order : slice_compare(a->place, b->place);
}

int chart_point_compare(const void *left, const void *right)
{
    return chart_order(left, right, false);
}

int chart_point_compare_ranks(const void *left, const void *right)
{
    return chart_order(left, right, true);
}
