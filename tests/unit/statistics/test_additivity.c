/* tally.h: what must not be added, and an example that works. */
#include "figures.h"

static void ratios_and_ranks_are_not_added(void **state)
{
    (void)state;
    struct fixture f;
    parse(&f, "observations", "measure=sum");
    assert_int_equal(add(&f, (struct figure){.value = "5", .nature = "ratio"}),
                     STATUS_NOT_ADDITIVE_NATURE);
    assert_string_equal(f.problem.example,
                        "/v1/aggregate/observations?measure=min,max,count&kpi=visitors");
    tally_clear(&f.tally);
    assert_int_equal(add(&f, (struct figure){.value = "5", .nature = "rank"}),
                     STATUS_NOT_ADDITIVE_NATURE);
    finish(&f);
}

static void ratios_have_a_least_and_a_greatest(void **state)
{
    (void)state;
    assert_second("min,max,count", (struct figure){.value = "5", .nature = "ratio"},
                  (struct figure){.value = "6", .nature = "ratio", FY2021}, STATUS_OK, "");
}

static void levels_are_not_added_over_time(void **state)
{
    (void)state;
    struct figure first = {.value = "5", .nature = "stock"};
    struct figure second = {.value = "6", .nature = "stock", FY2021};
    assert_second("sum", first, second, STATUS_NOT_ADDITIVE_LEVELS, "period");
    assert_second("avg", first, second, STATUS_NOT_ADDITIVE_LEVELS, "period");
    assert_second("max", first, second, STATUS_OK, "");
}

static void levels_of_one_time_are_added(void **state)
{
    (void)state;
    assert_second("sum", (struct figure){.value = "5", .nature = "stock", .kpi = "a"},
                  (struct figure){.value = "6", .nature = "stock", .kpi = "b"}, STATUS_OK, "");
}

static void cumulative_flows_are_levels(void **state)
{
    (void)state;
    assert_second("sum", (struct figure){.value = "5", .accumulation = "cumulative"},
                  (struct figure){.value = "6", .accumulation = "cumulative", FY2021},
                  STATUS_NOT_ADDITIVE_LEVELS, "period");
}

static void increments_of_a_stock_are_added_over_time(void **state)
{
    (void)state;
    assert_second(
        "sum", (struct figure){.value = "5", .nature = "stock", .accumulation = "increment"},
        (struct figure){.value = "6", .nature = "stock", .accumulation = "increment", FY2021},
        STATUS_OK, "");
}

static void overlapping_periods_are_not_added(void **state)
{
    (void)state;
    assert_second("sum", (struct figure){.value = "5", APRIL}, (struct figure){.value = "60"},
                  STATUS_NOT_ADDITIVE_PERIODS, "period");
}

static void periods_that_are_not_stated_may_overlap(void **state)
{
    (void)state;
    assert_second("sum", (struct figure){.value = "5", UNDATED, .kpi = "a"},
                  (struct figure){.value = "6", UNDATED, .kpi = "b"}, STATUS_NOT_ADDITIVE_PERIODS,
                  "period");
}

static void an_average_is_over_periods_of_one_length(void **state)
{
    (void)state;
    struct figure month = {
        .value = "5", .period = "2020-03", .starts = "2020-03-01", .ends = "2020-03-31"};
    assert_second("sum", month, (struct figure){.value = "60"}, STATUS_OK, "");
    assert_second("avg", month, (struct figure){.value = "60"}, STATUS_NOT_ADDITIVE_PERIODS,
                  "period");
}

static void different_units_go_together_in_a_count_only(void **state)
{
    (void)state;
    struct figure first = {.value = "5"}, second = {.value = "6", .unit = "社", FY2021};
    assert_second("sum", first, second, STATUS_NOT_ADDITIVE_UNITS, "kpi.unit_ja");
    assert_second("min", first, second, STATUS_NOT_ADDITIVE_UNITS, "kpi.unit_ja");
    assert_second("count", first, second, STATUS_OK, "");
}

static void different_multipliers_are_different_units(void **state)
{
    (void)state;
    assert_second("max", (struct figure){.value = "5"},
                  (struct figure){.value = "6", .multiplier = "3"}, STATUS_NOT_ADDITIVE_UNITS,
                  "kpi.unit_multiplier");
    assert_second("max", (struct figure){.value = "5"},
                  (struct figure){.value = "6", .multiplier = "0"}, STATUS_OK, "");
}

static void gross_and_unique_counts_are_not_added(void **state)
{
    (void)state;
    assert_second("sum", (struct figure){.value = "5", .counting = "gross"},
                  (struct figure){.value = "6", .counting = "unique", FY2021},
                  STATUS_NOT_ADDITIVE_KINDS, "kpi.counting");
}

