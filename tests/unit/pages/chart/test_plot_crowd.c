/* plot.h: a series of more values than can be told apart is one line with all of them. */
#include "small_chart.h"

enum { DAYS = 2000, FEW = 40 };

static struct chart_point *points_of(size_t count)
{
    static struct chart_point points[DAYS];
    static char values[DAYS][8];
    for (size_t i = 0; i < count; i++) {
        snprintf(values[i], sizeof values[i], "%zu", i % 50 + 1);
        points[i] = (struct chart_point){.place = slice_of(i ? "last" : "first"),
                                         .label = slice_of("label"),
                                         .from = 100 + (long)i,
                                         .to = 100 + (long)i,
                                         .dated = true,
                                         .value = slice_of(values[i])};
    }
    return points;
}

static void draw(struct out *out, const struct chart_point *points, size_t count,
                 enum chart_kind kind)
{
    const struct chart_series series = {
        .name = slice_of("series"), .points = points, .count = count};
    const struct chart_panel panel = {.kind = kind, .series = &series, .count = 1};
    small_chart(out, &panel, CHART_WIDTH);
}

/* Steps of paths to a further place; the style of the picture has the letter, too. */
static size_t steps(const struct out *out)
{
    size_t others = 0;
    for (const char *at = chart_style; (at = strchr(at, 'L')) != NULL; at++)
        others++;
    return chart_times(out, "L") - others;
}

static void a_crowd_is_one_line_through_every_value(void **state)
{
    (void)state;
    struct out out;
    draw(&out, points_of(DAYS), DAYS, CHART_LINE);
    assert_int_equal(chart_times(&out, "class=\"hk-crowd\""), 1);
    assert_true(chart_says(&out, "data-role=\"actual\" data-count=\"2000\" data-from=\"first\" "
                                 "data-to=\"last\"><title>series：2,000件の値（label〜label）"));
    assert_int_equal(steps(&out), DAYS - 1 + 1); /* and the sign of the legend */
    assert_int_equal(chart_times(&out, "class=\"hk-point\""), 1);
    out_close(&out);
}

static void few_values_are_no_crowd(void **state)
{
    (void)state;
    struct out out;
    draw(&out, points_of(FEW), FEW, CHART_LINE);
    assert_int_equal(chart_times(&out, "class=\"hk-crowd\""), 0);
    assert_int_equal(chart_times(&out, "class=\"hk-point\""), FEW);
    out_close(&out);
}

static void what_a_line_cannot_tell_stands_out(void **state)
{
    (void)state;
    struct out out;
    struct chart_point *points = points_of(DAYS);
    points[10].marks = CHART_AT_LEAST;
    points[20].marks = CHART_PROVISIONAL; /* has no shape of its own */
    points[30].former = slice_of("7");
    points[40].dated = false;
    points[51].value = points[53].value = SLICE_NONE; /* 52 stands alone */
    points[51].reason = points[53].reason = slice_of("why");
    draw(&out, points, DAYS, CHART_LINE);
    assert_int_equal(chart_times(&out, "class=\"hk-point\""), 5);
    assert_int_equal(chart_times(&out, "class=\"hk-missing\""), 2);
    assert_true(chart_says(&out, "data-count=\"1997\""));
    out_close(&out);
}

static void columns_of_a_crowd_have_one_outline(void **state)
{
    (void)state;
    struct out out;
    struct chart_point *points = points_of(DAYS);
    points[1000].value = SLICE_NONE;
    points[1000].reason = slice_of("why");
    draw(&out, points, DAYS, CHART_COLUMN);
    /* from zero up, over the tops, and down to zero: on both sides of what is missing */
    assert_int_equal(chart_times(&out, "class=\"hk-point\""), 1);
    assert_int_equal(steps(&out), 2 * (DAYS - 1) + 2);
    assert_int_equal(chart_times(&out, "class=\"hk-crowd\""), 1);
    out_close(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_crowd_is_one_line_through_every_value),
        cmocka_unit_test(few_values_are_no_crowd),
        cmocka_unit_test(what_a_line_cannot_tell_stands_out),
        cmocka_unit_test(columns_of_a_crowd_have_one_outline),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
