/* aggregate.h: reading groups and measures, running figures, and what must not be added. */
#include "hiraku/model/model.h"
#include "hiraku/statistics/tally.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

struct fixture {
    struct arena arena;
    struct aggregate aggregate;
    struct tally tally;
    struct problem problem;
};

static enum status parse(struct fixture *f, const char *table, const char *text)
{
    struct parameter parameters[16];
    size_t count;
    *f = (struct fixture){.tally = {.rows = 0}};
    arena_init(&f->arena, 1 << 20);
    f->aggregate.query.resource = model_resource(slice_of(table));
    enum status status =
        query_split(&f->arena, slice_of(text), parameters, 16, &count, &f->problem);
    if (status == STATUS_OK)
        status = aggregate_parse(&f->aggregate, &f->arena, parameters, count, 4, &f->problem);
    tally_init(&f->tally, &f->aggregate);
    return status;
}

static void finish(struct fixture *f)
{
    tally_free(&f->tally);
    arena_free(&f->arena);
}

/* --- reading --- */

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

/* --- figures --- */

/* A row of which only these facts differ from a yearly flow. */
struct figure {
    const char *value, *period, *starts, *ends;
    const char *kpi, *name, *unit, *multiplier, *nature, *counting, *value_type, *accumulation;
    const char *item, *scheme, *area, *kind, *qualifier;
};

static enum status add(struct fixture *f, struct figure row)
{
    struct slice facts[FACTS] = {{NULL, 0}};
    facts[FACT_VALUE] = slice_of(row.value);
    facts[FACT_QUALIFIER] = slice_of(row.qualifier ? row.qualifier : "exact");
    facts[FACT_KPI] = slice_of(row.kpi ? row.kpi : "visitors");
    facts[FACT_NAME] = slice_of(row.name ? row.name : "来訪者数");
    facts[FACT_UNIT_JA] = slice_of(row.unit ? row.unit : "人");
    facts[FACT_UNIT_MULTIPLIER] = slice_of(row.multiplier);
    facts[FACT_NATURE] = slice_of(row.nature ? row.nature : "flow");
    facts[FACT_COUNTING] = slice_of(row.counting);
    facts[FACT_VALUE_TYPE] = slice_of(row.value_type ? row.value_type : "actual");
    facts[FACT_ACCUMULATION] = slice_of(row.accumulation ? row.accumulation : "level");
    facts[FACT_ITEM] = slice_of(row.item);
    facts[FACT_ITEM_SCHEME] = slice_of(row.scheme);
    facts[FACT_AREA] = slice_of(row.area);
    facts[FACT_AREA_KIND] = slice_of(row.kind);
    facts[FACT_PERIOD] = slice_of(row.period ? row.period : "FY2020");
    facts[FACT_STARTS] = slice_of(row.period ? row.starts : "2020-04-01");
    facts[FACT_ENDS] = slice_of(row.period ? row.ends : "2021-03-31");
    return tally_add(&f->tally, facts, &f->problem);
}

#define FY2021  .period = "FY2021", .starts = "2021-04-01", .ends = "2022-03-31"
#define APRIL   .period = "2020-04", .starts = "2020-04-01", .ends = "2020-04-30"
#define MAY     .period = "2020-05", .starts = "2020-05-01", .ends = "2020-05-31"
#define UNDATED .period = "undated"

static void assert_measure(struct fixture *f, enum measure measure, const char *expected)
{
    char text[DECIMAL_TEXT_SIZE];
    assert_int_equal(tally_measure(&f->tally, measure, text, &f->problem), STATUS_OK);
    assert_string_equal(text, expected);
}

/* Adds two rows; the first fits. */
static void assert_second(const char *measure, struct figure first, struct figure second,
                          enum status status, const char *subject)
{
    struct fixture f;
    char text[64];
    snprintf(text, sizeof text, "measure=%s", measure);
    assert_int_equal(parse(&f, "observations", text), STATUS_OK);
    assert_int_equal(add(&f, first), STATUS_OK);
    assert_int_equal(add(&f, second), status);
    assert_string_equal(f.problem.subject, subject);
    if (status != STATUS_OK)
        assert_true(strncmp(f.problem.example, "/v1/aggregate/observations?", 27) == 0);
    finish(&f);
}

static void flows_are_summed_exactly_over_disjoint_periods(void **state)
{
    (void)state;
    struct fixture f;
    parse(&f, "observations", "measure=sum,avg,min,max,count");
    assert_int_equal(add(&f, (struct figure){.value = "0.1", APRIL}), STATUS_OK);
    assert_int_equal(add(&f, (struct figure){.value = "0.20", MAY}), STATUS_OK);
    assert_measure(&f, MEASURE_SUM, "0.30");
    assert_measure(&f, MEASURE_AVG, "0.1500");
    assert_measure(&f, MEASURE_MIN, "0.1");
    assert_measure(&f, MEASURE_MAX, "0.20");
    assert_measure(&f, MEASURE_COUNT, "2");
    finish(&f);
}

