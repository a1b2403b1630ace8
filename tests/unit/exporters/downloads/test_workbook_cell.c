/* What a cell of a workbook holds. */
#include "hiraku/exporters/downloads/workbook_cell.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void a_number_keeps_its_digits_or_is_none(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool good;
        int decimals;
    } cases[] = {{"0", true, 0},
                 {"5.00", true, 2},
                 {"-0.1", true, 1},
                 {"0.3", true, 1},
                 {"123456789012345", true, 0},
                 {"8.12345678901234", true, 14},
                 {"0.000000000000000123", true, 18},
                 {"1234567890123456", false, 0},
                 {"9007199254740993", false, 0},
                 {"123456789012345.6", false, 0},
                 {"-0", false, 0},
                 {"-0.0", false, 0},
                 {"", false, 0},
                 {"x", false, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char number[WORKBOOK_NUMBER_SIZE];
        int decimals;
        bool good = workbook_number(slice_of(cases[i].text), number, &decimals);
        assert_int_equal(good, cases[i].good);
        if (good)
            assert_int_equal(decimals, cases[i].decimals);
    }
}

/* Every figure of up to 15 digits, by chance. */
static void figures_of_fifteen_digits_are_numbers(void **state)
{
    (void)state;
    uint64_t seed = 42;
    for (int i = 0; i < 20000; i++) {
        char text[40];
        char number[WORKBOOK_NUMBER_SIZE];
        int decimals, wanted = (int)(seed % 16);
        seed = seed * 6364136223846793005U + 1442695040888963407U;
        uint64_t digits = (seed >> 12) % 1000000000000000U, scale = 1;
        for (int k = 0; k < wanted; k++)
            scale *= 10;
        if (wanted > 0)
            snprintf(text, sizeof text, "%llu.%0*llu", (unsigned long long)(digits / scale), wanted,
                     (unsigned long long)(digits % scale));
        else
            snprintf(text, sizeof text, "%llu", (unsigned long long)digits);
        if (!workbook_number(slice_of(text), number, &decimals))
            fail_msg("%s", text);
        char shown[64];
        snprintf(shown, sizeof shown, "%.*f", decimals, strtod(number, NULL));
        assert_string_equal(shown, text);
    }
}

static char *cell(const char *text, size_t len)
{
    char *made = malloc(WORKBOOK_CELL_SIZE);
    assert_non_null(made);
    workbook_text(made, (struct slice){text, len}, "http://x/v1/things.csv");
    return made;
}

static void escapes_of_a_workbook_stay_text(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"a\nb", "a\nb"},   {"a\rb", "a_x000D_b"},  {"_x000D_", "_x005F_x000D_"},
        {"_x00_", "_x00_"}, {"_x00zz_", "_x00zz_"}, {"=1+1", "=1+1"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *made = cell(cases[i][0], strlen(cases[i][0]));
        assert_string_equal(made, cases[i][1]);
        free(made);
    }
}

static void a_text_beyond_the_limit_says_where_it_is_whole(void **state)
{
    (void)state;
    enum { MOST = WORKBOOK_CELL_UNITS };
    char *text = malloc(4 * (MOST + 1));
    assert_non_null(text);
    memset(text, 'a', MOST + 1);
    char *made = cell(text, MOST);
    assert_int_equal(strlen(made), MOST);
    free(made);
    made = cell(text, MOST + 1);
    assert_true(strlen(made) < MOST);
    assert_non_null(strstr(made, " […http://x/v1/things.csv]"));
    free(made);
    for (size_t i = 0; i < (MOST + 1) / 2; i++) /* two units each */
        memcpy(text + 4 * i, "\xF0\xA0\xAE\xB7", 4);
    made = cell(text, 4 * ((MOST + 1) / 2));
    assert_non_null(strstr(made, "\xF0\xA0\xAE\xB7 […http://x/v1/things.csv]"));
    free(made);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_keeps_its_digits_or_is_none),
        cmocka_unit_test(figures_of_fifteen_digits_are_numbers),
        cmocka_unit_test(escapes_of_a_workbook_stay_text),
        cmocka_unit_test(a_text_beyond_the_limit_says_where_it_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
