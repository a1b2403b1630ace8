/* query_parts.h: what a parameter that cannot be read may mean. */
#include "api/query/query_parts.h"
#include "hiraku/model/model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void proposes(const char *name, const char *value, const char *nearest, const char *expected)
{
    const struct parameter parameter = {slice_of(name), slice_of(value)};
    struct problem p = {0};
    strcpy(p.nearest, nearest);
    query_propose(model_resource(slice_of("observations")), &parameter, &p);
    assert_string_equal(p.nearest, expected);
}

static void signs_are_operators(void **state)
{
    (void)state;
    proposes("value>", "5", "value", "value__ge=5");
    proposes("value>5", "", "value", "value__gt=5");
    proposes("value<", "5", "value", "value__le=5");
    proposes("value<5", "", "value", "value__lt=5");
    proposes("value!", "5", "value", "value__ne=5");
}

static void signs_behind_no_column_are_none(void **state)
{
    (void)state;
    proposes(">", "5", "near", "near");
    proposes("nothing>", "5", "near", "near");
}

static void a_direction_is_a_sort_by_what_names_a_record(void **state)
{
    (void)state;
    const struct parameter down = {slice_of("order"), slice_of("DESC")};
    const struct parameter up = {slice_of("order"), slice_of("asc")};
    struct problem p = {.nearest = "sort"};
    query_propose(model_resource(slice_of("programs")), &down, &p);
    assert_string_equal(p.nearest, "sort=-name_ja");
    strcpy(p.nearest, "sort");
    query_propose(model_resource(slice_of("programs")), &up, &p);
    assert_string_equal(p.nearest, "sort=name_ja");
}

static void a_direction_elsewhere_is_none(void **state)
{
    (void)state;
    proposes("kind", "desc", "kind", "kind");
}

static void an_empty_value_asks_for_what_is_missing(void **state)
{
    (void)state;
    struct problem p = {0};
    query_propose_null(slice_of("item__ne"), &p);
    assert_string_equal(p.subject, "item__ne");
    assert_string_equal(p.nearest, "item__isnull=true");
    query_propose_null(slice_of("name_ja"), &p);
    assert_string_equal(p.nearest, "name_ja__isnull=true");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signs_are_operators),
        cmocka_unit_test(signs_behind_no_column_are_none),
        cmocka_unit_test(a_direction_is_a_sort_by_what_names_a_record),
        cmocka_unit_test(a_direction_elsewhere_is_none),
        cmocka_unit_test(an_empty_value_asks_for_what_is_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
