/* Values in the order of their type, against the comparisons that define it. */
#include "hiraku/value/decimal.h"

#include "api/store/columns/value_order.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

enum { MANY = 5000, FIRST_MONTH = 4 };

static void add(struct value_set *set, const char *text)
{
    uint32_t number;
    assert_int_equal(value_set_add(set, slice_of(text), NULL, &number, NULL), STATUS_OK);
}

static struct value_order order_of(const struct value_set *set, enum type_order by)
{
    struct value_order order;
    assert_int_equal(value_order_make(&order, set, by, FIRST_MONTH, NULL), STATUS_OK);
    for (uint32_t i = 0; i < set->count; i++)
        assert_int_equal(order.places[order.numbers[i]], i);
    return order;
}

static struct slice text_at(const struct value_set *set, const struct value_order *order,
                            uint32_t place)
{
    return value_set_text(set, order->numbers[place]);
}

/* A sequence that looks like none; the same every time. */
static uint32_t next(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

static void texts_are_in_byte_order(void **state)
{
    struct value_set set = {0};
    uint32_t seed = 1;
    (void)state;
    add(&set, "");
    for (unsigned i = 0; i < MANY; i++) {
        char text[64];
        snprintf(text, sizeof text, "%.*s%u", (int)(next(&seed) % 30),
                 "long enough to be shared\xE3", next(&seed) % 1000);
        add(&set, text);
    }
    struct value_order order = order_of(&set, TYPE_BY_BYTES);
    for (uint32_t i = 1; i < set.count; i++)
        assert_true(slice_compare(text_at(&set, &order, i - 1), text_at(&set, &order, i)) < 0);
    assert_null(order.ranks);
    value_order_free(&order);
    value_set_free(&set);
}

/* Longer and longer texts of one byte: each the beginning of the next. */
static void texts_that_begin_alike_are_in_byte_order(void **state)
{
    struct value_set set = {0};
    char text[6001];
    (void)state;
    memset(text, 'a', sizeof text - 1);
    for (size_t len = sizeof text - 1; len > 0; len -= 40) {
        text[len] = '\0';
        add(&set, text);
    }
    struct value_order order = order_of(&set, TYPE_BY_BYTES);
    for (uint32_t i = 0; i < set.count; i++)
        assert_int_equal(order.numbers[i], set.count - 1 - i);
    value_order_free(&order);
    value_set_free(&set);
}

/* By the key that gives the database the same order. */
static void key_of(struct slice text, char key[DECIMAL_KEY_SIZE])
{
    struct decimal value;
    *key = '\0';
    if (decimal_parse(text, &value) == DECIMAL_GOOD)
        decimal_key(value, key);
}

static void numbers_are_in_the_order_of_their_keys(void **state)
{
    struct value_set set = {0};
    uint32_t seed = 2;
    (void)state;
    add(&set, "");
    add(&set, "no number");
    add(&set, "999999999999999999");
    add(&set, "-999999999999999999");
    add(&set, "0.000000000000000001");
    for (unsigned i = 0; i < MANY; i++) {
        struct decimal value = {(decimal_units)next(&seed) * next(&seed), next(&seed) % 7};
        char text[DECIMAL_TEXT_SIZE];
        if (next(&seed) % 2)
            value.units %= 1000;
        if (next(&seed) % 3 == 0)
            value.units = -value.units;
        decimal_format(value, text);
        add(&set, text);
    }
    struct value_order order = order_of(&set, TYPE_BY_NUMBER);
    assert_non_null(order.ranks);
    for (uint32_t i = 1; i < set.count; i++) {
        struct slice before = text_at(&set, &order, i - 1), text = text_at(&set, &order, i);
        char key_before[DECIMAL_KEY_SIZE], key[DECIMAL_KEY_SIZE];
        key_of(before, key_before);
        key_of(text, key);
        int by_key = strcmp(key_before, key);
        assert_true(by_key < 0 || (by_key == 0 && slice_compare(before, text) < 0));
        assert_int_equal(order.ranks[i], order.ranks[i - 1] + (by_key < 0));
    }
    value_order_free(&order);
    value_set_free(&set);
}

static void periods_are_in_the_order_of_their_first_days(void **state)
{
    static const char *const periods[] = {"2024-01", "2024", "2023-12-31", "FY2023",    "undated",
                                          "../2024", "",     "1868",       "2200-12-31"};
    static const char *const ordered[] = {"",           "../2024", "undated", "1868",      "FY2023",
                                          "2023-12-31", "2024",    "2024-01", "2200-12-31"};
    static const uint32_t ranks[] = {0, 0, 0, 1, 2, 3, 4, 4, 5};
    struct value_set set = {0};
    (void)state;
    for (size_t i = 0; i < sizeof periods / sizeof *periods; i++)
        add(&set, periods[i]);
    struct value_order order = order_of(&set, TYPE_BY_DAYS);
    assert_non_null(order.ranks);
    for (uint32_t i = 0; i < set.count; i++) {
        assert_true(slice_is(text_at(&set, &order, i), ordered[i]));
        assert_int_equal(order.ranks[i], ranks[i]);
    }
    value_order_free(&order);
    value_set_free(&set);
}

static void no_values_have_an_order_too(void **state)
{
    struct value_set set = {0};
    (void)state;
    for (enum type_order by = TYPE_BY_BYTES; by <= TYPE_BY_DAYS; by++) {
        struct value_order order = order_of(&set, by);
        assert_null(order.ranks);
        value_order_free(&order);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_in_byte_order),
        cmocka_unit_test(texts_that_begin_alike_are_in_byte_order),
        cmocka_unit_test(numbers_are_in_the_order_of_their_keys),
        cmocka_unit_test(periods_are_in_the_order_of_their_first_days),
        cmocka_unit_test(no_values_have_an_order_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
