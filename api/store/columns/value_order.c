/* See value_order.h. Sorts by eight bytes of each value first, digit by digit without comparing;
 * only values of which these are equal are then compared. */
#include "value_order.h"

#include "hiraku/value/decimal.h"
#include "hiraku/value/period.h"

#include <stdlib.h>

enum {
    DIGIT_BITS = 8,
    DIGITS = 8,
    DIGIT_VALUES = 1 << DIGIT_BITS,
    RUN_SPLIT = 64,
    DEPTH_MOST = 4096
};

struct order_item {
    uint64_t prefix;
    uint32_t number;
};

struct ordering {
    const struct value_set *set;
    enum type_order by;
    int first_month;
    struct order_item *items, *spare; /* as many */
};

/* --- prefixes: a smaller one is before, of equal ones nothing is said ------------------------- */

static uint64_t prefix_of_bytes(struct slice text, size_t from)
{
    unsigned char bytes[sizeof(uint64_t)] = {0};
    uint64_t prefix = 0;
    if (text.len > from) {
        size_t len = text.len - from < sizeof bytes ? text.len - from : sizeof bytes;
        memcpy(bytes, text.at + from, len);
    }
    for (size_t i = 0; i < sizeof bytes; i++)
        prefix = prefix << DIGIT_BITS | bytes[i];
    return prefix;
}

/* From the highest bit: two of the class, 6 of the decimal exponent, 54 of the digits. */
static uint64_t prefix_of_number(struct slice text)
{
    enum { CLASS = 60, EXPONENT = 54, CUT = 6 };
    const uint64_t full = UINT64_C(100000000000000000), mask = (UINT64_C(1) << CLASS) - 1;
    struct decimal value;
    if (decimal_parse(text, &value) != DECIMAL_GOOD)
        return 0;
    if (value.units == 0)
        return UINT64_C(2) << CLASS;
    uint64_t digits = (uint64_t)(value.units < 0 ? -value.units : value.units);
    uint64_t exponent = 2 * DECIMAL_DIGITS - value.scale;
    while (digits < full) {
        digits *= 10;
        exponent--;
    }
    uint64_t magnitude = exponent << EXPONENT | digits >> CUT;
    return value.units < 0 ? UINT64_C(1) << CLASS | (~magnitude & mask)
                           : UINT64_C(3) << CLASS | magnitude;
}

/* The first day of a period as a number above zero; 0: it has none. */
static uint64_t value_first_day(struct slice text, int first_month)
{
    struct period period;
    if (text.len == 0 || period_parse(text, first_month, &period) != PERIOD_GOOD ||
        period.open_start)
        return 0;
    return (uint64_t)(date_days(period.starts) - (long)INT32_MIN);
}

static uint64_t prefix_of(const struct ordering *ordering, struct slice text)
{
    if (ordering->by == TYPE_BY_NUMBER)
        return prefix_of_number(text);
    if (ordering->by == TYPE_BY_DAYS)
        return value_first_day(text, ordering->first_month) << 32 | prefix_of_bytes(text, 0) >> 32;
    return prefix_of_bytes(text, 0);
}

/* --- sorting ---------------------------------------------------------------------------------- */

/* By prefix, stable: one pass for each byte in which not all are the same. */
static void order_by_prefix(struct order_item *items, struct order_item *spare, size_t count)
{
    size_t counts[DIGITS][DIGIT_VALUES] = {{0}};
    struct order_item *from = items, *to = spare;
    for (size_t i = 0; i < count; i++)
        for (unsigned digit = 0; digit < DIGITS; digit++)
            counts[digit][items[i].prefix >> digit * DIGIT_BITS & (DIGIT_VALUES - 1)]++;
    for (unsigned digit = 0; digit < DIGITS; digit++) {
        size_t *place = counts[digit], sum = 0;
        if (place[items[0].prefix >> digit * DIGIT_BITS & (DIGIT_VALUES - 1)] == count)
            continue;
        for (size_t i = 0; i < DIGIT_VALUES; i++) {
            size_t here = place[i];
            place[i] = sum;
            sum += here;
        }
        for (size_t i = 0; i < count; i++)
            to[place[from[i].prefix >> digit * DIGIT_BITS & (DIGIT_VALUES - 1)]++] = from[i];
        struct order_item *other = from;
        from = to;
        to = other;
    }
    if (from != items)
        memcpy(items, from, count * sizeof *items);
}

/* Of two values in their order, bytes left aside. */
static int order_compare(const struct ordering *ordering, struct slice a, struct slice b)
{
    struct decimal left, right;
    if (ordering->by == TYPE_BY_NUMBER && decimal_parse(a, &left) == DECIMAL_GOOD &&
        decimal_parse(b, &right) == DECIMAL_GOOD)
        return decimal_compare(left, right);
    return 0; /* of days, the prefix has told */
}

