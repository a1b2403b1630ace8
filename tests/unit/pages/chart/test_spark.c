/* A series as small as a word. */
#include "hiraku/pages/html.h"

#include "small_chart.h"

static void write_spark(struct out *out, enum chart_kind kind)
{
    static const char *const values[] = {"10", "30", "", "20"};
    struct chart_point points[4];
    for (int i = 0; i < 4; i++)
        points[i] = (struct chart_point){.place = slice_of(i == 0 ? "first" : "other"),
                                         .from = 365L * i,
                                         .to = 365L * i + 364,
                                         .dated = true,
                                         .value = slice_of(values[i])};
    const struct chart_series series = {.points = points, .count = 4};
    const struct spark spark = {.label = slice_of("10 < 30"),
                                .language = LANGUAGE_EN,
                                .kind = kind,
                                .width = 100,
                                .height = 28,
                                .series = &series};
    out_open_memory(out, SMALL_CHART_BYTES);
    struct html html = html_begin(out);
    html_open(&html, "td");
    spark_write(&spark, &html);
    html_finish(&html);
    out_char(out, '\0');
    assert_int_equal(out->error, STATUS_OK);
}

/* Margins of 4 px: zero is at 24, 30 at 4. */
static void places_are_proportional(void **state)
{
    (void)state;
    struct out out;
    write_spark(&out, CHART_LINE);
    assert_true(chart_says(&out, " 17.34)"));
    assert_true(chart_says(&out, " 4)"));
    out_close(&out);
}

static void a_missing_value_is_a_gap(void **state)
{
    (void)state;
    struct out out;
    write_spark(&out, CHART_LINE);
    assert_int_equal(chart_times(&out, "data-value"), 3);
    const char *path = strstr(out_written(&out).at, " d=\"");
    assert_non_null(path);
    assert_non_null(strchr(path + 5, 'M'));
    out_close(&out);
}

static void columns_stand_on_zero(void **state)
{
    (void)state;
    struct out out;
    write_spark(&out, CHART_COLUMN);
    assert_int_equal(chart_times(&out, "<rect"), 3);
    assert_int_equal(chart_length_behind(&out, "data-place=\"first\"", "height"), 666);
    out_close(&out);
}

static void it_is_told_to_who_does_not_see_it(void **state)
{
    (void)state;
    struct out out;
    write_spark(&out, CHART_STEP);
    assert_true(chart_says(&out, "<td><svg "));
    assert_true(chart_says(&out, "role=\"img\" aria-label=\"10 &lt; 30\""));
    out_close(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_are_proportional),
        cmocka_unit_test(a_missing_value_is_a_gap),
        cmocka_unit_test(columns_stand_on_zero),
        cmocka_unit_test(it_is_told_to_who_does_not_see_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
