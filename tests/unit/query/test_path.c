/* path.h: columns of a table, and of what it refers to. */
#include "hiraku/model/model.h"
#include "hiraku/query/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static enum status path(const char *name, struct path *path, struct problem *p)
{
    *p = (struct problem){0};
    return path_read(model_resource(slice_of("observations")), slice_of(name), "group", path, p);
}

static void a_column_is_a_path_without_steps(void **state)
{
    (void)state;
    struct path found;
    struct problem p;
    assert_int_equal(path("value", &found, &p), STATUS_OK);
    assert_string_equal(found.column->name, "value");
    assert_int_equal(found.steps, 0);
    assert_true(slice_is(found.name, "value"));
}

static void a_path_goes_through_two_references(void **state)
{
    (void)state;
    struct path found;
    struct problem p;
    assert_int_equal(path("kpi.program.kind", &found, &p), STATUS_OK);
    assert_string_equal(found.column->name, "kind");
    assert_int_equal(found.steps, 2);
    assert_string_equal(found.through[0]->name, "kpi");
    assert_string_equal(found.through[1]->name, "program");
    assert_int_equal(path("kpi.program.parent.kind", &found, &p), STATUS_TOO_MANY_STEPS);
}

static void an_unknown_column_names_the_nearest(void **state)
{
    (void)state;
    struct path found;
    struct problem p;
    assert_int_equal(path("valeu", &found, &p), STATUS_BAD_PARAMETER);
    assert_string_equal(p.subject, "group");
    assert_string_equal(p.value, "valeu");
    assert_string_equal(p.nearest, "value");
}

static void only_references_are_gone_through(void **state)
{
    (void)state;
    struct path found;
    struct problem p;
    assert_int_equal(path("value.id", &found, &p), STATUS_BAD_PARAMETER);
    assert_null(strstr(p.allowed, "value"));
    assert_non_null(strstr(p.allowed, "kpi"));
    assert_int_equal(path("", &found, &p), STATUS_BAD_PARAMETER);
    assert_int_equal(path(".", &found, &p), STATUS_BAD_PARAMETER);
    assert_int_equal(path("kpi.", &found, &p), STATUS_BAD_PARAMETER);
}

static void a_hidden_column_is_no_path(void **state)
{
    (void)state;
    struct path found;
    struct problem p;
    const struct resource *programs = model_resource(slice_of("programs"));
    assert_non_null(model_column(programs, slice_of("_public")));
    assert_int_equal(path_read(programs, slice_of("_public"), "group", &found, &p),
                     STATUS_BAD_PARAMETER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_column_is_a_path_without_steps),
        cmocka_unit_test(a_path_goes_through_two_references),
        cmocka_unit_test(an_unknown_column_names_the_nearest),
        cmocka_unit_test(only_references_are_gone_through),
        cmocka_unit_test(a_hidden_column_is_no_path),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
