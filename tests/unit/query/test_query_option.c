/* query.h: parameters that are not filters. */
#include "parsed.h"

static void names_that_other_services_have_lead_to_ours(void **state)
{
    (void)state;
    static const struct {
        const char *text, *nearest;
    } cases[] = {{"page=2", "cursor"},    {"offset=20", "cursor"},        {"$skip=1", "cursor"},
                 {"per_page=5", "limit"}, {"$limit=5", "limit"},          {"rows=5", "limit"},
                 {"pageSize=5", "limit"}, {"order_by=id", "sort"},        {"limti=5", "limit"},
                 {"feilds=id", "fields"}, {"filters=[object Object]", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture f;
        assert_int_equal(parse(&f, "programs", cases[i].text, true), STATUS_UNKNOWN_PARAMETER);
        assert_string_equal(f.problem.nearest, cases[i].nearest);
        arena_free(&f.arena);
    }
}

static void limits_outside_1_to_1000_are_refused(void **state)
{
    (void)state;
    const char *const bad[] = {"limit=0", "limit=1001", "limit=-1",
                               "limit=x", "limit=",     "limit=1.0"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct fixture f;
        assert_int_equal(parse(&f, "programs", bad[i], true), STATUS_BAD_PARAMETER);
        arena_free(&f.arena);
    }
}

static void a_parameter_of_pages_is_refused_in_other_forms_and_says_where_it_belongs(void **state)
{
    (void)state;
    struct fixture f;
    assert_int_equal(parse(&f, "programs", "limit=5", false), STATUS_PARAMETER_ELSEWHERE);
    assert_string_equal(f.problem.value, "JSON");
    arena_free(&f.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_that_other_services_have_lead_to_ours),
        cmocka_unit_test(limits_outside_1_to_1000_are_refused),
        cmocka_unit_test(a_parameter_of_pages_is_refused_in_other_forms_and_says_where_it_belongs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
