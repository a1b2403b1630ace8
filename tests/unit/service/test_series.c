/* series.h: what is missing between the figures of a series. */
#include "hiraku/query/query.h"
#include "hiraku/service/series.h"

#include "small_release.h"

static void the_years_without_a_figure_are_gaps(void **state)
{
    struct small_release *r = *state;
    struct query query = {.resource = NULL};
    struct small_sink periods = {.column = 0};
    uint64_t total;
    series_query(&query, slice_of("visits"));
    assert_int_equal(series_gaps(&r->service, &query, small_take, &periods, &total, &r->problem),
                     STATUS_OK);
    assert_string_equal(periods.text, "FY2022 FY2023");
    assert_int_equal(total, 2);
}

static void what_a_condition_on_periods_leaves_out_is_no_gap(void **state)
{
    struct small_release *r = *state;
    const struct parameter period = {slice_of("period"), slice_of("FY2024")};
    struct query query = {.resource = NULL};
    struct small_sink starts = {.column = 1};
    uint64_t total;
    series_query(&query, slice_of("visits"));
    assert_int_equal(query_parse(&query, &r->arena, &period, 1,
                                 (struct query_rules){.form = QUERY_PAGES, .first_month = 4},
                                 &r->problem),
                     STATUS_OK);
    assert_int_equal(series_gaps(&r->service, &query, small_take, &starts, &total, &r->problem),
                     STATUS_OK);
    assert_string_equal(starts.text, "2022-04-01 2023-04-01");
}

static void the_path_of_a_series_is_encoded(void **state)
{
    struct small_release *r = *state;
    assert_true(slice_is(series_path(&r->arena, slice_of("a/b")), "/v1/kpis/a%2Fb/series"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_years_without_a_figure_are_gaps),
        cmocka_unit_test(what_a_condition_on_periods_leaves_out_is_no_gap),
        cmocka_unit_test(the_path_of_a_series_is_encoded),
    };
    return cmocka_run_group_tests(tests, small_build, small_clean);
}
