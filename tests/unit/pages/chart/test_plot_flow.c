/* What became of what: nodes and the bands between them. */
#include "small_chart.h"

static void write_flow(struct out *out, const struct chart_link *links, size_t count)
{
    const struct slice stages[] = {slice_of("採択"), slice_of("実証"), slice_of("結果")};
    const struct chart_node nodes[] = {
        {.name = slice_of("採択企業"), .stage = 0},
        {.name = slice_of("実証中"), .stage = 1},
        {.name = slice_of("実証せず"), .stage = 1},
        {.name = slice_of("本格導入"), .stage = 2},
        {.name = slice_of("不明"), .stage = 2, .unknown = true},
    };
    const struct chart_flow flow = {.stages = stages,
                                    .stage_count = 3,
                                    .nodes = nodes,
                                    .node_count = 5,
                                    .links = links,
                                    .link_count = count};
    const struct chart_panel panel = {.kind = CHART_FLOW, .flow = &flow};
    small_chart(out, &panel, 680);
}

static const struct chart_link links[] = {{0, 1, 7}, {0, 2, 3}, {1, 3, 2}, {1, 4, 5}};

static void a_node_is_as_high_as_its_records(void **state)
{
    (void)state;
    struct out out;
    write_flow(&out, links, 4);
    long all = chart_length_behind(&out, "data-place=\"採択企業\"", "height");
    assert_true(labs(chart_length_behind(&out, "data-place=\"実証中\"", "height") * 10 / 7 - all) <
                PX);
    assert_true(labs(chart_length_behind(&out, "data-place=\"本格導入\"", "height") * 5 - all) <
                PX);
    assert_int_equal(chart_times(&out, "class=\"hk-link\""), 4);
    assert_true(chart_says(&out, "採択企業 → 実証中 7</title>"));
    out_close(&out);
}

static void what_is_unknown_is_dashed(void **state)
{
    (void)state;
    struct out out;
    write_flow(&out, links, 4);
    assert_int_equal(chart_times(&out, "<rect class=\"hk-hollow"), 1);
    assert_int_equal(chart_times(&out, "<path class=\"hk-hollow"), 1);
    out_close(&out);
}

static void links_to_nowhere_are_passed_over(void **state)
{
    (void)state;
    struct out out;
    const struct chart_link wrong[] = {{0, 99, 7}, {99, 1, 7}};
    write_flow(&out, wrong, 2);
    assert_int_equal(chart_times(&out, "class=\"hk-link\""), 0);
    out_close(&out);
    write_flow(&out, NULL, 0);
    assert_true(chart_says(&out, "data-place=\"不明\""));
    out_close(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_node_is_as_high_as_its_records),
        cmocka_unit_test(what_is_unknown_is_dashed),
        cmocka_unit_test(links_to_nowhere_are_passed_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
