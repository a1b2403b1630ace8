/* query.h: parameters against the model. */
#include "parsed.h"

static void without_parameters_a_page_has_a_hundred_rows(void **state)
{
    (void)state;
    struct fixture f;
    assert_int_equal(parse(&f, "programs", "", true), STATUS_OK);
    assert_int_equal(f.query.limit, 100);
    assert_int_equal(f.query.filter_count, 0);
    arena_free(&f.arena);
}

static void a_whole_table_has_no_limit(void **state)
{
    (void)state;
    struct fixture f;
    assert_int_equal(parse(&f, "programs", "kind=plan", false), STATUS_OK);
    assert_int_equal(f.query.limit, 0);
    assert_int_equal(f.query.filter_count, 1);
    arena_free(&f.arena);
}

static void an_unknown_parameter_names_the_nearest_column(void **state)
{
    (void)state;
    struct fixture f;
    assert_int_equal(parse(&f, "programs", "kinds=plan", true), STATUS_UNKNOWN_PARAMETER);
    assert_string_equal(f.problem.subject, "kinds");
    assert_string_equal(f.problem.nearest, "kind");
    assert_non_null(strstr(f.problem.allowed, "municipality"));
    arena_free(&f.arena);
}

static void bad_percent_encoding_is_refused(void **state)
{
    (void)state;
    const char *const bad[] = {"kind=%zz", "kind=%00", "kind=%", "kind=%C3", "%zz=1"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct fixture f;
        assert_int_equal(parse(&f, "programs", bad[i], true), STATUS_BAD_TARGET);
        arena_free(&f.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_parameters_a_page_has_a_hundred_rows),
        cmocka_unit_test(a_whole_table_has_no_limit),
        cmocka_unit_test(an_unknown_parameter_names_the_nearest_column),
        cmocka_unit_test(bad_percent_encoding_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
