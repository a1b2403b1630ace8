/* Cells as a reader sees them. */
#include "hiraku/pages/shown_cell.h"

#include "hiraku/base/out.h"
#include "hiraku/pages/page.h"
#include "hiraku/query/view.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { LIMIT = 64 * 1024, CELLS = 11 };

static const struct page_context japanese = {.language = LANGUAGE_JA},
                                 english = {.language = LANGUAGE_EN},
                                 asked = {
                                     .language = LANGUAGE_EN, .language_asked = true, .pinned = 3};

static const struct code codes[] = {{"exact", "ちょうど", "exact", NULL, NULL},

                                    {"about", "約", "about", NULL, NULL},
                                    {"hidden", "秘匿", "suppressed", NULL, NULL},
                                    {0}};

static const struct column place_columns_of[] = {
    {.name = "id", .type = TYPE_ID},
    {.name = "name_ja", .type = TYPE_TEXT, .flags = COL_LABEL, .lang = "ja"},
    {.name = "name_en", .type = TYPE_TEXT, .flags = COL_LABEL, .lang = "en"},
    {.name = "unit_ja", .type = TYPE_TEXT, .flags = COL_BESIDE, .lang = "ja"},
    {0}};
static const struct resource places = {.name = "places", .columns = place_columns_of};
static const struct measurement measurement = {"place", "exactness", "missing"};
static const struct column columns[] = {
    {.name = "id", .type = TYPE_ID},
    {.name = "place", .type = TYPE_REF, .ref = &places},
    {.name = "period", .type = TYPE_PERIOD},
    {.name = "value", .type = TYPE_DECIMAL, .measure = &measurement},
    {.name = "exactness", .type = TYPE_ENUM, .codes = codes},
    {.name = "missing", .type = TYPE_ENUM, .codes = codes},
    {.name = "site", .type = TYPE_IRI},
    {.name = "note_ja", .type = TYPE_TEXT, .lang = "ja"},
    {0}};
static const struct resource things = {.name = "things", .columns = columns};

static const struct view view = {
    .resource = &things,
    .count = CELLS,
    .columns = {&columns[0], &columns[1], &place_columns_of[1], &place_columns_of[2],
                &place_columns_of[3], &columns[2], &columns[3], &columns[4], &columns[5],
                &columns[6], &columns[7]},
    .through = {NULL, NULL, &columns[1], &columns[1], &columns[1]},
};

enum { PLACE = 1, NAME_JA, NAME_EN, UNIT, PERIOD, VALUE, EXACTNESS, MISSING, SITE, NOTE };

struct thing {
    struct slice cells[CELLS];
};

static struct thing thing(void)
{
    struct thing one = {{{NULL, 0}}};
    one.cells[0] = slice_of("t1");
    one.cells[PLACE] = slice_of("p1");
    one.cells[NAME_JA] = slice_of("花<野>");
    one.cells[UNIT] = slice_of("億円");
    one.cells[PERIOD] = slice_of("FY2023");
    one.cells[VALUE] = slice_of("1234.50");
    one.cells[EXACTNESS] = slice_of("about");
    one.cells[SITE] = slice_of("https://example.jp/?a=1&b=2");
    one.cells[NOTE] = slice_of("注");
    return one;
}

static void check_cell(const struct page_context *context, const struct thing *one, size_t i,
                       enum shown_detail detail, const char *expected)
{
    struct out out;
    const struct row row = {.view = &view, .cells = one->cells};
    out_open_memory(&out, LIMIT);
    struct page page = {.context = context, .html = html_begin(&out)};
    shown_write(&page, &row, i, detail);
    out_char(&out, '\0');
    assert_int_equal(out.error, STATUS_OK);
    assert_string_equal(out_written(&out).at, expected);
    out_close(&out);
}

static void a_reference_is_a_link_with_a_name(void **state)
{
    (void)state;
    struct thing one = thing();
    check_cell(&japanese, &one, PLACE, SHOWN_SHORT,
               "<a href=\"/places/p1\"><data value=\"p1\">花&lt;野&gt;</data></a>");
    check_cell(&english, &one, PLACE, SHOWN_SHORT,
               "<a href=\"/places/p1\"><data value=\"p1\"><span lang=\"ja\">花&lt;野&gt;</span>"
               "</data></a>");
    one.cells[NAME_EN] = slice_of("Hanano");
    check_cell(&english, &one, PLACE, SHOWN_FULL,
               "<a href=\"/places/p1\"><data value=\"p1\">Hanano</data></a>");
    one.cells[NAME_JA] = one.cells[NAME_EN] = slice_of("");
    check_cell(&english, &one, PLACE, SHOWN_FULL,
               "<a href=\"/places/p1\"><data value=\"p1\">p1</data></a>");
}

