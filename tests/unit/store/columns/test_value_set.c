/* The different texts of a column, by number. */
#include "hiraku/base/cp932.h"

#include "api/store/columns/value_set.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

enum { MANY = 20000 };

static uint32_t add(struct value_set *set, const char *text, struct cp932 *cp932)
{
    uint32_t number;
    assert_int_equal(value_set_add(set, slice_of(text), cp932, &number, NULL), STATUS_OK);
    return number;
}

static void texts_are_numbered_as_they_are_first_seen(void **state)
{
    struct value_set set = {0};
    (void)state;
    assert_int_equal(add(&set, "b", NULL), 0);
    assert_int_equal(add(&set, "", NULL), 1);
    assert_int_equal(add(&set, "a", NULL), 2);
    assert_int_equal(add(&set, "b", NULL), 0);
    assert_int_equal(add(&set, "", NULL), 1);
    assert_int_equal(set.count, 3);
    assert_true(slice_is(value_set_text(&set, 0), "b"));
    assert_true(slice_is(value_set_text(&set, 1), ""));
    value_set_free(&set);
}

static void every_one_of_many_is_found(void **state)
{
    struct value_set set = {0};
    char text[32];
    uint32_t number;
    (void)state;
    for (unsigned i = 0; i < MANY; i++) {
        snprintf(text, sizeof text, "%.*s%u", (int)(i % 9), "prefixes", i);
        assert_int_equal(add(&set, text, NULL), i);
    }
    for (unsigned i = 0; i < MANY; i++) {
        snprintf(text, sizeof text, "%.*s%u", (int)(i % 9), "prefixes", i);
        assert_true(value_set_find(&set, slice_of(text), &number));
        assert_int_equal(number, i);
        assert_true(slice_is(value_set_text(&set, i), text));
    }
    assert_false(value_set_find(&set, slice_of("prefix"), &number));
    value_set_free(&set);
}

static void nothing_is_found_in_an_empty_set(void **state)
{
    struct value_set set = {0};
    uint32_t number;
    (void)state;
    assert_false(value_set_find(&set, slice_of(""), &number));
    value_set_free(&set);
}

static void what_cp932_lacks_is_known_by_number(void **state)
{
    struct value_set set = {0};
    struct cp932 *cp932;
    (void)state;
    assert_int_equal(cp932_new(&cp932, NULL), STATUS_OK);
    add(&set, "ascii", cp932);
    assert_false(set.foreign);
    add(&set, "漢字", cp932);
    assert_true(set.foreign);
    add(&set, "a𠮷é", cp932);
    add(&set, "仮名", cp932);
    add(&set, "é", cp932);
    assert_int_equal(value_set_lacking(&set, 0), -1);
    assert_int_equal(value_set_lacking(&set, 1), -1);
    assert_int_equal(value_set_lacking(&set, 2), 0x20BB7);
    assert_int_equal(value_set_lacking(&set, 3), -1);
    assert_int_equal(value_set_lacking(&set, 4), 0xE9);
    value_set_free(&set);
    cp932_free(cp932);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_numbered_as_they_are_first_seen),
        cmocka_unit_test(every_one_of_many_is_found),
        cmocka_unit_test(nothing_is_found_in_an_empty_set),
        cmocka_unit_test(what_cp932_lacks_is_known_by_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