static int order_compare_items(const void *a, const void *b, void *context)
{
    const struct ordering *ordering = context;
    struct slice left = value_set_text(ordering->set, ((const struct order_item *)a)->number);
    struct slice right = value_set_text(ordering->set, ((const struct order_item *)b)->number);
    int order = order_compare(ordering, left, right);
    return order ? order : slice_compare(left, right);
}

/* Items that are equal in the bytes before `from`. Many are sorted by the next eight. */
static void order_run(const struct ordering *ordering, size_t first, size_t count, size_t from)
{
    struct order_item *items = ordering->items + first;
    if (count < RUN_SPLIT || from > DEPTH_MOST || ordering->by != TYPE_BY_BYTES) {
        qsort_r(items, count, sizeof *items, order_compare_items, (void *)ordering);
        return;
    }
    for (size_t i = 0; i < count; i++)
        items[i].prefix = prefix_of_bytes(value_set_text(ordering->set, items[i].number), from);
    order_by_prefix(items, ordering->spare, count);
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && items[end].prefix == items[i].prefix; end++)
            ;
        if (end > i + 1)
            order_run(ordering, first + i, end - i, from + sizeof items->prefix);
    }
}

static void order_all(const struct ordering *ordering)
{
    struct order_item *items = ordering->items;
    size_t count = ordering->set->count;
    for (size_t i = 0; i < count; i++) {
        items[i].number = (uint32_t)i;
        items[i].prefix = prefix_of(ordering, value_set_text(ordering->set, (uint32_t)i));
    }
    if (count > 0)
        order_by_prefix(items, ordering->spare, count);
    for (size_t i = 0, end; i < count; i = end) {
        uint64_t prefix = items[i].prefix;
        for (end = i + 1; end < count && items[end].prefix == prefix; end++)
            ;
        if (end > i + 1)
            order_run(ordering, i, end - i, sizeof prefix);
    }
}

/* --- what comes of it ------------------------------------------------------------------------- */

static bool order_is_equal(const struct ordering *ordering, const struct order_item *a,
                           const struct order_item *b)
{
    if (ordering->by == TYPE_BY_DAYS)
        return a->prefix >> 32 == b->prefix >> 32;
    return a->prefix == b->prefix &&
           (a->prefix == 0 || order_compare(ordering, value_set_text(ordering->set, a->number),
                                            value_set_text(ordering->set, b->number)) == 0);
}

/* Ranks, where any two are equal in their order. */
static enum status order_rank(const struct ordering *ordering, struct value_order *order,
                              struct problem *p)
{
    size_t count = ordering->set->count, equal = 0;
    if (ordering->by == TYPE_BY_BYTES)
        return STATUS_OK;
    order->ranks = malloc(count * sizeof *order->ranks + 1);
    if (!order->ranks)
        return problem_memory(p);
    for (size_t i = 0; i < count; i++) {
        equal += i > 0 && order_is_equal(ordering, &ordering->items[i - 1], &ordering->items[i]);
        order->ranks[i] = (uint32_t)(i - equal);
    }
    if (equal == 0) {
        free(order->ranks);
        order->ranks = NULL;
    }
    return STATUS_OK;
}

static enum status order_place(const struct ordering *ordering, struct value_order *order,
                               struct problem *p)
{
    size_t count = ordering->set->count;
    order->numbers = malloc(count * sizeof *order->numbers + 1);
    order->places = malloc(count * sizeof *order->places + 1);
    if (!order->numbers || !order->places)
        return problem_memory(p);
    for (size_t i = 0; i < count; i++) {
        order->numbers[i] = ordering->items[i].number;
        order->places[ordering->items[i].number] = (uint32_t)i;
    }
    return STATUS_OK;
}

enum status value_order_make(struct value_order *order, const struct value_set *set,
                             enum type_order by, int first_month, struct problem *p)
{
    size_t size = set->count * sizeof(struct order_item) + 1;
    struct ordering ordering = {set, by, first_month, malloc(size), malloc(size)};
    enum status status = STATUS_OK;
    *order = (struct value_order){0};
    if (ordering.items && ordering.spare)
        order_all(&ordering);
    else
        status = problem_memory(p);
    if (status == STATUS_OK)
        status = order_rank(&ordering, order, p);
    free(ordering.spare);
    if (status == STATUS_OK)
        status = order_place(&ordering, order, p);
    free(ordering.items);
    return status;
}

void value_order_free(struct value_order *order)
{
    free(order->numbers);
    free(order->places);
    free(order->ranks);
    *order = (struct value_order){0};
}