static void a_link_keeps_what_was_asked_for(void **state)
{
    (void)state;
    struct thing one = thing();
    one.cells[NAME_EN] = slice_of("Hanano");
    one.cells[PLACE] = slice_of("a/b");
    check_cell(&asked, &one, PLACE, SHOWN_SHORT,
               "<a href=\"/places/a%2Fb?lang=en&amp;release=3\"><data value=\"a/b\">Hanano</data>"
               "</a>");
}

static void a_period_is_told_in_both_calendars(void **state)
{
    (void)state;
    struct thing one = thing();
    check_cell(&japanese, &one, PERIOD, SHOWN_FULL,
               "<data value=\"FY2023\">2023年度（令和5年度）</data>");
    check_cell(&japanese, &one, PERIOD, SHOWN_SHORT, "<data value=\"FY2023\">2023年度</data>");
    check_cell(&english, &one, PERIOD, SHOWN_SHORT,
               "<data value=\"FY2023\">fiscal year 2023</data>");
}

static void a_number_has_its_unit_and_how_exact_it_is(void **state)
{
    (void)state;
    struct thing one = thing();
    check_cell(&japanese, &one, VALUE, SHOWN_SHORT,
               "<data value=\"1234.50\">1,234.50</data> 億円 <span class=\"note\">（約）</span>");
    one.cells[EXACTNESS] = slice_of("");
    check_cell(&english, &one, VALUE, SHOWN_SHORT,
               "<data value=\"1234.50\">1,234.50</data> <span lang=\"ja\">億円</span>");
}

static void that_a_number_is_exact_goes_without_saying(void **state)
{
    (void)state;
    struct thing one = thing();
    one.cells[EXACTNESS] = slice_of("exact");
    check_cell(&japanese, &one, VALUE, SHOWN_SHORT, "<data value=\"1234.50\">1,234.50</data> 億円");
}

static void a_number_that_is_missing_says_why(void **state)
{
    (void)state;
    struct thing one = thing();
    one.cells[VALUE] = one.cells[EXACTNESS] = slice_of("");
    one.cells[MISSING] = slice_of("hidden");
    check_cell(&japanese, &one, VALUE, SHOWN_SHORT, "<span class=\"note\">秘匿</span>");
    const struct row row = {.view = &view, .cells = one.cells};
    assert_true(shown_is_told(&row, VALUE));
    one.cells[MISSING] = slice_of("");
    assert_false(shown_is_told(&row, VALUE));
    assert_true(shown_is_beside(&row, MISSING) && shown_is_beside(&row, EXACTNESS));
    assert_false(shown_is_beside(&row, VALUE));
}

static void an_address_is_a_link_and_text_has_its_language(void **state)
{
    (void)state;
    struct thing one = thing();
    check_cell(&english, &one, SITE, SHOWN_SHORT,
               "<a class=\"plain\" "
               "href=\"https://example.jp/?a=1&amp;b=2\">https://example.jp/?a=1&amp;b=2</a>");
    check_cell(&english, &one, NOTE, SHOWN_SHORT, "<span lang=\"ja\">注</span>");
    check_cell(&japanese, &one, NOTE, SHOWN_SHORT, "注");
}

static void check_number(const char *number, const char *expected)
{
    char bytes[64];
    struct out out;
    out_open_buffer(&out, bytes, sizeof bytes);
    shown_number(&out, slice_of(number));
    out_char(&out, '\0');
    assert_string_equal(bytes, expected);
}

static void digits_are_grouped_and_never_changed(void **state)
{
    (void)state;
    check_number("5", "5");
    check_number("123", "123");
    check_number("1234", "1,234");
    check_number("-123456.7890", "-123,456.7890");
    check_number("-123", "-123");
    check_number("1234567", "1,234,567");
    check_number("0.12345", "0.12345");
    check_number("", "");
}

static void a_unit_that_begins_with_a_number_is_kept_apart(void **state)
{
    (void)state;
    assert_string_equal(shown_before_unit(slice_of("100 million yen")), " × ");
    assert_string_equal(shown_before_unit(slice_of("yen")), " ");
    assert_string_equal(shown_before_unit(slice_of("億円")), " ");
    assert_string_equal(shown_before_unit(SLICE_NONE), " ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reference_is_a_link_with_a_name),
        cmocka_unit_test(a_link_keeps_what_was_asked_for),
        cmocka_unit_test(a_period_is_told_in_both_calendars),
        cmocka_unit_test(a_number_has_its_unit_and_how_exact_it_is),
        cmocka_unit_test(that_a_number_is_exact_goes_without_saying),
        cmocka_unit_test(a_number_that_is_missing_says_why),
        cmocka_unit_test(an_address_is_a_link_and_text_has_its_language),
        cmocka_unit_test(digits_are_grouped_and_never_changed),
        cmocka_unit_test(a_unit_that_begins_with_a_number_is_kept_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
