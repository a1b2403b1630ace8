/* The table of downloads: kinds, names, what a name says; what a cell of a workbook holds. */
#include "hiraku/exporters/downloads/bulk.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"

#include "exporters/downloads/workbook_cell.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static struct bulk_kind kind(const char *suffix)
{
    struct bulk_kind kinds[BULK_KINDS_MAX];
    size_t count = bulk_kinds(kinds);
    for (size_t i = 0; i < count; i++)
        if (strcmp(kinds[i].suffix, suffix) == 0)
            return kinds[i];
    return (struct bulk_kind){.suffix = NULL};
}

static void every_writer_with_files_is_a_kind(void **state)
{
    (void)state;
    for (size_t i = 0; writers[i]; i++)
        if (writers[i]->file) {
            struct bulk_kind one = kind(writers[i]->name);
            assert_ptr_equal(one.writer, writers[i]);
            assert_string_equal(one.media_type, writers[i]->media_type);
            assert_true(one.packed);
            assert_int_equal(one.limited, writers[i] != &writer_csv);
        }
    assert_int_equal(kind("excel.csv").profile, PROFILE_EXCEL);
    assert_false(kind("excel.csv").limited);
    assert_null(kind("xlsx").writer);
    assert_true(kind("zip").all && kind("sqlite").all);
}

static void every_kind_has_titles_and_a_type(void **state)
{
    (void)state;
    struct bulk_kind kinds[BULK_KINDS_MAX];
    size_t count = bulk_kinds(kinds);
    for (size_t i = 0; i < count; i++)
        assert_true(kinds[i].title_ja && kinds[i].title_en && kinds[i].media_type);
}

static const char *suffix_of(const char *name)
{
    static struct bulk_kind found;
    return bulk_kind_of(slice_of(name), &found) ? found.suffix : "";
}

static void the_longest_suffix_counts(void **state)
{
    (void)state;
    assert_string_equal(suffix_of("a.csv"), "csv");
    assert_string_equal(suffix_of("a.excel.csv"), "excel.csv");
    assert_string_equal(suffix_of("hiraku-1.zip"), "zip");
    assert_string_equal(suffix_of(".csv"), "");
    assert_string_equal(suffix_of("csv"), "");
    assert_string_equal(suffix_of("a.csv.gz"), "");
    assert_string_equal(suffix_of("a.txt"), "");
    assert_string_equal(suffix_of(""), "");
}

static void names(void **state)
{
    (void)state;
    char name[BULK_NAME_SIZE];
    struct instance instance = {.publisher_code = "141003"};
    struct bulk_kind csv = kind("csv"), zip = kind("zip");
    bulk_name(name, &csv, model_resource(slice_of("programs")), &instance, 7);
    assert_string_equal(name, "programs.csv");
    bulk_name(name, &zip, NULL, &instance, 7);
    assert_string_equal(name, "hiraku-141003-7.zip");
    assert_int_equal(bulk_release(slice_of(name)), 7);
    instance.publisher_code = "";
    bulk_name(name, &zip, NULL, &instance, 12);
    assert_string_equal(name, "hiraku-12.zip");
    assert_int_equal(bulk_release(slice_of(name)), 12);
}

static void names_without_a_release(void **state)
{
    (void)state;
    const char *const none[] = {"hiraku-.zip",
                                "hiraku-1-0.zip",
                                "hiraku-1-01.zip",
                                "hiraku-1-7.csv",
                                "x-7.zip",
                                "hiraku-1-x.zip",
                                "hiraku-1-.zip",
                                "7.zip",
                                "",
                                "hiraku-1-1234567890123456789.zip"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_int_equal(bulk_release(slice_of(none[i])), 0);
}

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
        double number;
        int decimals;
        bool good = workbook_number(slice_of(cases[i].text), &number, &decimals);
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
        double number;
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
        if (!workbook_number(slice_of(text), &number, &decimals))
            fail_msg("%s", text);
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
        cmocka_unit_test(every_writer_with_files_is_a_kind),
        cmocka_unit_test(every_kind_has_titles_and_a_type),
        cmocka_unit_test(the_longest_suffix_counts),
        cmocka_unit_test(names),
        cmocka_unit_test(names_without_a_release),
        cmocka_unit_test(a_number_keeps_its_digits_or_is_none),
        cmocka_unit_test(figures_of_fifteen_digits_are_numbers),
        cmocka_unit_test(escapes_of_a_workbook_stay_text),
        cmocka_unit_test(a_text_beyond_the_limit_says_where_it_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
