/* The colours that an instance may choose are those of the style sheets, and what cannot be told
 * apart is met. */
#include "hiraku/base/out.h"
#include "hiraku/pages/chart/chart.h"
#include "hiraku/pages/style.h"
#include "hiraku/release/site_palette.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

/* The first value of a property behind `at`. */
static struct slice value_of(const char *at, const char *name)
{
    char property[32];
    snprintf(property, sizeof property, "--%s:", name);
    const char *found = strstr(at, property);
    if (!found)
        fail_msg("there is no %s", property);
    found += strlen(property);
    return (struct slice){found, strcspn(found, ";}")};
}

static void the_colours_are_those_of_the_style_sheet(void **state)
{
    (void)state;
    struct site_palette palette;
    site_palette_init(&palette);
    const char *starts[SITE_SCHEMES] = {page_style,
                                        strstr(page_style, "(prefers-color-scheme:dark)")};
    for (int scheme = 0; scheme < SITE_SCHEMES; scheme++)
        for (int which = 0; which < SITE_COLOURS; which++) {
            const char *name = which == SITE_ACCENT ? "text" : site_colour_names[which];
            struct colour colour;
            assert_true(colour_read(value_of(starts[scheme], name), &colour));
            assert_memory_equal(&colour, &palette.colours[scheme][which], sizeof colour);
        }
    assert_true(slice_is(value_of(page_style, "accent"), "var(--text)"));
}

static struct site_contrast told[100];
static size_t told_count;

static void tell(void *context, const struct site_contrast *contrast)
{
    (void)context;
    told[told_count++] = *contrast;
}

static void check(enum site_scheme scheme, enum site_colour which, const char *text)
{
    struct site_palette palette;
    struct colour colour;
    told_count = 0;
    site_palette_init(&palette);
    if (text) {
        assert_true(colour_read(slice_of(text), &colour));
        site_palette_give(&palette, scheme, which, colour);
    }
    site_palette_check(&palette, tell, NULL);
}

static void the_colours_of_the_style_sheet_can_be_told_apart(void **state)
{
    (void)state;
    check(SITE_LIGHT, SITE_TEXT, NULL);
    assert_int_equal(told_count, 0);
    /* given as they are, they are checked, too */
    check(SITE_LIGHT, SITE_BACK, "#fff");
    assert_int_equal(told_count, 0);
    check(SITE_DARK, SITE_BACK, "#14171c");
    assert_int_equal(told_count, 0);
    check(SITE_LIGHT, SITE_LINE, "#767b85");
    assert_int_equal(told_count, 0);
}

static void text_that_is_too_pale_is_met_with_what_would_do(void **state)
{
    (void)state;
    check(SITE_LIGHT, SITE_LINK, "#777777"); /* 4.47 on white, less on the soft ground */
    assert_int_equal(told_count, 2);
    assert_string_equal(told[0].front, "link");
    assert_string_equal(told[0].back, "back");
    assert_string_equal(told[1].back, "soft");
    assert_int_equal(told[0].key, SITE_LINK);
    assert_true(told[0].needed == 4.5 && told[0].mends);
    struct colour soft;
    assert_true(colour_read(slice_of("#f2f4f7"), &soft));
    assert_true(colour_contrast(told[0].mended, soft) >= 4.5);
}

static void what_is_no_text_needs_less(void **state)
{
    (void)state;
    check(SITE_LIGHT, SITE_ACCENT, "#949494"); /* 3.03 */
    assert_int_equal(told_count, 0);
    check(SITE_LIGHT, SITE_ACCENT, "#959595"); /* 2.99 */
    assert_int_equal(told_count, 1);
    assert_true(told[0].needed == 3);
    check(SITE_LIGHT, SITE_RULE, "#fefefe");
    assert_int_equal(told_count, 0);
}

static void a_background_is_met_for_what_stands_on_it(void **state)
{
    (void)state;
    check(SITE_DARK, SITE_BACK, "#888888");
    bool link = false, chart = false;
    for (size_t i = 0; i < told_count; i++) {
        assert_int_equal(told[i].key, SITE_BACK);
        assert_int_equal(told[i].scheme, SITE_DARK);
        link = link || strcmp(told[i].front, "link") == 0;
        chart = chart || strcmp(told[i].front, "hk-c0") == 0;
    }
    assert_true(link && chart);
}

/* Those of charts that are looked at are those of charts. */
static void charts_are_drawn_in_the_colours_that_are_looked_at(void **state)
{
    (void)state;
    const char *starts[SITE_SCHEMES] = {chart_style,
                                        strstr(chart_style, "(prefers-color-scheme:dark)")};
    static const char *const backs[SITE_SCHEMES] = {"#777777", "#888888"};
    for (int scheme = 0; scheme < SITE_SCHEMES; scheme++) {
        size_t charts = 0;
        check(scheme, SITE_BACK, backs[scheme]);
        for (size_t i = 0; i < told_count; i++) {
            struct colour colour;
            if (strncmp(told[i].front, "hk-", 3) != 0)
                continue;
            assert_true(colour_read(value_of(starts[scheme], told[i].front), &colour));
            assert_memory_equal(&colour, &told[i].colours[0], sizeof colour);
            charts++;
        }
        assert_in_range(charts, 6, 9);
    }
}

static void the_accent_is_that_of_the_text_unless_it_is_given(void **state)
{
    (void)state;
    struct site_palette palette;
    const struct colour green = {0, 80, 0}, red = {120, 0, 0};
    site_palette_init(&palette);
    site_palette_give(&palette, SITE_LIGHT, SITE_TEXT, green);
    assert_memory_equal(&palette.colours[SITE_LIGHT][SITE_ACCENT], &green, sizeof green);
    site_palette_give(&palette, SITE_DARK, SITE_ACCENT, red);
    site_palette_give(&palette, SITE_DARK, SITE_TEXT, green);
    assert_memory_equal(&palette.colours[SITE_DARK][SITE_ACCENT], &red, sizeof red);
}

static void the_sheet_has_what_is_given_and_nothing_else(void **state)
{
    (void)state;
    struct site_palette palette;
    char text[1000];
    struct out out;
    site_palette_init(&palette);
    assert_false(site_palette_is_given(&palette));
    site_palette_give(&palette, SITE_DARK, SITE_LINK, (struct colour){0xaa, 0xbb, 0x0c});
    site_palette_give(&palette, SITE_DARK, SITE_BACK, (struct colour){0, 0, 0});
    assert_true(site_palette_is_given(&palette));
    out_open_buffer(&out, text, sizeof text);
    site_palette_write(&palette, &out);
    text[out.len] = '\0';
    assert_string_equal(text, "@media screen and (prefers-color-scheme:dark){\n"
                              ":root{--back:#000000;--link:#aabb0c;}\n"
                              "@media (forced-colors:none){.hk-chart{--hk-back:#000000;}}\n}\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_colours_are_those_of_the_style_sheet),
        cmocka_unit_test(the_colours_of_the_style_sheet_can_be_told_apart),
        cmocka_unit_test(text_that_is_too_pale_is_met_with_what_would_do),
        cmocka_unit_test(what_is_no_text_needs_less),
        cmocka_unit_test(a_background_is_met_for_what_stands_on_it),
        cmocka_unit_test(charts_are_drawn_in_the_colours_that_are_looked_at),
        cmocka_unit_test(the_accent_is_that_of_the_text_unless_it_is_given),
        cmocka_unit_test(the_sheet_has_what_is_given_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
