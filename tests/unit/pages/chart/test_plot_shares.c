/* The parts of a sum. */
#include "small_chart.h"

static void write_shares(struct out *out)
{
    const struct chart_point points[] = {
        {.place = slice_of("yes"), .label = slice_of("はい"), .value = slice_of("41.0")},
        {.place = slice_of("no"), .label = slice_of("いいえ"), .value = slice_of("20.5")},
        {.place = slice_of("other"), .label = slice_of("その他"), .reason = slice_of("秘匿")},
        {.place = slice_of("unknown"), .label = slice_of("不明"), .value = slice_of("20.5")},
    };
    const struct chart_series series = {.name = slice_of("男性"), .points = points, .count = 4};
    const struct chart_panel panel = {.kind = CHART_SHARE, .series = &series, .count = 1};
    small_chart(out, &panel, 680);
}

/* The bar takes the width within the margins of 16 px; a gap of 1 px is between its parts. */
static void parts_are_as_wide_as_their_shares(void **state)
{
    (void)state;
    struct out out;
    write_shares(&out);
    assert_int_equal(chart_length_behind(&out, "data-place=\"yes\"", "width"), 32300);
    assert_int_equal(chart_length_behind(&out, "data-place=\"no\"", "width"), 16100);
    assert_true(chart_says(&out, "translate(16 "));
    assert_true(chart_says(&out, "translate(340 "));
    assert_true(chart_says(&out, "translate(502 "));
    out_close(&out);
}

static void no_percentage_is_made_up(void **state)
{
    (void)state;
    struct out out;
    write_shares(&out);
    assert_true(chart_says(&out, ">41.0</text>"));
    assert_true(chart_says(&out, ">秘匿</text>"));
    assert_false(chart_says(&out, ">50</text>"));
    out_close(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_as_wide_as_their_shares),
        cmocka_unit_test(no_percentage_is_made_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
