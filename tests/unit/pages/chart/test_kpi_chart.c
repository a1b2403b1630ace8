/* From figures to plots: which kind each becomes. */
#include "hiraku/pages/chart/kpi_chart.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/out.h"
#include "hiraku/model/instance.h"
#include "hiraku/service/details.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { MEMORY = 1 << 20, MOST = 16 };

struct told {
    struct arena arena;
    struct details details;
    struct detail points[MOST];
    struct instance instance;
    const struct chart *chart;
};

static void tell(struct told *told, const char *type, const char *accumulation, const char *period,
                 const char *value)
{
    struct detail *detail = &told->points[told->details.count++];
    struct slice cells[POINT_CELLS] = {SLICE_NONE};
    cells[POINT_VALUE_TYPE] = slice_of(type);
    cells[POINT_ACCUMULATION] = slice_of(accumulation);
    cells[POINT_PERIOD] = slice_of(period);
    cells[POINT_VALUE] = slice_of(value);
    cells[POINT_MISSING] = slice_of(*value ? "" : "not_set");
    cells[POINT_STARTS] = slice_of(strcmp(period, "undated") == 0 ? "" : "2020-04-01");
    cells[POINT_ID] = slice_of(period);
    point_read(&detail->point, cells, 4);
}

static void begin(struct told *told, const char *nature)
{
    *told = (struct told){.instance = {.attribution = {"出典: 試験市", ""}}};
    arena_init(&told->arena, MEMORY);
    told->details.points = told->points;
    told->details.about[SUBJECT_NATURE] = slice_of(nature);
    told->details.about[SUBJECT_NAME_JA] = slice_of("来訪者数");
}

static void draw(struct told *told, enum language language)
{
    const struct chart_context context = {.arena = &told->arena,
                                          .language = language,
                                          .width = CHART_WIDTH,
                                          .instance = &told->instance,
                                          .release = 3};
    told->chart = kpi_chart(&told->details, &context);
    assert_non_null(told->chart);
}

static void check_kind(const char *nature, const char *accumulation, enum chart_kind kind)
{
    struct told told;
    begin(&told, nature);
    tell(&told, "actual", accumulation, "FY2020", "1");
    tell(&told, "actual", accumulation, "FY2021", "2");
    draw(&told, LANGUAGE_JA);
    assert_int_equal(told.chart->count, 1);
    assert_int_equal(told.chart->panels[0].kind, kind);
    assert_int_equal(told.chart->panels[0].series[0].count, 2);
    arena_free(&told.arena);
}

static void increments_and_levels_are_drawn_as_what_they_are(void **state)
{
    (void)state;
    check_kind("stock", "level", CHART_LINE);
    check_kind("ratio", "level", CHART_LINE);
    check_kind("flow", "level", CHART_COLUMN);
    check_kind("ratio", "increment", CHART_COLUMN);
    check_kind("flow", "cumulative", CHART_STEP);
}

static void each_accumulation_has_a_plot_of_its_own(void **state)
{
    (void)state;
    struct told told;
    begin(&told, "flow");
    tell(&told, "actual", "increment", "FY2020", "1");
    tell(&told, "actual", "increment", "FY2021", "2");
    tell(&told, "baseline", "level", "undated", "0.00");
    tell(&told, "target", "cumulative", "FY2020/FY2021", "3");
    draw(&told, LANGUAGE_JA);
    assert_int_equal(told.chart->count, 3);
    assert_int_equal(told.chart->panels[0].kind, CHART_COLUMN);
    assert_int_equal(told.chart->panels[1].kind, CHART_FIGURE);
    assert_int_equal(told.chart->panels[2].kind, CHART_FIGURE);
    arena_free(&told.arena);
}

static void actual_values_come_before_targets(void **state)
{
    (void)state;
    struct told told;
    begin(&told, "stock");
    tell(&told, "target", "level", "FY2020", "1");
    tell(&told, "target", "level", "FY2021", "");
    tell(&told, "actual", "level", "FY2020", "2");
    draw(&told, LANGUAGE_JA);
    const struct chart_panel *panel = &told.chart->panels[0];
    assert_int_equal(panel->count, 2);
    assert_int_equal(panel->series[0].role, CHART_ACTUAL);
    assert_int_equal(panel->series[1].role, CHART_TARGET);
    assert_true(slice_is(panel->series[1].points[1].reason, "未設定"));
    arena_free(&told.arena);
}

static void periods_are_told_in_the_language(void **state)
{
    (void)state;
    struct told told;
    for (int language = LANGUAGE_JA; language <= LANGUAGE_EN; language++) {
        begin(&told, "stock");
        tell(&told, "actual", "level", "FY2019", "1");
        tell(&told, "actual", "level", "FY2020", "1");
        draw(&told, (enum language)language);
        const struct chart_point *point = &told.chart->panels[0].series[0].points[0];
        assert_true(slice_is(point->label, language == LANGUAGE_EN ? "FY2019" : "2019年度"));
        /* a fiscal year has the era of its October */
        assert_true(slice_is(point->era, language == LANGUAGE_EN ? "R1" : "令和元年度"));
        arena_free(&told.arena);
    }
}

static void nothing_is_said_to_be_nothing(void **state)
{
    (void)state;
    struct told told;
    begin(&told, "stock");
    draw(&told, LANGUAGE_JA);
    assert_int_equal(told.chart->count, 0);
    assert_true(slice_is(told.chart->notice, "値がありません"));
    arena_free(&told.arena);
}

/* Wherever the memory ends there is no chart, and never a part of one. */
static void want_of_memory_is_told(void **state)
{
    (void)state;
    struct told told;
    size_t made = 0;
    for (size_t cap = 0; made < 2; cap += 64) {
        begin(&told, "stock");
        tell(&told, "actual", "level", "FY2020", "1");
        tell(&told, "actual", "level", "FY2021", "");
        told.arena.cap = cap;
        const struct chart_context context = {
            .arena = &told.arena, .width = CHART_WIDTH, .instance = &told.instance};
        const struct chart *chart = kpi_chart(&told.details, &context);
        assert_true(!chart || (chart->count == 1 && chart->description.len > 0));
        made += chart != NULL;
        arena_free(&told.arena);
    }
}

/* Wherever the answer is cut off the stream says so. */
static void an_answer_that_is_cut_off_fails(void **state)
{
    (void)state;
    struct told told;
    struct out out;
    begin(&told, "flow");
    tell(&told, "actual", "level", "FY2020", "1");
    tell(&told, "actual", "level", "FY2021", "");
    draw(&told, LANGUAGE_EN);
    enum status status = STATUS_TOO_LARGE;
    for (size_t limit = 1; status != STATUS_OK; limit += 97) {
        out_open_memory(&out, limit);
        chart_document(told.chart, NULL, &out);
        status = out_finish(&out, NULL);
        assert_true(status == STATUS_OK || status == STATUS_TOO_LARGE);
        out_close(&out);
    }
    arena_free(&told.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(increments_and_levels_are_drawn_as_what_they_are),
        cmocka_unit_test(each_accumulation_has_a_plot_of_its_own),
        cmocka_unit_test(actual_values_come_before_targets),
        cmocka_unit_test(periods_are_told_in_the_language),
        cmocka_unit_test(nothing_is_said_to_be_nothing),
        cmocka_unit_test(want_of_memory_is_told),
        cmocka_unit_test(an_answer_that_is_cut_off_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
