/* period.h: labels for people. */
#include "hiraku/value/period.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

typedef void label(const struct period *period, struct slice text, char label[PERIOD_LABEL_SIZE]);

static void assert_label(label *write, const char *text, const char *expected)
{
    struct period period;
    char written[PERIOD_LABEL_SIZE];
    assert_int_equal(period_parse(slice_of(text), 4, &period), PERIOD_GOOD);
    write(&period, slice_of(text), written);
    assert_string_equal(written, expected);
}

static void labels_of_a_fiscal_year(void **state)
{
    (void)state;
    assert_label(period_label_ja, "FY2023", "2023年度");
    assert_label(period_label_era, "FY2023", "令和5年度");
    assert_label(period_label_en, "FY2023", "fiscal year 2023");
}

static void labels_of_a_year(void **state)
{
    (void)state;
    assert_label(period_label_ja, "2023", "2023年");
    assert_label(period_label_era, "2023", "令和5年");
    assert_label(period_label_en, "2023", "2023");
}

static void labels_of_a_day(void **state)
{
    (void)state;
    assert_label(period_label_ja, "2011-06-14", "2011年6月14日");
    assert_label(period_label_era, "2011-06-14", "平成23年6月14日");
    assert_label(period_label_en, "2011-06-14", "14 June 2011");
}

static void labels_of_a_month(void **state)
{
    (void)state;
    assert_label(period_label_ja, "2011-06", "2011年6月");
    assert_label(period_label_era, "2011-06", "平成23年6月");
    assert_label(period_label_en, "2011-06", "June 2011");
}

static void labels_of_a_half(void **state)
{
    (void)state;
    assert_label(period_label_ja, "2020-H2", "2020年下期");
    assert_label(period_label_era, "2020-H2", "令和2年下期");
    assert_label(period_label_en, "2020-H2", "second half of 2020");
}

static void labels_of_a_fiscal_quarter(void **state)
{
    (void)state;
    assert_label(period_label_ja, "FY2020-Q3", "2020年度第3四半期");
    assert_label(period_label_era, "FY2020-Q3", "令和2年度第3四半期");
    assert_label(period_label_en, "FY2020-Q3", "third quarter of fiscal year 2020");
}

static void labels_of_a_range(void **state)
{
    (void)state;
    assert_label(period_label_ja, "2021-12/2022-02", "2021年12月〜2022年2月");
    assert_label(period_label_era, "2021-12/2022-02", "令和3年12月〜令和4年2月");
    assert_label(period_label_en, "2021-12/2022-02", "December 2021 – February 2022");
}

static void labels_of_an_open_end(void **state)
{
    (void)state;
    assert_label(period_label_ja, "2023-04-01/..", "2023年4月1日〜");
    assert_label(period_label_era, "2023-04-01/..", "令和5年4月1日〜");
    assert_label(period_label_en, "2023-04-01/..", "from 1 April 2023");
}

static void labels_of_an_open_start(void **state)
{
    (void)state;
    assert_label(period_label_ja, "../2026-03-31", "〜2026年3月31日");
    assert_label(period_label_era, "../2026-03-31", "〜令和8年3月31日");
    assert_label(period_label_en, "../2026-03-31", "until 31 March 2026");
}

static void the_fiscal_year_of_a_new_era_bears_its_name(void **state)
{
    (void)state;
    assert_label(period_label_era, "FY2019", "令和元年度");
    assert_label(period_label_era, "FY1988", "昭和63年度");
    assert_label(period_label_era, "FY1989", "平成元年度");
}

static void a_calendar_year_with_two_eras_has_both(void **state)
{
    (void)state;
    assert_label(period_label_era, "2019", "平成31年・令和元年");
    assert_label(period_label_era, "1989", "昭和64年・平成元年");
}

static void an_era_begins_on_its_first_day(void **state)
{
    (void)state;
    assert_label(period_label_era, "2019-04-30", "平成31年4月30日");
    assert_label(period_label_era, "2019-05-01", "令和元年5月1日");
    assert_label(period_label_era, "1989-01-07", "昭和64年1月7日");
    assert_label(period_label_era, "1989-01-08", "平成元年1月8日");
    assert_label(period_label_era, "1926-12-24", "大正15年12月24日");
    assert_label(period_label_era, "1926-12-25", "昭和元年12月25日");
    assert_label(period_label_era, "1912-07-29", "明治45年7月29日");
    assert_label(period_label_era, "1912-07-30", "大正元年7月30日");
}

static void before_the_solar_calendar_the_year_is_western(void **state)
{
    (void)state;
    assert_label(period_label_era, "1870", "1870年");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_of_a_fiscal_year),
        cmocka_unit_test(labels_of_a_year),
        cmocka_unit_test(labels_of_a_day),
        cmocka_unit_test(labels_of_a_month),
        cmocka_unit_test(labels_of_a_half),
        cmocka_unit_test(labels_of_a_fiscal_quarter),
        cmocka_unit_test(labels_of_a_range),
        cmocka_unit_test(labels_of_an_open_end),
        cmocka_unit_test(labels_of_an_open_start),
        cmocka_unit_test(the_fiscal_year_of_a_new_era_bears_its_name),
        cmocka_unit_test(a_calendar_year_with_two_eras_has_both),
        cmocka_unit_test(an_era_begins_on_its_first_day),
        cmocka_unit_test(before_the_solar_calendar_the_year_is_western),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
