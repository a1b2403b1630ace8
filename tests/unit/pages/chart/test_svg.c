/* Shapes as attributes: lengths in hundredths of a pixel, a long path in one element, text escaped.
 */
#include "hiraku/pages/html.h"

#include "small_chart.h"

static void finish(struct html *html, struct out *out)
{
    html_finish(html);
    out_char(out, '\0');
    assert_int_equal(out->error, STATUS_OK);
}

static struct html begin(struct out *out)
{
    out_open_memory(out, SMALL_CHART_BYTES);
    return html_begin(out);
}

static void a_length_has_two_decimals_at_most(void **state)
{
    (void)state;
    static const struct {
        long length;
        const char *text;
    } lengths[] = {{0, "x=\"0\""},
                   {1, "x=\"0.01\""},
                   {-1, "x=\"-0.01\""},
                   {-150, "x=\"-1.50\""},
                   {12300, "x=\"123\""},
                   {-2000, "x=\"-20\""},
                   {1230005, "x=\"12300.05\""}};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        struct out out;
        struct html html = begin(&out);
        html_open(&html, "rect");
        svg_length(&html, "x", lengths[i].length);
        finish(&html, &out);
        assert_true(chart_says(&out, lengths[i].text));
        out_close(&out);
    }
}

static void a_long_line_is_one_element_with_all_its_places(void **state)
{
    (void)state;
    struct out out;
    struct html html = begin(&out);
    struct svg_path path = svg_path_begin(&html, SVG_STROKE, 0);
    svg_path_move(&path, 0, 0);
    for (long i = 1; i <= 1000; i++)
        svg_path_line(&path, i, i);
    svg_path_end(&path);
    finish(&html, &out);
    assert_int_equal(chart_times(&out, "<path"), 1);
    assert_int_equal(chart_times(&out, "M"), 1);
    assert_int_equal(chart_times(&out, "L"), 1000);
    assert_true(chart_says(&out, "L9.99 9.99L10 10\"></path>"));
    out_close(&out);
}

static void a_colour_beyond_the_last_is_one_of_them(void **state)
{
    (void)state;
    struct out out;
    struct html html = begin(&out);
    html_open(&html, "rect");
    svg_paint(&html, SVG_FILLED, CHART_COLOURS + 1);
    finish(&html, &out);
    assert_true(chart_says(&out, "hk-c1"));
    out_close(&out);
}

static void text_is_escaped(void **state)
{
    (void)state;
    struct out out;
    struct html html = begin(&out);
    svg_text(&html, SVG_TEXT, &(struct svg_at){0, 0, SVG_END}, slice_of("<&>"));
    finish(&html, &out);
    assert_true(chart_says(&out, "&lt;&amp;&gt;</text>"));
    assert_true(chart_says(&out, "text-anchor=\"end\""));
    out_close(&out);
}

static void write_in(struct out *out, enum language language, const char *text)
{
    struct html html = begin(out);
    html.language = language;
    svg_text(&html, SVG_TEXT, &(struct svg_at){0, 0, SVG_START}, slice_of(text));
    svg_title(&html, slice_of(text));
    finish(&html, out);
}

static void words_of_another_language_are_marked(void **state)
{
    (void)state;
    struct out out;
    write_in(&out, LANGUAGE_EN, "横浜市 · Unit");
    assert_true(
        chart_says(&out, "><tspan lang=\"ja\" xml:lang=\"ja\">横浜市</tspan> · Unit</text>"));
    assert_true(chart_says(&out, "<title>横浜市 · Unit</title>"));
    out_close(&out);
    write_in(&out, LANGUAGE_EN, "横浜市, 港");
    assert_int_equal(chart_times(&out, "<tspan lang=\"ja\""), 2);
    assert_true(chart_says(&out, "<title lang=\"ja\" xml:lang=\"ja\">横浜市, 港</title>"));
    out_close(&out);
    write_in(&out, LANGUAGE_JA, "横浜市 · Unit");
    assert_false(chart_says(&out, "lang="));
    out_close(&out);
}

/* WCAG 2.2 and the readers of small screens: no text is smaller than 12 pixels. */
static void no_text_is_small(void **state)
{
    (void)state;
    for (int look = 0; look < SVG_LOOKS; look++)
        assert_true(svg_text_size((enum svg_look)look) == 0 ||
                    svg_text_size((enum svg_look)look) >= 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_length_has_two_decimals_at_most),
        cmocka_unit_test(a_long_line_is_one_element_with_all_its_places),
        cmocka_unit_test(a_colour_beyond_the_last_is_one_of_them),
        cmocka_unit_test(text_is_escaped),
        cmocka_unit_test(words_of_another_language_are_marked),
        cmocka_unit_test(no_text_is_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
