/* aggregate.h: reading groups and measures. */
#include "figures.h"

static void assert_canonical(const char *table, const char *text, const char *expected)
{
    struct fixture f;
    assert_int_equal(parse(&f, table, text), STATUS_OK);
    assert_string_equal(aggregate_canonical(&f.aggregate, &f.arena).at, expected);
    finish(&f);
}

static void assert_refused(const char *table, const char *text, enum status status,
                           const char *subject)
{
    struct fixture f;
    assert_int_equal(parse(&f, table, text), status);
    assert_string_equal(f.problem.subject, subject);
    finish(&f);
}

static void without_parameters_all_rows_are_counted(void **state)
{
    (void)state;
    assert_canonical("programs", "", "measure=count");
}

static void groups_and_measures_keep_their_order_and_filters_are_sorted(void **state)
{
    (void)state;
    assert_canonical("observations", "value_type=actual&measure=max,sum&kpi=a&group=kpi,period",
                     "group=kpi,period&measure=max,sum&kpi=a&value_type=actual");
}

static void groups_go_through_references(void **state)
{
    (void)state;
    assert_canonical("observations", "group=kpi.municipality.prefecture",
                     "group=kpi.municipality.prefecture&measure=count");
    assert_refused("observations", "group=kpi.municipality.prefecture.name_ja",
                   STATUS_TOO_MANY_STEPS, "group");
    assert_refused("observations", "group=period.starts", STATUS_BAD_PARAMETER, "group");
}

static void groups_are_published_columns_each_once_and_four_at_most(void **state)
{
    (void)state;
    assert_refused("observations", "group=_area", STATUS_BAD_PARAMETER, "group");
    assert_refused("observations", "group=kpi,kpi", STATUS_REPEATED_VALUE, "group");
    assert_refused("observations", "group=kpi,period,item,segment,area", STATUS_BAD_PARAMETER,
                   "group");
    assert_refused("observations", "group=", STATUS_BAD_PARAMETER, "group");
}

static void measures_are_known_and_each_once(void **state)
{
    (void)state;
    assert_refused("observations", "measure=median", STATUS_BAD_PARAMETER, "measure");
    assert_refused("observations", "measure=sum,sum", STATUS_REPEATED_VALUE, "measure");
    assert_refused("observations", "measure=", STATUS_BAD_PARAMETER, "measure");
}

static void a_table_without_figures_can_be_counted_only(void **state)
{
    (void)state;
    assert_refused("programs", "measure=count,sum", STATUS_NO_MEASURE, "programs");
}

static void other_parameters_are_filters_or_unknown(void **state)
{
    (void)state;
    assert_refused("observations", "sort=kpi", STATUS_UNKNOWN_PARAMETER, "sort");
    assert_refused("observations", "limit=5", STATUS_UNKNOWN_PARAMETER, "limit");
    assert_refused("observations", "value__ge=1&value__ge=2", STATUS_REPEATED_PARAMETER,
                   "value__ge");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_parameters_all_rows_are_counted),
        cmocka_unit_test(groups_and_measures_keep_their_order_and_filters_are_sorted),
        cmocka_unit_test(groups_go_through_references),
        cmocka_unit_test(groups_are_published_columns_each_once_and_four_at_most),
        cmocka_unit_test(measures_are_known_and_each_once),
        cmocka_unit_test(a_table_without_figures_can_be_counted_only),
        cmocka_unit_test(other_parameters_are_filters_or_unknown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
