/* query.h: lists of values. */
#include "parsed.h"

static void a_repeated_parameter_that_is_no_list_is_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {"limit=3&limit=4",
                                        "name_ja=a&name_ja=b",
                                        "kind__ne=plan&kind__ne=hub",
                                        "period__ge=2020&period__ge=2021",
                                        "q=a&q=b",
                                        "website=a&website=b"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture f;
        assert_int_equal(parse(&f, "programs", cases[i], true), STATUS_REPEATED_PARAMETER);
        arena_free(&f.arena);
    }
}

static void a_list_may_be_written_as_several_parameters(void **state)
{
    (void)state;
    static const struct {
        const char *several, *one;
    } cases[] = {{"kind=plan&kind=hub", "kind=plan,hub"},
                 {"kind[]=plan", "kind=plan"},
                 {"kind%5B%5D=plan&limit=5&kind%5B%5D=hub", "kind=plan,hub&limit=5"},
                 {"kind[0]=plan&kind[1]=hub&kind[12]=survey", "kind=plan,hub,survey"},
                 {"kind=plan,hub&kind[]=survey", "kind=plan,hub,survey"},
                 {"kind__notin=plan&kind__notin=hub", "kind__notin=plan,hub"},
                 {"municipality.kind=city&municipality.kind=town", "municipality.kind=city,town"},
                 {"sort=kind&sort=-id", "sort=kind,-id"},
                 {"fields=id&fields[]=kind", "fields=id,kind"},
                 {"include=parent&include=source", "include=parent,source"},
                 {"facet=kind&facet=status", "facet=kind,status"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture several, one;
        assert_int_equal(parse(&several, "programs", cases[i].several, true), STATUS_OK);
        assert_int_equal(parse(&one, "programs", cases[i].one, true), STATUS_OK);
        struct slice none = {NULL, 0};
        assert_string_equal(query_canonical(&several.query, &several.arena, none).at,
                            query_canonical(&one.query, &one.arena, none).at);
        arena_free(&several.arena);
        arena_free(&one.arena);
    }
}

static void what_has_brackets_and_is_no_list_is_unknown(void **state)
{
    (void)state;
    static const struct {
        const char *text, *nearest;
    } cases[] = {
        {"limit[]=5", "limit"},     {"kind[eq]=plan", "kind"}, {"filter[kind]=plan", "kind"},
        {"name_ja[]=a", "name_ja"}, {"[]=plan", ""},           {"[0]=plan", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture f;
        assert_int_equal(parse(&f, "programs", cases[i].text, true), STATUS_UNKNOWN_PARAMETER);
        assert_string_equal(f.problem.nearest, cases[i].nearest);
        arena_free(&f.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_repeated_parameter_that_is_no_list_is_refused),
        cmocka_unit_test(a_list_may_be_written_as_several_parameters),
        cmocka_unit_test(what_has_brackets_and_is_no_list_is_unknown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
