/* derive.h: figures derived of a series, their unit, and what has none. */
#include "hiraku/service/derive.h"

#include "small_release.h"

enum { VALUE = PLACE_COLUMNS, REASON, FROM = PLACE_COLUMNS + 7, UNIT_EN = PLACE_COLUMNS + 9 };

static void ask(struct small_release *r, struct derive *derive, const char *subject,
                const char *derivation)
{
    const struct parameter parameter = {slice_of("derive"), slice_of(derivation)};
    derive->subject = slice_of(subject);
    derive->first_month = 4;
    assert_int_equal(derive_parse(derive, &r->arena, &parameter, 1, &parameter, &r->problem),
                     STATUS_OK);
}

static const char *derived(struct small_release *r, const char *subject, size_t column)
{
    static struct small_sink sink;
    struct derive derive = {.subject = slice_of(subject)};
    sink = (struct small_sink){.column = column};
    ask(r, &derive, subject, "difference");
    assert_int_equal(derive_read(&derive, &r->service, 0, &r->problem), STATUS_OK);
    assert_int_equal(derive_rows(&derive, false, small_take, &sink, &r->problem), STATUS_OK);
    derive_close(&derive);
    return sink.text;
}

static void a_difference_is_not_taken_over_a_gap(void **state)
{
    assert_string_equal(derived(*state, "visits", VALUE), " 2 ");
    assert_string_equal(derived(*state, "visits", REASON), "first  gap");
}

static void the_difference_of_percentages_is_points(void **state)
{
    assert_string_equal(derived(*state, "visits", UNIT_EN), "persons persons persons");
    assert_string_equal(derived(*state, "rate", UNIT_EN), "percentage points percentage points");
}

static void a_ratio_has_no_cumulative_total(void **state)
{
    struct small_release *r = *state;
    struct derive derive = {.subject = slice_of("rate")};
    ask(r, &derive, "rate", "cumulative");
    assert_int_equal(derive_read(&derive, &r->service, 0, &r->problem),
                     STATUS_NOT_DERIVABLE_NATURE);
    assert_string_equal(r->problem.reason, "割合（ratio）");
    assert_string_equal(r->problem.example, "/v1/kpis/rate/series?derive=difference");
    derive_close(&derive);
}

static void a_condition_on_values_would_look_like_a_gap(void **state)
{
    struct small_release *r = *state;
    const struct parameter parameters[] = {{slice_of("derive"), slice_of("difference")},
                                           {slice_of("value__gt"), slice_of("11")}};
    struct derive derive = {.subject = slice_of("visits"), .first_month = 4};
    assert_int_equal(derive_parse(&derive, &r->arena, parameters, 2, parameters, &r->problem),
                     STATUS_UNKNOWN_PARAMETER);
    assert_string_equal(r->problem.subject, "value__gt");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_difference_is_not_taken_over_a_gap),
        cmocka_unit_test(the_difference_of_percentages_is_points),
        cmocka_unit_test(a_ratio_has_no_cumulative_total),
        cmocka_unit_test(a_condition_on_values_would_look_like_a_gap),
    };
    return cmocka_run_group_tests(tests, small_build, small_clean);
}
