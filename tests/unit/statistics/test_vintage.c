/* statistics/vintage.h: what the releases that may be shown say of one record. */
#include "hiraku/statistics/vintage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

enum { RELEASES = 12, MADE_MAX = 8, TEXT_SIZE = 256 };

/* A version of one cell. */
struct version {
    uint64_t from, to;
    const char *cell;
};

/* Releases 1 to 12, but for those of `context`, a list that ends with 0. */
static uint64_t shown_but(void *context, uint64_t release)
{
    const uint64_t *withdrawn = context;
    for (; *withdrawn; withdrawn++)
        if (*withdrawn == release)
            release++;
    return release <= RELEASES ? release : 0;
}

/* `from-to cell` of each, with spaces between. */
static void expect(const struct version *versions, size_t count, uint64_t *withdrawn,
                   const char *expected)
{
    struct vintage made[MADE_MAX];
    struct slice cells[MADE_MAX];
    char text[TEXT_SIZE] = "";
    size_t len = 0;
    for (size_t i = 0; i < count; i++) {
        cells[i] = slice_of(versions[i].cell);
        made[i] = (struct vintage){versions[i].from, versions[i].to, &cells[i]};
    }
    count = vintages_shown(made, count, 1, shown_but, withdrawn);
    for (size_t i = 0; i < count; i++)
        len += (size_t)snprintf(text + len, sizeof text - len, "%s%d-%d %.*s", i ? " " : "",
                                (int)made[i].from, (int)made[i].to, (int)made[i].cells[0].len,
                                made[i].cells[0].at);
    assert_string_equal(text, expected);
}

#define EXPECT(versions, withdrawn, expected)                                                      \
    expect(versions, sizeof(versions) / sizeof *(versions), withdrawn, expected)

static void test_where_all_are_shown_versions_stay(void **state)
{
    const struct version versions[] = {{1, 3, "a"}, {3, 7, "b"}, {9, 0, "b"}};
    uint64_t none[] = {0};
    (void)state;
    EXPECT(versions, none, "1-3 a 3-7 b 9-0 b");
}

static void test_versions_that_differ_in_nothing_shown_are_one(void **state)
{
    const struct version versions[] = {{1, 3, "a"}, {3, 7, "a"}, {7, 0, "b"}};
    uint64_t none[] = {0};
    (void)state;
    EXPECT(versions, none, "1-7 a 7-0 b");
}

static void test_what_only_a_withdrawn_release_had_is_left_out(void **state)
{
    const struct version versions[] = {{1, 5, "a"}, {5, 6, "b"}, {6, 0, "c"}};
    uint64_t withdrawn[] = {5, 0};
    (void)state;
    EXPECT(versions, withdrawn, "1-6 a 6-0 c");
}

static void test_what_was_the_same_before_and_behind_it_never_changed(void **state)
{
    const struct version versions[] = {{1, 5, "a"}, {5, 6, "b"}, {6, 0, "a"}};
    uint64_t withdrawn[] = {5, 0};
    (void)state;
    EXPECT(versions, withdrawn, "1-0 a");
}

static void test_what_came_with_it_is_known_from_the_next(void **state)
{
    const struct version versions[] = {{5, 0, "a"}};
    uint64_t withdrawn[] = {5, 6, 0};
    (void)state;
    EXPECT(versions, withdrawn, "7-0 a");
}

static void test_what_went_with_it_alone_did_not_go(void **state)
{
    const struct version versions[] = {{1, 5, "a"}, {6, 0, "a"}};
    uint64_t withdrawn[] = {5, 0};
    (void)state;
    EXPECT(versions, withdrawn, "1-0 a");
}

static void test_where_all_that_follow_are_withdrawn_it_holds(void **state)
{
    const struct version versions[] = {{1, 12, "a"}, {12, 0, "b"}};
    uint64_t withdrawn[] = {12, 0};
    (void)state;
    EXPECT(versions, withdrawn, "1-0 a");
}

static void test_one_that_holds_in_a_release(void **state)
{
    const struct vintage vintages[] = {{2, 4, NULL}, {6, 0, NULL}};
    (void)state;
    assert_null(vintage_in(vintages, 2, 1));
    assert_ptr_equal(vintage_in(vintages, 2, 2), &vintages[0]);
    assert_ptr_equal(vintage_in(vintages, 2, 3), &vintages[0]);
    assert_null(vintage_in(vintages, 2, 4));
    assert_ptr_equal(vintage_in(vintages, 2, 6), &vintages[1]);
    assert_ptr_equal(vintage_in(vintages, 2, 12), &vintages[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_where_all_are_shown_versions_stay),
        cmocka_unit_test(test_versions_that_differ_in_nothing_shown_are_one),
        cmocka_unit_test(test_what_only_a_withdrawn_release_had_is_left_out),
        cmocka_unit_test(test_what_was_the_same_before_and_behind_it_never_changed),
        cmocka_unit_test(test_what_came_with_it_is_known_from_the_next),
        cmocka_unit_test(test_what_went_with_it_alone_did_not_go),
        cmocka_unit_test(test_where_all_that_follow_are_withdrawn_it_holds),
        cmocka_unit_test(test_one_that_holds_in_a_release),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
