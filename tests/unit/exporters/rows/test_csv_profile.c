/* csv_profile.h: cells, headers and what stands before them, profile by profile. */
#include "hiraku/base/cp932.h"
#include "hiraku/base/out.h"
#include "hiraku/exporters/rows/csv_profile.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/registry.h"

#include "api/store/unencodable.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct column text = {.name = "note_ja", .type = TYPE_TEXT, .title_ja = "注記"};
static const struct column place = {
    .name = "place", .type = TYPE_MUNICIPALITY_CODE, .title_ja = "場所"};
static const struct column number = {.name = "value", .type = TYPE_DECIMAL, .title_ja = "値"};
static const struct column day = {.name = "day", .type = TYPE_DATE, .title_ja = "日"};
static const struct column period = {.name = "period", .type = TYPE_PERIOD, .title_ja = "期間"};

struct opened {
    struct presentation shown;
    struct csv_profile *profile;
    struct out out;
};

static void open_profile(struct opened *o, enum profile profile, bool titles)
{
    *o = (struct opened){.shown = {.profile = profile, .titles = titles}};
    assert_int_equal(csv_profile_new(&o->profile, &o->shown, NULL), STATUS_OK);
    out_open_memory(&o->out, 4096);
}

/* Compares what was written, and closes. */
static void check(struct opened *o, const char *expected)
{
    out_char(&o->out, '\0');
    assert_int_equal(out_finish(&o->out, NULL), STATUS_OK);
    assert_string_equal(o->out.bytes, expected);
    out_close(&o->out);
    csv_profile_free(o->profile);
}

static void check_cell(enum profile profile, const struct column *column, const char *cell,
                       const char *expected)
{
    struct opened o;
    open_profile(&o, profile, false);
    csv_profile_cell(o.profile, &o.out, true, column, slice_of(cell));
    check(&o, expected);
}

static void plain_needs_no_profile(void **state)
{
    (void)state;
    struct presentation shown = {0};
    struct csv_profile *profile = NULL;
    assert_int_equal(csv_profile_new(&profile, &shown, NULL), STATUS_OK);
    assert_null(profile);
}

static void excel_begins_with_a_byte_order_mark(void **state)
{
    (void)state;
    struct opened o;
    open_profile(&o, PROFILE_EXCEL, false);
    csv_profile_begin(o.profile, &o.out);
    check(&o, "\xEF\xBB\xBF");
}

static void cp932_begins_with_nothing(void **state)
{
    (void)state;
    struct opened o;
    open_profile(&o, PROFILE_CP932, false);
    csv_profile_begin(o.profile, &o.out);
    check(&o, "");
}

/* OWASP, CSV injection: = + - @ tab CR and their full-width forms. */
static void excel_makes_formulas_harmless(void **state)
{
    (void)state;
    check_cell(PROFILE_EXCEL, &text, "=1+1", "'=1+1");
    check_cell(PROFILE_EXCEL, &text, "+81", "\"=\"\"+81\"\"\"");
    check_cell(PROFILE_EXCEL, &text, "+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0");
    check_cell(PROFILE_EXCEL, &text, "-2+3", "'-2+3");
    check_cell(PROFILE_EXCEL, &text, "@SUM(A1)", "'@SUM(A1)");
    check_cell(PROFILE_EXCEL, &text, "\t=1", "'\t=1");
    check_cell(PROFILE_EXCEL, &text, "＝1+1", "'＝1+1");
}

static void a_harmless_formula_is_still_quoted(void **state)
{
    (void)state;
    check_cell(PROFILE_EXCEL, &text, "=HYPERLINK(\"x\",1)", "\"'=HYPERLINK(\"\"x\"\",1)\"");
}

static void excel_keeps_leading_zeros(void **state)
{
    (void)state;
    check_cell(PROFILE_EXCEL, &place, "011002", "\"=\"\"011002\"\"\"");
}

static void excel_keeps_long_numbers_whole(void **state)
{
    (void)state;
    check_cell(PROFILE_EXCEL, &text, "3000020141003", "\"=\"\"3000020141003\"\"\"");
}

static void excel_keeps_ids_from_becoming_dates(void **state)
{
    (void)state;
    check_cell(PROFILE_EXCEL, &text, "1-2", "\"=\"\"1-2\"\"\"");
    check_cell(PROFILE_EXCEL, &text, "sept-1", "\"=\"\"sept-1\"\"\"");
    check_cell(PROFILE_EXCEL, &text, "market-1", "market-1");
}

static void excel_keeps_months_from_becoming_days(void **state)
{
    (void)state;
    check_cell(PROFILE_EXCEL, &period, "2011-06", "\"=\"\"2011-06\"\"\"");
    check_cell(PROFILE_EXCEL, &period, "FY2023", "FY2023");
}

static void check_guarded(const char *cell)
{
    char expected[256];
    snprintf(expected, sizeof expected, "\"=\"\"%s\"\"\"", cell);
    check_cell(PROFILE_EXCEL, &text, cell, expected);
}

static void check_plain(const char *cell)
{
    check_cell(PROFILE_EXCEL, &text, cell, cell);
}

static void excel_keeps_days_as_they_are_written(void **state)
{
    (void)state;
    static const char *const days[] = {"14 June 2011",   "June 2011",
                                       "14-Jun-11",      "Tue 14 Jun 2011",
                                       "2011年6月14日",  "2011年6月",
                                       "6月14日",        "１２月",
                                       "2011.6.14",      "２０１１／６／１４",
                                       "令和5年",        "平成23年6月14日",
                                       "令和元年5月1日", "H23.6.14",
                                       "Ｒ５．４．１",   "r1/5/1",
                                       "S60-4-1",        "R元.5.1",
                                       "6月14日(火)",    "2011-06-14T10:00:00Z"};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        check_guarded(days[i]);
}

