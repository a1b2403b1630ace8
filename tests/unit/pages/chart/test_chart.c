/* A whole chart: its frame, ids, escaping, and what is said where there is nothing to draw. */
#include "hiraku/pages/chart/chart.h"

#include "hiraku/base/out.h"
#include "hiraku/pages/html.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { LIMIT = 1 << 20 };

static const struct chart_point points[] = {
    {.place = {"FY2023", 6},
     .label = {"2023年度", 10},
     .from = 19448,
     .to = 19813,
     .dated = true,
     .value = {"5.00", 4}},
    {.place = {"FY2024", 6},
     .label = {"2024年度", 10},
     .from = 19814,
     .to = 20178,
     .dated = true,
     .reason = {"<none>", 6}},
    {.place = {"FY2025", 6},
     .label = {"2025年度", 10},
     .from = 20179,
     .to = 20543,
     .dated = true,
     .value = {"95.00", 5},
     .marks = CHART_INFERRED},
};

static struct slice chart_of(struct out *out, enum chart_kind kind, size_t count, bool alone)
{
    const struct chart_series series = {
        .name = slice_of("\"a\" & b"), .points = points, .count = 3};
    const struct chart_panel panel = {
        .kind = kind, .unit = slice_of("億円"), .series = &series, .count = 1};
    const struct chart chart = {.id = slice_of("one"),
                                .language = LANGUAGE_EN,
                                .width = CHART_WIDTH,
                                .title = slice_of("]]> <b>"),
                                .panels = &panel,
                                .count = count};
    out_open_memory(out, LIMIT);
    if (alone) {
        chart_document(&chart, NULL, out);
    } else {
        struct html html = html_begin(out);
        chart_write(&chart, &html);
        html_finish(&html);
    }
    out_char(out, '\0');
    assert_int_equal(out->error, STATUS_OK);
    return out_written(out);
}

static bool chart_says(const struct out *out, const char *text)
{
    return strstr(out_written(out).at, text) != NULL;
}

static void each_kind_carries_its_values(void **state)
{
    (void)state;
    struct out out;
    for (int kind = 0; kind <= CHART_FIGURE; kind++) {
        chart_of(&out, (enum chart_kind)kind, 1, true);
        assert_true(chart_says(&out, "data-value=\"5.00\""));
        assert_true(chart_says(&out, "data-value=\"95.00\""));
        assert_true(chart_says(&out, "data-value=\"\""));
        assert_true(chart_says(&out, "&lt;none&gt;"));
        out_close(&out);
    }
}

static void names_are_escaped(void **state)
{
    (void)state;
    struct out out;
    chart_of(&out, CHART_LINE, 1, true);
    assert_true(chart_says(&out, "<title id=\"one-title\">]]&gt; &lt;b&gt;</title>"));
    assert_false(chart_says(&out, "<b>"));
    out_close(&out);
}

static void a_sign_is_explained_below(void **state)
{
    (void)state;
    struct out out;
    chart_of(&out, CHART_COLUMN, 1, true);
    assert_true(chart_says(&out, "† inferred"));
    out_close(&out);
}

static void a_document_brings_its_style_and_a_part_of_a_page_does_not(void **state)
{
    (void)state;
    struct out out;
    chart_of(&out, CHART_LINE, 1, true);
    assert_true(chart_says(&out, "<style>"));
    out_close(&out);
    chart_of(&out, CHART_LINE, 1, false);
    assert_false(chart_says(&out, "<style"));
    out_close(&out);
}

static void nothing_to_draw_is_a_chart_too(void **state)
{
    (void)state;
    struct out out;
    struct slice text = chart_of(&out, CHART_LINE, 0, true);
    assert_true(slice_starts(text, "<svg "));
    out_close(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_carries_its_values),
        cmocka_unit_test(names_are_escaped),
        cmocka_unit_test(a_sign_is_explained_below),
        cmocka_unit_test(a_document_brings_its_style_and_a_part_of_a_page_does_not),
        cmocka_unit_test(nothing_to_draw_is_a_chart_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
