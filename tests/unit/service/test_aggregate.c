/* service/aggregate.h: groups and their measures as rows under named columns. */
#include "hiraku/model/model.h"
#include "hiraku/service/aggregate.h"
#include "hiraku/service/inputs.h"

#include "small_release.h"

static void ask(struct small_release *r, struct aggregation *aggregation, const char *measure)
{
    const struct parameter parameters[] = {{slice_of("group"), slice_of("kpi")},
                                           {slice_of("measure"), slice_of(measure)}};
    aggregation->aggregate.query.resource = model_cube();
    assert_int_equal(
        aggregate_parse(&aggregation->aggregate, &r->arena, parameters, 2, 4, &r->problem),
        STATUS_OK);
    assert_int_equal(aggregation_columns(aggregation, &r->arena, &r->problem), STATUS_OK);
}

static void each_group_is_a_row(void **state)
{
    struct small_release *r = *state;
    struct aggregation aggregation = {.column_count = 0};
    struct small_sink groups = {.column = 0}, counts = {.column = 1};
    ask(r, &aggregation, "count");
    assert_string_equal(aggregation.columns[0].name, "kpi");
    assert_string_equal(aggregation.columns[1].name, "count");
    assert_int_equal(aggregation.columns[1].kind, FIGURE_NUMBER);
    assert_int_equal(aggregation_rows(&aggregation, &r->service, small_take, &groups, &r->problem),
                     STATUS_OK);
    assert_int_equal(aggregation_rows(&aggregation, &r->service, small_take, &counts, &r->problem),
                     STATUS_OK);
    assert_string_equal(groups.text, "rate visits visits-b");
    assert_string_equal(counts.text, "2 3 1");
}

static void ratios_are_not_added(void **state)
{
    struct small_release *r = *state;
    struct aggregation aggregation = {.column_count = 0};
    struct small_sink sums = {.column = 1};
    ask(r, &aggregation, "sum");
    assert_int_equal(aggregation_rows(&aggregation, &r->service, small_take, &sums, &r->problem),
                     STATUS_NOT_ADDITIVE_NATURE);
}

static void what_is_gone_through_is_an_input(void **state)
{
    struct small_release *r = *state;
    struct aggregation aggregation = {.column_count = 0};
    struct inputs inputs = {.count = 0};
    ask(r, &aggregation, "count");
    aggregation_inputs(&aggregation, &inputs);
    assert_ptr_equal(inputs.tables[0], model_cube());
    assert_ptr_equal(inputs.tables[1], model_cube_subject()->ref);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_group_is_a_row),
        cmocka_unit_test(ratios_are_not_added),
        cmocka_unit_test(what_is_gone_through_is_an_input),
    };
    return cmocka_run_group_tests(tests, small_build, small_clean);
}