static void excel_keeps_figures_that_are_texts(void **state)
{
    (void)state;
    static const char *const figures[] = {
        "１２",     "1/2",  "1 1/2",  "3E5",      "3e-5", "３Ｅ５",      "12:30",
        "９：００", "50%",  "５０％", "￥100",    "¥100", "$5",          "(5)",
        "（５）",   "5.00", "−5",     "10:30 pm", "5 p",  "午後3時30分", "1 234"};
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
        check_guarded(figures[i]);
    check_cell(PROFILE_EXCEL, &text, "1,234", "\"=\"\"1,234\"\"\"");
}

static void excel_keeps_words_that_are_values(void **state)
{
    (void)state;
    check_guarded("TRUE");
    check_guarded("false");
    check_guarded("#N/A");
    check_guarded("#DIV/0!");
}

static void excel_leaves_texts_alone(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "May",      "June", "marching 1", "第12回", "12人", "3社",          "A-1",
        "R-1",      "H23",  "M1",         "E5",     "5e",   "5 e 5",        "FY2023",
        "2023年度", "KPI①", "令和",       "年月日", "1～2", "12:30～13:00", "約3200名",
        "A 5",      "5A",   "10 people",  "truth",  "#1a",  "3D",           "元町",
        "日時",     "t",    "z",          "（火）"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check_plain(texts[i]);
}

static void excel_leaves_numbers_and_days_alone(void **state)
{
    (void)state;
    check_cell(PROFILE_EXCEL, &number, "-5.00", "-5.00");
    check_cell(PROFILE_EXCEL, &day, "2011-06-14", "2011-06-14");
}

static void an_empty_cell_stays_empty(void **state)
{
    (void)state;
    check_cell(PROFILE_EXCEL, &place, "", "");
    check_cell(PROFILE_CP932, &text, "", "");
}

static void cp932_encodes_before_it_quotes(void **state)
{
    (void)state;
    check_cell(PROFILE_CP932, &text, "表,\"能\"", "\"\x95\x5C,\"\"\x94\x5C\"\"\"");
}

static void cp932_leaves_formulas_alone(void **state)
{
    (void)state;
    check_cell(PROFILE_CP932, &text, "=1+1", "=1+1");
}

static void titles_are_japanese(void **state)
{
    (void)state;
    struct opened o;
    open_profile(&o, PROFILE_PLAIN, true);
    csv_profile_header(o.profile, &o.out, true, NULL, &text);
    csv_profile_header(o.profile, &o.out, false, &place, &number);
    check(&o, "注記,場所：値");
}

static void titles_are_encoded_too(void **state)
{
    (void)state;
    struct opened o;
    open_profile(&o, PROFILE_CP932, true);
    csv_profile_header(o.profile, &o.out, true, NULL, &number);
    check(&o, "\x92\x6C");
}

static void names_are_joined_by_two_underscores(void **state)
{
    (void)state;
    struct opened o;
    open_profile(&o, PROFILE_EXCEL, false);
    csv_profile_header(o.profile, &o.out, true, &place, &text);
    check(&o, "place__note_ja");
}

static void media_types_name_the_encoding(void **state)
{
    (void)state;
    assert_string_equal(csv_profile_media_type(PROFILE_EXCEL),
                        "text/csv; charset=utf-8; header=present");
    assert_string_equal(csv_profile_media_type(PROFILE_CP932),
                        "text/csv; charset=Shift_JIS; header=present");
}

/* A header is a cell: it must fit, and be one of its kind. */
static void titles_of_the_model_are_distinct_and_fit(void **state)
{
    (void)state;
    struct cp932 *cp932;
    assert_int_equal(cp932_new(&cp932, NULL), STATUS_OK);
    for (size_t i = 0; i < model_resource_count; i++)
        for (const struct column *a = model_resources[i]->columns; a->name; a++) {
            if (!column_is_published(a))
                continue;
            assert_int_equal(cp932_lacking(cp932, slice_of(a->title_ja)), -1);
            for (const struct column *b = a + 1; b->name; b++)
                assert_false(column_is_published(b) && strcmp(a->title_ja, b->title_ja) == 0);
        }
    cp932_free(cp932);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_needs_no_profile),
        cmocka_unit_test(excel_begins_with_a_byte_order_mark),
        cmocka_unit_test(cp932_begins_with_nothing),
        cmocka_unit_test(excel_makes_formulas_harmless),
        cmocka_unit_test(a_harmless_formula_is_still_quoted),
        cmocka_unit_test(excel_keeps_leading_zeros),
        cmocka_unit_test(excel_keeps_long_numbers_whole),
        cmocka_unit_test(excel_keeps_ids_from_becoming_dates),
        cmocka_unit_test(excel_keeps_months_from_becoming_days),
        cmocka_unit_test(excel_keeps_days_as_they_are_written),
        cmocka_unit_test(excel_keeps_figures_that_are_texts),
        cmocka_unit_test(excel_keeps_words_that_are_values),
        cmocka_unit_test(excel_leaves_texts_alone),
        cmocka_unit_test(excel_leaves_numbers_and_days_alone),
        cmocka_unit_test(an_empty_cell_stays_empty),
        cmocka_unit_test(cp932_encodes_before_it_quotes),
        cmocka_unit_test(cp932_leaves_formulas_alone),
        cmocka_unit_test(titles_are_japanese),
        cmocka_unit_test(titles_are_encoded_too),
        cmocka_unit_test(names_are_joined_by_two_underscores),
        cmocka_unit_test(media_types_name_the_encoding),
        cmocka_unit_test(titles_of_the_model_are_distinct_and_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
