/* compare.h: definitions side by side. */
#include "hiraku/model/model.h"
#include "hiraku/statistics/compare.h"

#include "points.h"

static void take(struct comparand *comparand, const char *type, const char *period)
{
    struct fixture f;
    begin(&f, "flow", "yearly");
    point(&f, type, "level", period, "1");
    compare_take(comparand, model_resource(slice_of("observations")), &f.points[0]);
}

static void only_what_differs_is_a_difference(void **state)
{
    (void)state;
    struct comparand both[2] = {
        {.unit = slice_of("人"), .nature = slice_of("flow")},
        {.unit = slice_of("人"), .nature = slice_of("flow"), .unit_multiplier = slice_of("0")}};
    take(&both[0], "actual", "FY2020");
    take(&both[1], "actual", "FY2021");
    for (int i = 0; i < PROPERTIES; i++)
        assert_false(compare_differs(both, 2, (enum property)i));
    both[1].counting = slice_of("gross");
    assert_true(compare_differs(both, 2, PROPERTY_COUNTING));
    assert_false(compare_differs(both, 2, PROPERTY_UNIT));
}

static void fiscal_and_calendar_periods_differ(void **state)
{
    (void)state;
    char text[COMPARE_TEXT];
    struct comparand both[2] = {{.accumulations = 0}, {.accumulations = 0}};
    take(&both[0], "actual", "2020");
    take(&both[0], "target", "2020-04");
    take(&both[1], "actual", "FY2020");
    assert_true(compare_differs(both, 2, PROPERTY_PERIOD_BASIS));
    assert_true(compare_differs(both, 2, PROPERTY_VALUE_TYPE));
    compare_text(&both[0], model_resource(slice_of("observations")), PROPERTY_PERIOD_BASIS, text);
    assert_string_equal(text, "calendar_year,month");
    compare_text(&both[0], model_resource(slice_of("observations")), PROPERTY_VALUE_TYPE, text);
    assert_string_equal(text, "target,actual");
}

static void the_last_of_several_may_differ(void **state)
{
    (void)state;
    struct comparand three[3] = {
        {.unit = slice_of("人")}, {.unit = slice_of("人")}, {.unit = slice_of("社")}};
    assert_true(compare_differs(three, 3, PROPERTY_UNIT));
    assert_false(compare_differs(three, 2, PROPERTY_UNIT));
}

static void surveys_differ_by_what_was_asked_of_whom(void **state)
{
    (void)state;
    struct comparand both[2] = {
        {.unit = slice_of("%"), .question = slice_of("満足か"), .population = slice_of("市民")},
        {.unit = slice_of("%"),
         .question = slice_of("満足か"),
         .population = slice_of("市内企業")}};
    assert_false(compare_differs(both, 2, PROPERTY_QUESTION));
    assert_true(compare_differs(both, 2, PROPERTY_POPULATION));
    both[1].question = slice_of("知っているか");
    assert_true(compare_differs(both, 2, PROPERTY_QUESTION));
    both[1].question = both[1].population = (struct slice){NULL, 0};
    assert_false(compare_differs(both, 2, PROPERTY_QUESTION));
    assert_false(compare_differs(both, 2, PROPERTY_POPULATION));
}

static void those_behind_one_that_states_nothing_may_differ(void **state)
{
    (void)state;
    struct comparand three[3] = {{.unit = slice_of("人")},
                                 {.unit = slice_of("人"), .definition = slice_of("延べ")},
                                 {.unit = slice_of("人"), .definition = slice_of("実数")}};
    assert_true(compare_differs(three, 3, PROPERTY_DEFINITION));
    assert_false(compare_differs(three, 2, PROPERTY_DEFINITION));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_differs_is_a_difference),
        cmocka_unit_test(fiscal_and_calendar_periods_differ),
        cmocka_unit_test(the_last_of_several_may_differ),
        cmocka_unit_test(surveys_differ_by_what_was_asked_of_whom),
        cmocka_unit_test(those_behind_one_that_states_nothing_may_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
