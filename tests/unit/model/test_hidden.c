/* hidden.h: the rows of hidden columns name what exists. */
#include "hiraku/model/hidden.h"
#include "hiraku/model/model.h"
#include "hiraku/model/resource.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct hidden_column named(const char *table, const char *name)
{
    const struct resource *resource = model_resource(slice_of(table));
    const struct hidden_column *hidden =
        hidden_column(resource, model_column(resource, slice_of(name)));
    assert_non_null(hidden);
    return *hidden;
}

static void all_rows_are_sound(void **state)
{
    (void)state;
    for (const struct hidden_column *hidden = hidden_columns; hidden->resource; hidden++)
        assert_true(hidden_is_sound(hidden));
}

static void a_path_to_no_column_is_not_sound(void **state)
{
    (void)state;
    struct hidden_column column = named("organizations", "_label_ja");
    column.terms[0].path = "municipality.nowhere";
    assert_false(hidden_is_sound(&column));
    column.terms[0].path = "name_ja.name_ja";
    assert_false(hidden_is_sound(&column));
}

static void a_reference_that_leads_elsewhere_is_not_sound(void **state)
{
    (void)state;
    struct hidden_column column = named("programs", "_participations");
    column.by = "organization";
    assert_false(hidden_is_sound(&column));
}

static void a_path_has_the_reference_before_its_column(void **state)
{
    (void)state;
    const struct resource *observations = model_resource(slice_of("observations"));
    struct hidden_path path = hidden_path(observations, "kpi.unit_code");
    assert_string_equal(path.through->name, "kpi");
    assert_string_equal(path.column->name, "unit_code");
    assert_null(hidden_path(observations, "status").through);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_rows_are_sound),
        cmocka_unit_test(a_path_to_no_column_is_not_sound),
        cmocka_unit_test(a_reference_that_leads_elsewhere_is_not_sound),
        cmocka_unit_test(a_path_has_the_reference_before_its_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