static void targets_and_actuals_are_not_added(void **state)
{
    (void)state;
    assert_second("sum", (struct figure){.value = "5"},
                  (struct figure){.value = "6", .value_type = "target", FY2021},
                  STATUS_NOT_ADDITIVE_KINDS, "value_type");
}

static void increments_and_cumulative_totals_are_not_added(void **state)
{
    (void)state;
    assert_second("sum", (struct figure){.value = "5", .accumulation = "increment"},
                  (struct figure){.value = "6", .accumulation = "cumulative", FY2021},
                  STATUS_NOT_ADDITIVE_KINDS, "accumulation");
}

static void figures_of_other_things_are_not_added(void **state)
{
    (void)state;
    assert_second("sum", (struct figure){.value = "5"},
                  (struct figure){.value = "6", .kpi = "applications", .name = "申込者数"},
                  STATUS_NOT_ADDITIVE_KINDS, "kpi.name_ja");
}

static void a_total_and_its_parts_are_not_added(void **state)
{
    (void)state;
    assert_second("sum", (struct figure){.value = "11"},
                  (struct figure){.value = "5", .item = "men", .scheme = "sex"},
                  STATUS_NOT_ADDITIVE_PARTS, "item");
    assert_second("sum", (struct figure){.value = "5", .area = "141003", .kind = "city"},
                  (struct figure){.value = "11"}, STATUS_NOT_ADDITIVE_PARTS, "area");
}

static void parts_of_one_division_are_added(void **state)
{
    (void)state;
    assert_second("sum", (struct figure){.value = "5", .item = "men", .scheme = "sex"},
                  (struct figure){.value = "6", .item = "women", .scheme = "sex"}, STATUS_OK, "");
}

static void parts_by_two_divisions_are_not_added(void **state)
{
    (void)state;
    assert_second("sum", (struct figure){.value = "5", .item = "men", .scheme = "sex"},
                  (struct figure){.value = "6", .item = "young", .scheme = "age"},
                  STATUS_NOT_ADDITIVE_PARTS, "item");
}

static void an_area_and_what_it_may_lie_in_are_not_added(void **state)
{
    (void)state;
    assert_second("sum", (struct figure){.value = "5", .area = "a", .kind = "prefecture"},
                  (struct figure){.value = "6", .area = "b", .kind = "town"},
                  STATUS_NOT_ADDITIVE_PARTS, "area");
    assert_second("sum", (struct figure){.value = "5", .area = "a", .kind = "village"},
                  (struct figure){.value = "6", .area = "b", .kind = "town"}, STATUS_OK, "");
}

static void the_example_is_one_figure_of_the_same_request(void **state)
{
    (void)state;
    struct fixture f;
    parse(&f, "observations", "group=kpi&measure=sum");
    add(&f, (struct figure){.value = "5", .item = "men", .scheme = "sex"});
    add(&f, (struct figure){.value = "6"});
    assert_string_equal(f.problem.example,
                        "/v1/aggregate/observations?measure=sum&group=kpi&kpi=visitors"
                        "&value_type=actual&accumulation=level&period=FY2020&item=men"
                        "&segment__isnull=true&area__isnull=true");
    finish(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ratios_and_ranks_are_not_added),
        cmocka_unit_test(ratios_have_a_least_and_a_greatest),
        cmocka_unit_test(levels_are_not_added_over_time),
        cmocka_unit_test(levels_of_one_time_are_added),
        cmocka_unit_test(cumulative_flows_are_levels),
        cmocka_unit_test(increments_of_a_stock_are_added_over_time),
        cmocka_unit_test(overlapping_periods_are_not_added),
        cmocka_unit_test(periods_that_are_not_stated_may_overlap),
        cmocka_unit_test(an_average_is_over_periods_of_one_length),
        cmocka_unit_test(different_units_go_together_in_a_count_only),
        cmocka_unit_test(different_multipliers_are_different_units),
        cmocka_unit_test(gross_and_unique_counts_are_not_added),
        cmocka_unit_test(targets_and_actuals_are_not_added),
        cmocka_unit_test(increments_and_cumulative_totals_are_not_added),
        cmocka_unit_test(figures_of_other_things_are_not_added),
        cmocka_unit_test(a_total_and_its_parts_are_not_added),
        cmocka_unit_test(parts_of_one_division_are_added),
        cmocka_unit_test(parts_by_two_divisions_are_not_added),
        cmocka_unit_test(an_area_and_what_it_may_lie_in_are_not_added),
        cmocka_unit_test(the_example_is_one_figure_of_the_same_request),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