static void an_average_is_rounded_half_even_to_two_more_decimals(void **state)
{
    (void)state;
    struct fixture f;
    parse(&f, "observations", "measure=avg");
    for (int i = 0; i < 8; i++) {
        char area[2] = {(char)('a' + i), '\0'};
        add(&f, (struct figure){.value = i == 0 ? "1" : "0", .area = area, .kind = "city"});
    }
    assert_measure(&f, MEASURE_AVG, "0.12"); /* 1/8 = 0.125 */
    finish(&f);
}

static void missing_values_are_left_out_and_counted(void **state)
{
    (void)state;
    struct fixture f;
    parse(&f, "observations", "measure=sum,avg,count");
    add(&f, (struct figure){.value = ""});
    add(&f, (struct figure){.value = "6", FY2021});
    assert_measure(&f, MEASURE_SUM, "6");
    assert_measure(&f, MEASURE_AVG, "6.00");
    assert_measure(&f, MEASURE_COUNT, "1");
    assert_int_equal(f.tally.rows - f.tally.values, 1);
    finish(&f);
}

static void without_values_there_is_no_sum(void **state)
{
    (void)state;
    struct fixture f;
    parse(&f, "observations", "measure=sum,min,count");
    add(&f, (struct figure){.value = ""});
    assert_measure(&f, MEASURE_SUM, "");
    assert_measure(&f, MEASURE_MIN, "");
    assert_measure(&f, MEASURE_COUNT, "0");
    finish(&f);
}

static void inexact_values_are_counted(void **state)
{
    (void)state;
    struct fixture f;
    parse(&f, "observations", "measure=sum");
    add(&f, (struct figure){.value = "1"});
    add(&f, (struct figure){.value = "2", .qualifier = "approximate", FY2021});
    assert_int_equal(f.tally.inexact, 1);
    finish(&f);
}

static void a_sum_that_does_not_fit_is_told(void **state)
{
    (void)state;
    struct fixture f;
    parse(&f, "observations", "measure=sum");
    enum status status = add(&f, (struct figure){.value = "0.00000000000000001"});
    for (int i = 0; i < 2000 && status == STATUS_OK; i++)
        status = add(&f, (struct figure){.value = "999999999999999999"});
    assert_int_equal(status, STATUS_OUT_OF_RANGE);
    finish(&f);
}

/* --- refusals --- */

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

static void a_group_of_several_units_has_no_unit(void **state)
{
    (void)state;
    struct fixture f;
    parse(&f, "observations", "measure=count");
    add(&f, (struct figure){.value = "5"});
    assert_true(slice_is(tally_unit(&f.tally, FACT_UNIT_JA), "人"));
    add(&f, (struct figure){.value = "6", .unit = "社"});
    assert_int_equal(tally_unit(&f.tally, FACT_UNIT_JA).len, 0);
    finish(&f);
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

static void a_new_group_forgets_the_last(void **state)
{
    struct fixture f;
    (void)state;
    parse(&f, "observations", "measure=sum");
    add(&f, (struct figure){.value = "5"});
    tally_clear(&f.tally);
    assert_int_equal(add(&f, (struct figure){.value = "6", .unit = "社"}), STATUS_OK);
    assert_measure(&f, MEASURE_SUM, "6");
    finish(&f);
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
        cmocka_unit_test(flows_are_summed_exactly_over_disjoint_periods),
        cmocka_unit_test(an_average_is_rounded_half_even_to_two_more_decimals),
        cmocka_unit_test(missing_values_are_left_out_and_counted),
        cmocka_unit_test(without_values_there_is_no_sum),
        cmocka_unit_test(inexact_values_are_counted),
        cmocka_unit_test(a_sum_that_does_not_fit_is_told),
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
        cmocka_unit_test(a_group_of_several_units_has_no_unit),
        cmocka_unit_test(gross_and_unique_counts_are_not_added),
        cmocka_unit_test(targets_and_actuals_are_not_added),
        cmocka_unit_test(increments_and_cumulative_totals_are_not_added),
        cmocka_unit_test(figures_of_other_things_are_not_added),
        cmocka_unit_test(a_total_and_its_parts_are_not_added),
        cmocka_unit_test(parts_of_one_division_are_added),
        cmocka_unit_test(parts_by_two_divisions_are_not_added),
        cmocka_unit_test(an_area_and_what_it_may_lie_in_are_not_added),
        cmocka_unit_test(the_example_is_one_figure_of_the_same_request),
        cmocka_unit_test(a_new_group_forgets_the_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
