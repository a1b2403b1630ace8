/* tally.h: running figures. */
#include "figures.h"

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
        cmocka_unit_test(flows_are_summed_exactly_over_disjoint_periods),
        cmocka_unit_test(an_average_is_rounded_half_even_to_two_more_decimals),
        cmocka_unit_test(missing_values_are_left_out_and_counted),
        cmocka_unit_test(without_values_there_is_no_sum),
        cmocka_unit_test(inexact_values_are_counted),
        cmocka_unit_test(a_sum_that_does_not_fit_is_told),
        cmocka_unit_test(a_group_of_several_units_has_no_unit),
        cmocka_unit_test(a_new_group_forgets_the_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
