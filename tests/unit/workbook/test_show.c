/* What is shown of a number: as Excel shows it, digits only. */
#include "made_workbook.h"

#include "hiraku/base/arena.h"

#include "api/workbook/show.h"

static void expect_shown(const char *stored, const char *code, const char *expected, bool date_1904)
{
    struct number number;
    struct format format;
    struct shown shown;
    struct arena arena;
    char text[640];
    arena_init(&arena, 1 << 20);
    assert_true(number_read(slice_of(stored), &number));
    format_read(&format, slice_of(code), &arena);
    show_number(&format, &number, date_1904, &shown);
    snprintf(text, sizeof text, "%c %s%s%.*s%s", "ETNDB!"[shown.kind], shown.text,
             shown.unit.len ? "|" : "", (int)shown.unit.len, shown.unit.len ? shown.unit.at : "",
             shown.rounded ? " rounded" : "");
    assert_string_equal(text, expected);
    arena_free(&arena);
}
#define SHOWN(stored, code, expected) expect_shown(stored, code, expected, false)

static void decimals_are_those_of_the_format(void **state)
{
    (void)state;
    SHOWN("5", "0.00", "N 5.00");
    SHOWN("5.678", "0.0", "N 5.7 rounded");
    SHOWN("5.5", "General", "N 5.5");
    SHOWN("1234567.8", "#,##0.00", "N 1234567.80");
    SHOWN("5", "0.##", "N 5");
    SHOWN("5.1", "0.0#", "N 5.1");
    SHOWN("0.5", ".00", "N 0.50");
    SHOWN("-1234.5", "#,##0.0;[Red]-#,##0.0", "N -1234.5");
    SHOWN("0.30000000000000004", "General", "N 0.3");
    SHOWN("12345", "0.00E+00", "N 12300 rounded");
    SHOWN("0.5", "# ?/?", "N 0.5");
}

static void percents_are_a_hundred_times(void **state)
{
    (void)state;
    SHOWN("0.125", "0.0%", "N 12.5|%");
    SHOWN("0.07", "0%", "N 7|%");
    SHOWN("1.4142", "0.00%", "N 141.42|%");
}

static void thousands_are_a_thousandth(void **state)
{
    (void)state;
    SHOWN("1234567", "#,##0,", "N 1235 rounded");
    SHOWN("1234567890", "#,##0,,\"百万円\"", "N 1235|百万円 rounded");
}

static void signs_and_currencies_are_left_out(void **state)
{
    (void)state;
    SHOWN("-1234", "#,##0;\"▲\"#,##0", "N -1234");
    SHOWN("-1234", "#,##0_);(#,##0)", "N -1234");
    SHOWN("5000", "#,##0\"円\"", "N 5000|円");
    SHOWN("5000", "#,##0円", "N 5000|円");
    SHOWN("5000", "[$¥-411]#,##0", "N 5000|¥");
    SHOWN("5000", "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ", "N 5000");
    SHOWN("0", "#,##0;-#,##0;\"-\"", "N 0");
    SHOWN("3", "General\"人\"", "N 3|人");
}

static void conditions_choose_the_section(void **state)
{
    (void)state;
    SHOWN("5", "[<10]0.0;0", "N 5.0");
    SHOWN("15", "[<10]0.0;0", "N 15");
    SHOWN("150", "[>=100]0\"百\";[>=10]0\"十\";0", "N 150|百");
    SHOWN("15", "[>=100]0\"百\";[>=10]0\"十\";0", "N 15|十");
}

static void codes_keep_their_zeros_and_what_stands_between(void **state)
{
    (void)state;
    SHOWN("7", "000", "N 007");
    SHOWN("1234567", "000-0000", "T 123-4567");
    SHOWN("600001", "000\\-0000", "T 060-0001");
    SHOWN("312345678", "0000-00-0000", "T 0312-34-5678");
    SHOWN("2023", "\"FY\"0", "T FY2023");
    SHOWN("30", "\"平成\"0\"年度\"", "T 平成30年度");
}

static void days_are_iso(void **state)
{
    (void)state;
    SHOWN("45383", "yyyy/m/d", "D 2024-04-01");
    SHOWN("45383", "[$-411]ge.m.d", "D 2024-04-01");
    SHOWN("45383", "[$-411]ggge\"年\"m\"月\"d\"日\"", "D 2024-04-01");
    SHOWN("45383", "[$-ja-JP-x-gannen]ggge\"年\"m\"月\"d\"日\";@", "D 2024-04-01");
    SHOWN("45383", "yyyy\"年\"m\"月\"", "D 2024-04");
    SHOWN("45383", "yyyy\"年\"", "D 2024");
    SHOWN("45383", "[$-411]ggge\"年\"", "D 2024");
    SHOWN("45383", "m\"月\"d\"日\"", "D 2024-04-01");
    SHOWN("45383", "aaaa", "D 2024-04-01");
    SHOWN("1", "yyyy/m/d", "D 1900-01-01");
    SHOWN("59", "yyyy/m/d", "D 1900-02-28");
    SHOWN("61", "yyyy/m/d", "D 1900-03-01");
    SHOWN("2958465", "yyyy/m/d", "D 9999-12-31");
}

static void what_is_no_day_is_a_number(void **state)
{
    (void)state;
    SHOWN("60", "yyyy/m/d", "N 60");
    SHOWN("0", "yyyy/m/d", "N 0");
    SHOWN("-1", "yyyy/m/d", "N -1");
    SHOWN("2958466", "yyyy/m/d", "N 2958466");
}

static void times_are_iso(void **state)
{
    (void)state;
    SHOWN("45383.395833333336", "yyyy/m/d h:mm", "D 2024-04-01T09:30");
    SHOWN("0.395833333333333", "h:mm", "D 09:30");
    SHOWN("0.395844907407407", "h:mm:ss", "D 09:30:01");
    SHOWN("0.999999999999", "yyyy/m/d", "D 1900-01-01"); /* rounded up to the first day */
    SHOWN("1.5", "[h]:mm", "D 36:00");
    SHOWN("0.75", "h:mm AM/PM", "D 18:00");
    SHOWN("0.0007", "mm:ss", "D 00:01:00");
}

static void days_of_1904_begin_four_years_later(void **state)
{
    (void)state;
    expect_shown("43921", "yyyy/m/d", "D 2024-04-01", true);
    expect_shown("0", "yyyy/m/d", "D 1904-01-01", true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimals_are_those_of_the_format),
        cmocka_unit_test(percents_are_a_hundred_times),
        cmocka_unit_test(thousands_are_a_thousandth),
        cmocka_unit_test(signs_and_currencies_are_left_out),
        cmocka_unit_test(conditions_choose_the_section),
        cmocka_unit_test(codes_keep_their_zeros_and_what_stands_between),
        cmocka_unit_test(days_are_iso),
        cmocka_unit_test(what_is_no_day_is_a_number),
        cmocka_unit_test(times_are_iso),
        cmocka_unit_test(days_of_1904_begin_four_years_later),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
