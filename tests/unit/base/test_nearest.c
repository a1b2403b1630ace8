/* text.h: edit distance and the nearest name. */
#include "hiraku/base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static size_t distance(const char *a, const char *b)
{
    return text_distance(slice_of(a), slice_of(b), 10);
}

static void equal_names_have_no_distance(void **state)
{
    (void)state;
    assert_int_equal(distance("limit", "limit"), 0);
}

static void kitten_is_three_from_sitting(void **state)
{
    (void)state;
    assert_int_equal(distance("kitten", "sitting"), 3);
}

static void a_swap_counts_once(void **state)
{
    (void)state;
    assert_int_equal(distance("limit", "limti"), 1);
}

static void the_distance_to_nothing_is_the_length(void **state)
{
    (void)state;
    assert_int_equal(distance("", "abc"), 3);
}

static void beyond_the_limit_it_is_one_more(void **state)
{
    (void)state;
    assert_int_equal(text_distance(slice_of("abcdef"), slice_of("uvwxyz"), 2), 3);
    assert_int_equal(text_distance(slice_of("a"), slice_of("abcdefgh"), 2), 3);
}

static void the_nearest_candidate_is_found(void **state)
{
    (void)state;
    const struct slice names[] = {slice_of("cursor"), slice_of("limit"), slice_of("lang")};
    assert_true(slice_is(text_nearest(slice_of("limt"), names, 3), "limit"));
}

static void of_equals_the_first_is_taken(void **state)
{
    (void)state;
    const struct slice names[] = {slice_of("sort"), slice_of("port")};
    assert_true(slice_is(text_nearest(slice_of("fort"), names, 2), "sort"));
}

static void a_far_name_is_not_proposed(void **state)
{
    (void)state;
    const struct slice names[] = {slice_of("cursor"), slice_of("municipality")};
    assert_int_equal(text_nearest(slice_of("zzzzzz"), names, 2).len, 0);
}

static void a_short_name_with_nothing_in_common_is_not_proposed(void **state)
{
    (void)state;
    const struct slice names[] = {slice_of("id"), slice_of("q")};
    assert_int_equal(text_nearest(slice_of("xy"), names, 2).len, 0);
}

static void no_candidates_no_proposal(void **state)
{
    (void)state;
    assert_int_equal(text_nearest(slice_of("x"), NULL, 0).len, 0);
}

static void a_slip_is_near_and_another_number_is_not(void **state)
{
    (void)state;
    const struct slice names[] = {slice_of("plan-2023"), slice_of("plan-2025"), slice_of("report")};
    assert_true(slice_is(text_near(slice_of("reprot"), names, 3), "report"));
    assert_true(slice_is(text_near(slice_of("plan-2052"), names, 3), "plan-2025"));
    assert_true(slice_is(text_near(slice_of("plam-2023"), names, 3), "plan-2023"));
    assert_int_equal(text_near(slice_of("plan-2024"), names, 3).len, 0);
    assert_int_equal(text_near(slice_of("re"), names, 3).len, 0);
}

static void two_that_are_equally_near_are_none(void **state)
{
    (void)state;
    const struct slice names[] = {slice_of("abcx"), slice_of("abcy"), slice_of("abcdef")};
    assert_int_equal(text_near(slice_of("abcz"), names, 3).len, 0);
    assert_true(slice_is(text_near(slice_of("abcx"), names, 3), "abcx"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_names_have_no_distance),
        cmocka_unit_test(kitten_is_three_from_sitting),
        cmocka_unit_test(a_swap_counts_once),
        cmocka_unit_test(the_distance_to_nothing_is_the_length),
        cmocka_unit_test(beyond_the_limit_it_is_one_more),
        cmocka_unit_test(the_nearest_candidate_is_found),
        cmocka_unit_test(of_equals_the_first_is_taken),
        cmocka_unit_test(a_far_name_is_not_proposed),
        cmocka_unit_test(a_short_name_with_nothing_in_common_is_not_proposed),
        cmocka_unit_test(no_candidates_no_proposal),
        cmocka_unit_test(a_slip_is_near_and_another_number_is_not),
        cmocka_unit_test(two_that_are_equally_near_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
