/* period.h: 和暦 and dates as people write them. */
#include "hiraku/value/period.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_reads(const char *text, const char *expected)
{
    char canonical[PERIOD_TEXT_SIZE];
    assert_int_equal(period_canonical(slice_of(text), canonical), PERIOD_GOOD);
    assert_string_equal(canonical, expected);
}

static void canonical_periods_stay(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "2011-06-14", "2011-06",         "2011",          "FY2023",        "2020-H2",
        "FY2020-Q3",  "2021-12/2022-02", "2023-04-01/..", "../2026-03-31", "FY2020-Q3/FY2021-H2"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_reads(texts[i], texts[i]);
}

static void reiwa_fiscal_year_is_read(void **state)
{
    (void)state;
    assert_reads("令和5年度", "FY2023");
}

static void reiwa_by_letter_is_read(void **state)
{
    (void)state;
    assert_reads("R5年度", "FY2023");
}

static void heisei_with_points_is_read(void **state)
{
    (void)state;
    assert_reads("H23.06.14", "2011-06-14");
}

static void heisei_day_is_read(void **state)
{
    (void)state;
    assert_reads("平成23年6月14日", "2011-06-14");
}

static void heisei_month_is_read(void **state)
{
    (void)state;
    assert_reads("平成23年6月", "2011-06");
}

static void showa_day_is_read(void **state)
{
    (void)state;
    assert_reads("昭和64年1月7日", "1989-01-07");
}

static void taisho_year_is_read(void **state)
{
    (void)state;
    assert_reads("大正15年", "1926");
}

static void meiji_year_is_read(void **state)
{
    (void)state;
    assert_reads("明治45年", "1912");
}

static void the_first_year_is_read(void **state)
{
    (void)state;
    assert_reads("令和元年5月1日", "2019-05-01");
}

static void the_first_year_by_letter_is_read(void **state)
{
    (void)state;
    assert_reads("R元.5.1", "2019-05-01");
}

static void heisei_32_fiscal_is_read(void **state)
{
    (void)state;
    assert_reads("平成32年度", "FY2020");
}

static void heisei_32_year_is_read(void **state)
{
    (void)state;
    assert_reads("平成32年", "2020");
}

static void heisei_32_day_is_read(void **state)
{
    (void)state;
    assert_reads("平成32年3月31日", "2020-03-31");
}

static void heisei_31_fiscal_is_read(void **state)
{
    (void)state;
    assert_reads("平成31年度", "FY2019");
}

static void reiwa_first_fiscal_is_read(void **state)
{
    (void)state;
    assert_reads("令和元年度", "FY2019");
}

static void showa_65_fiscal_is_read(void **state)
{
    (void)state;
    assert_reads("昭和65年度", "FY1990");
}

static void a_western_day_is_read(void **state)
{
    (void)state;
    assert_reads("2023年4月1日", "2023-04-01");
}

static void a_western_month_is_read(void **state)
{
    (void)state;
    assert_reads("2023年4月", "2023-04");
}

static void a_western_year_is_read(void **state)
{
    (void)state;
    assert_reads("2023年", "2023");
}

static void a_western_fiscal_year_is_read(void **state)
{
    (void)state;
    assert_reads("2023年度", "FY2023");
}

static void slashes_is_read(void **state)
{
    (void)state;
    assert_reads("2023/4/1", "2023-04-01");
}

static void points_is_read(void **state)
{
    (void)state;
    assert_reads("2023.4.1", "2023-04-01");
}

static void a_month_with_a_slash_is_read(void **state)
{
    (void)state;
    assert_reads("2023/4", "2023-04");
}

static void full_width_is_read(void **state)
{
    (void)state;
    assert_reads("２０２３年４月１日", "2023-04-01");
}

static void full_width_letter_is_read(void **state)
{
    (void)state;
    assert_reads("Ｒ５年度", "FY2023");
}

static void spaces_between_parts_is_read(void **state)
{
    (void)state;
    assert_reads(" 令和 5 年 4 月 1 日　", "2023-04-01");
}

static void a_wave_dash_is_read(void **state)
{
    (void)state;
    assert_reads("令和5年4月1日〜令和8年3月31日", "2023-04-01/2026-03-31");
}

static void a_full_width_tilde_is_read(void **state)
{
    (void)state;
    assert_reads("令和5年4月1日～令和8年3月31日", "2023-04-01/2026-03-31");
}

static void from_until_is_read(void **state)
{
    (void)state;
    assert_reads("令和5年4月1日から令和8年3月31日まで", "2023-04-01/2026-03-31");
}

static void fiscal_years_is_read(void **state)
{
    (void)state;
    assert_reads("令和5年度～令和7年度", "FY2023/FY2025");
}

