/* query.h: names of filters. */
#include "parsed.h"

static void a_hidden_column_is_no_parameter(void **state)
{
    (void)state;
    struct fixture f;
    assert_int_equal(parse(&f, "programs", "_public=true", true), STATUS_UNKNOWN_PARAMETER);
    arena_free(&f.arena);
}

static void an_operator_that_a_type_has_not_names_those_it_has(void **state)
{
    (void)state;
    struct fixture f;
    assert_int_equal(parse(&f, "programs", "kind__ge=plan", true), STATUS_BAD_OPERATOR);
    assert_string_equal(f.problem.subject, "kind");
    assert_string_equal(f.problem.value, "ge");
    assert_string_equal(f.problem.allowed, "eq, ne, in, notin, isnull");
    arena_free(&f.arena);
}

static void a_name_reaches_through_two_references_at_most(void **state)
{
    (void)state;
    struct fixture f;
    assert_int_equal(parse(&f, "observations", "kpi.program.kind=plan", true), STATUS_OK);
    assert_int_equal(f.query.filters[0].steps, 2);
    arena_free(&f.arena);
    assert_int_equal(parse(&f, "observations", "kpi.program.parent.kind=plan", true),
                     STATUS_TOO_MANY_STEPS);
    arena_free(&f.arena);
    assert_int_equal(parse(&f, "programs", "kind.id=plan", true), STATUS_UNKNOWN_PARAMETER);
    arena_free(&f.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hidden_column_is_no_parameter),
        cmocka_unit_test(an_operator_that_a_type_has_not_names_those_it_has),
        cmocka_unit_test(a_name_reaches_through_two_references_at_most),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
