/* Text in a picture: lines, widths, numbers with separators. */
#include "hiraku/pages/chart/chart_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void check_number(const char *value, const char *expected)
{
    char text[CHART_NUMBER_SIZE];
    struct slice number = chart_number(slice_of(value), text);
    assert_int_equal(number.len, strlen(expected));
    assert_memory_equal(number.at, expected, number.len);
}

static void a_number_keeps_its_digits(void **state)
{
    (void)state;
    check_number("0", "0");
    check_number("100", "100");
    check_number("1000", "1,000");
    check_number("85000.50", "85,000.50");
    check_number("0.0000000001", "0.0000000001");
    check_number("-2450", "−2,450");
    check_number("999999999999999999", "999,999,999,999,999,999");
}

static void check_lines(const char *text, long width, const char *const *expected)
{
    struct slice rest = slice_of(text);
    for (; *expected; expected++) {
        struct slice line = chart_text_line(&rest, 10, width);
        assert_int_equal(line.len, strlen(*expected));
        assert_memory_equal(line.at, *expected, line.len);
    }
    assert_int_equal(chart_text_line(&rest, 10, width).len, 0);
}

#define LINES(...) ((const char *const[]){__VA_ARGS__, NULL})

static void lines_end_where_they_may(void **state)
{
    (void)state;
    check_lines("open data of a city", 7500, LINES("open data of", "a city"));
    check_lines("市区町村の数", 4000, LINES("市区町村", "の数"));
    /* JIS X 4051: no line begins with a stop, a closing bracket or a small kana */
    check_lines("市区町村、数", 4000, LINES("市区町", "村、数"));
    check_lines("（市区町）村", 4000, LINES("（市区", "町）村"));
    check_lines("", 4000, LINES(NULL));
    check_lines("abcdefghabcd", 3000, LINES("abcd", "efgh", "abcd"));
}

static void a_line_takes_a_character_at_least(void **state)
{
    (void)state;
    assert_int_equal(chart_text_lines(slice_of("市区"), 10, 1), 2);
}

static void bytes_that_are_no_text_end_it(void **state)
{
    (void)state;
    assert_true(chart_text_lines(slice_of("a\xFFz"), 10, 4000) <= 3);
    assert_int_equal(chart_text_width(slice_of("\xFF"), 10), 0);
}

static void what_does_not_fit_is_cut(void **state)
{
    (void)state;
    char buffer[CHART_FIT_SIZE];
    struct slice text = chart_text_fit(slice_of("市区町村"), 10, 3000, buffer);
    assert_memory_equal(text.at, "市区…", text.len);
    text = chart_text_fit(slice_of("市区町村"), 10, 4000, buffer);
    assert_memory_equal(text.at, "市区町村", text.len);
}

static void check_japanese(const char *text, const char *expected)
{
    struct slice word = chart_text_japanese(slice_of(text));
    assert_int_equal(word.len, strlen(expected));
    assert_memory_equal(word.at ? word.at : "", expected, word.len);
}

static void a_japanese_word_is_found_without_what_is_around_it(void **state)
{
    (void)state;
    check_japanese("横浜市 · Unit: 100 million yen", "横浜市");
    check_japanese("Unit (DX推進, people)", "DX推進");
    check_japanese("Café – 12.5 ‡ KPI①", "");
    check_japanese("kana ｶﾅ", "ｶﾅ");
    check_japanese("", "");
    check_japanese("\xFF\xFE", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_keeps_its_digits),
        cmocka_unit_test(a_japanese_word_is_found_without_what_is_around_it),
        cmocka_unit_test(lines_end_where_they_may),
        cmocka_unit_test(a_line_takes_a_character_at_least),
        cmocka_unit_test(bytes_that_are_no_text_end_it),
        cmocka_unit_test(what_does_not_fit_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
