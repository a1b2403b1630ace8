/* Parameters of a list as links change them. */
#include "hiraku/pages/list_query.h"

#include "hiraku/base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void check_with(const char *query, const char *name, const char *value, const char *expected)
{
    struct arena arena;
    arena_init(&arena, 1 << 20);
    struct slice changed = list_query_with(&arena, slice_of(query), name, slice_of(value));
    assert_string_equal(changed.at, expected);
    arena_free(&arena);
}

static void a_parameter_goes_to_its_place(void **state)
{
    (void)state;
    check_with("", "sort", "kind", "sort=kind");
    check_with("kind=plan&status=ended", "sort", "-name_ja",
               "kind=plan&sort=-name_ja&status=ended");
    check_with("kind=plan", "a", "1", "a=1&kind=plan");
}

static void a_parameter_takes_the_place_of_its_former_self(void **state)
{
    (void)state;
    check_with("kind=plan&sort=a", "sort", "b", "kind=plan&sort=b");
}

static void without_a_value_it_goes(void **state)
{
    (void)state;
    check_with("kind=plan&q=%E6%A8%AA", "kind", "", "q=%E6%A8%AA");
    check_with("kind=plan", "kind", "", "");
}

static void a_value_is_encoded(void **state)
{
    (void)state;
    check_with("", "q", "a&b=c", "q=a%26b%3Dc");
}

static void what_is_for_pages_is_no_parameter_of_data(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    assert_string_equal(list_query_of_data(&arena, slice_of("count=no&facet=kind&include=source&"
                                                            "kind=plan&limit=5&sort=id&cursor=x"))
                            .at,
                        "kind=plan&sort=id");
    arena_free(&arena);
}

static void parameters_come_one_by_one(void **state)
{
    (void)state;
    struct slice rest = slice_of("a=1&b&c="), name, value;
    assert_true(list_query_next(&rest, &name, &value));
    assert_true(slice_is(name, "a") && slice_is(value, "1"));
    assert_true(list_query_next(&rest, &name, &value));
    assert_true(slice_is(name, "b") && value.len == 0);
    assert_true(list_query_next(&rest, &name, &value));
    assert_true(slice_is(name, "c") && value.len == 0);
    assert_false(list_query_next(&rest, &name, &value));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_parameter_goes_to_its_place),
        cmocka_unit_test(a_parameter_takes_the_place_of_its_former_self),
        cmocka_unit_test(without_a_value_it_goes),
        cmocka_unit_test(a_value_is_encoded),
        cmocka_unit_test(what_is_for_pages_is_no_parameter_of_data),
        cmocka_unit_test(parameters_come_one_by_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
