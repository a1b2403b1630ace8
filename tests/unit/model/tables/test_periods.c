/* computed.h: the row of a period. */
#include "hiraku/model/computed.h"
#include "hiraku/model/model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

/* All cells with `|` between them. */
static void row_is(const char *period, int first_month, const char *expected)
{
    struct period_row row;
    char text[1024] = "";
    size_t len = 0;
    period_row_fill(&row, slice_of(period), first_month);
    for (size_t i = 0; periods_resource.columns[i].name; i++)
        len += (size_t)snprintf(text + len, sizeof text - len, "%s%.*s", i > 0 ? "|" : "",
                                (int)row.cells[i].len, row.cells[i].at);
    assert_string_equal(text, expected);
}

#define YEAR "http://reference.data.gov.uk/id/gregorian-interval/"

static void a_year_has_labels_bounds_and_its_interval(void **state)
{
    (void)state;
    row_is("FY2023", 4,
           "FY2023|FY2023|2023年度|fiscal year 2023|令和5年度|fiscal_year|2023-04-01|2024-03-31|"
           "2023|" YEAR "2023-04-01T00:00:00/P1Y");
    row_is("2015", 4,
           "2015|2015|2015年|2015|平成27年|year|2015-01-01|2015-12-31||" YEAR
           "2015-01-01T00:00:00/P1Y");
}

static void the_first_month_moves_a_fiscal_year(void **state)
{
    struct period_row row;
    (void)state;
    period_row_fill(&row, slice_of("FY2023"), 10);
    assert_string_equal(row.starts, "2023-10-01");
    assert_string_equal(row.ends, "2024-09-30");
    assert_string_equal(row.same_interval, YEAR "2023-10-01T00:00:00/P1Y");
}

static void each_kind_has_its_precision(void **state)
{
    static const char *const kinds[][2] = {
        {"2011-06-14", "day"},      {"2011-06", "month"},      {"2020-Q3", "quarter"},
        {"FY2020-Q3", "quarter"},   {"2020-H2", "half"},       {"FY2020-H2", "half"},
        {"2011", "year"},           {"FY2011", "fiscal_year"}, {"2021-12/2022-02", "range"},
        {"2023-04-01/..", "range"}, {"undated", "undated"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct period_row row;
        period_row_fill(&row, slice_of(kinds[i][0]), 4);
        size_t at =
            model_index(&periods_resource, model_column(&periods_resource, slice_of("precision")));
        assert_true(slice_is(row.cells[at], kinds[i][1]));
    }
}

static void an_open_end_and_an_undated_one_have_no_days(void **state)
{
    (void)state;
    row_is("2023-04-01/..", 4,
           "2023-04-01_~|2023-04-01/..|2023年4月1日〜|from 1 April 2023|令和5年4月1日〜|range|"
           "2023-04-01|||");
    row_is("undated", 4, "undated|undated|時期の記載なし|undated||undated||||");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_year_has_labels_bounds_and_its_interval),
        cmocka_unit_test(the_first_month_moves_a_fiscal_year),
        cmocka_unit_test(each_kind_has_its_precision),
        cmocka_unit_test(an_open_end_and_an_undated_one_have_no_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
