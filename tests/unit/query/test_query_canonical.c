/* query.h: the canonical form of a query. */
#include "parsed.h"

static void the_canonical_form_does_not_depend_on_the_order_of_parameters(void **state)
{
    (void)state;
    struct fixture a, b;
    assert_int_equal(parse(&a, "programs", "status=ended&limit=7&kind=plan", true), STATUS_OK);
    assert_int_equal(parse(&b, "programs", "limit=7&kind=plan&status=ended", true), STATUS_OK);
    struct slice left = query_canonical(&a.query, &a.arena, slice_of(NULL));
    struct slice right = query_canonical(&b.query, &b.arena, slice_of(NULL));
    assert_true(slice_is(left, "kind=plan&limit=7&status=ended"));
    assert_true(slice_equal(left, right));
    arena_free(&a.arena);
    arena_free(&b.arena);
}

static void the_default_limit_is_left_out_of_the_canonical_form(void **state)
{
    (void)state;
    struct fixture f;
    assert_int_equal(parse(&f, "programs", "limit=100", true), STATUS_OK);
    assert_int_equal(query_canonical(&f.query, &f.arena, slice_of(NULL)).len, 0);
    arena_free(&f.arena);
}

static void lists_are_canonical_whatever_their_order(void **state)
{
    (void)state;
    struct fixture f;
    assert_int_equal(parse(&f, "programs", "kind=plan,hub,plan", true), STATUS_OK);
    assert_int_equal(f.query.filters[0].comparison, COMPARISON_IN);
    assert_true(slice_is(query_canonical(&f.query, &f.arena, slice_of(NULL)), "kind=hub%2Cplan"));
    arena_free(&f.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_canonical_form_does_not_depend_on_the_order_of_parameters),
        cmocka_unit_test(the_default_limit_is_left_out_of_the_canonical_form),
        cmocka_unit_test(lists_are_canonical_whatever_their_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