static void from_is_read(void **state)
{
    (void)state;
    assert_reads("令和5年4月1日から", "2023-04-01/..");
}

static void until_is_read(void **state)
{
    (void)state;
    assert_reads("令和8年3月31日まで", "../2026-03-31");
}

static void first_half_is_read(void **state)
{
    (void)state;
    assert_reads("2020年度上期", "FY2020-H1");
}

static void second_half_is_read(void **state)
{
    (void)state;
    assert_reads("令和2年度下期", "FY2020-H2");
}

static void second_half_of_a_calendar_year_is_read(void **state)
{
    (void)state;
    assert_reads("2020年下期", "2020-H2");
}

static void a_quarter_is_read(void **state)
{
    (void)state;
    assert_reads("2020年度第1四半期", "FY2020-Q1");
}

static void a_quarter_of_a_calendar_year_is_read(void **state)
{
    (void)state;
    assert_reads("2020年第３四半期", "2020-Q3");
}

static void the_first_ten_days_is_read(void **state)
{
    (void)state;
    assert_reads("2021年12月上旬", "2021-12");
}

static void about_a_month_is_read(void **state)
{
    (void)state;
    assert_reads("2021年12月頃", "2021-12");
}

static void the_end_of_a_month_is_read(void **state)
{
    (void)state;
    assert_reads("令和6年2月末現在", "2024-02-29");
}

static void as_of_a_day_is_read(void **state)
{
    (void)state;
    assert_reads("令和5年4月1日現在", "2023-04-01");
}

static void a_square_era_is_read(void **state)
{
    (void)state;
    assert_reads("㍻31年4月30日", "2019-04-30");
}

static void a_date_is_read(void **state)
{
    (void)state;
    char canonical[DATE_TEXT_SIZE];
    assert_int_equal(date_canonical(slice_of("H23.06.14"), canonical), PERIOD_GOOD);
    assert_string_equal(canonical, "2011-06-14");
}

static void a_month_is_no_date(void **state)
{
    (void)state;
    char canonical[DATE_TEXT_SIZE];
    assert_int_equal(date_canonical(slice_of("平成23年6月"), canonical), PERIOD_NOT_A_PERIOD);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(canonical_periods_stay),
        cmocka_unit_test(reiwa_fiscal_year_is_read),
        cmocka_unit_test(reiwa_by_letter_is_read),
        cmocka_unit_test(heisei_with_points_is_read),
        cmocka_unit_test(heisei_day_is_read),
        cmocka_unit_test(heisei_month_is_read),
        cmocka_unit_test(showa_day_is_read),
        cmocka_unit_test(taisho_year_is_read),
        cmocka_unit_test(meiji_year_is_read),
        cmocka_unit_test(the_first_year_is_read),
        cmocka_unit_test(the_first_year_by_letter_is_read),
        cmocka_unit_test(heisei_32_fiscal_is_read),
        cmocka_unit_test(heisei_32_year_is_read),
        cmocka_unit_test(heisei_32_day_is_read),
        cmocka_unit_test(heisei_31_fiscal_is_read),
        cmocka_unit_test(reiwa_first_fiscal_is_read),
        cmocka_unit_test(showa_65_fiscal_is_read),
        cmocka_unit_test(a_western_day_is_read),
        cmocka_unit_test(a_western_month_is_read),
        cmocka_unit_test(a_western_year_is_read),
        cmocka_unit_test(a_western_fiscal_year_is_read),
        cmocka_unit_test(slashes_is_read),
        cmocka_unit_test(points_is_read),
        cmocka_unit_test(a_month_with_a_slash_is_read),
        cmocka_unit_test(full_width_is_read),
        cmocka_unit_test(full_width_letter_is_read),
        cmocka_unit_test(spaces_between_parts_is_read),
        cmocka_unit_test(a_wave_dash_is_read),
        cmocka_unit_test(a_full_width_tilde_is_read),
        cmocka_unit_test(from_until_is_read),
        cmocka_unit_test(fiscal_years_is_read),
        cmocka_unit_test(from_is_read),
        cmocka_unit_test(until_is_read),
        cmocka_unit_test(first_half_is_read),
        cmocka_unit_test(second_half_is_read),
        cmocka_unit_test(second_half_of_a_calendar_year_is_read),
        cmocka_unit_test(a_quarter_is_read),
        cmocka_unit_test(a_quarter_of_a_calendar_year_is_read),
        cmocka_unit_test(the_first_ten_days_is_read),
        cmocka_unit_test(about_a_month_is_read),
        cmocka_unit_test(the_end_of_a_month_is_read),
        cmocka_unit_test(as_of_a_day_is_read),
        cmocka_unit_test(a_square_era_is_read),
        cmocka_unit_test(a_date_is_read),
        cmocka_unit_test(a_month_is_no_date),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
