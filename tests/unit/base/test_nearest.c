/* text.h: edit distance and the nearest name. */
#include "hiraku/text.h"

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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
