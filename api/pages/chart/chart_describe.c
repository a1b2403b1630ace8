/* See chart_describe.h. */
#include "hiraku/pages/chart/chart_describe.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/out.h"
#include "hiraku/pages/chart/chart.h"
#include "hiraku/pages/chart/chart_words.h"

enum { VALUES_MAX = 60, BYTES_MAX = 1 << 20 };

static void chart_describe_point(const struct chart *chart, const struct chart_panel *panel,
                                 const struct chart_point *point, struct out *out)
{
    out_slice(out, point->label);
    if (panel->kind == CHART_EVENTS) {
        out_text(out, point->era.len ? chart_word(chart->language, WORD_OPEN) : "");
        out_slice(out, point->era);
        out_text(out, point->era.len ? chart_word(chart->language, WORD_CLOSE) : "");
        return;
    }
    out_char(out, ' ');
    if (!point->value.len) {
        out_slice(out, point->reason);
        return;
    }
    out_slice(out, point->text[0]);
    out_slice(out, point->value);
    out_text(out, chart->language == LANGUAGE_EN && panel->unit.len ? " " : "");
    out_slice(out, panel->unit);
    out_slice(out, point->text[1]);
    for (unsigned bit = 0; bit < CHART_MARKS; bit++)
        if (point->marks & 1U << bit && *chart_mark_sign(bit)) {
            out_text(out, chart_word(chart->language, WORD_OPEN));
            out_text(out, chart_mark_word(chart->language, bit));
            out_text(out, chart_word(chart->language, WORD_CLOSE));
        }
}

static void chart_describe_series(const struct chart *chart, const struct chart_panel *panel,
                                  const struct chart_series *series, struct out *out)
{
    const char *stop = chart->language == LANGUAGE_EN ? ". " : "。";
    out_slice(out, panel->title);
    if (panel->title.len && series->name.len)
        out_text(out, chart->language == LANGUAGE_EN ? ", " : "・");
    out_slice(out, series->name);
    if (panel->title.len || series->name.len)
        out_text(out, chart_word(chart->language, WORD_COLON));
    for (size_t i = 0; i < series->count && i < VALUES_MAX; i++) {
        out_text(out, i > 0 ? chart_word(chart->language, WORD_COMMA) : "");
        chart_describe_point(chart, panel, &series->points[i], out);
    }
    if (series->count > VALUES_MAX) {
        out_text(out, " … (");
        out_int(out, (int64_t)series->count);
        out_char(out, ')');
    }
    out_text(out, stop);
}

static void chart_describe_flow(const struct chart *chart, const struct chart_flow *flow,
                                struct out *out)
{
    for (size_t i = 0; i < flow->link_count && i < VALUES_MAX; i++) {
        const struct chart_link *link = &flow->links[i];
        if (link->from >= flow->node_count || link->to >= flow->node_count)
            continue;
        out_slice(out, flow->nodes[link->from].name);
        out_text(out, " → ");
        out_slice(out, flow->nodes[link->to].name);
        out_text(out, chart_word(chart->language, WORD_COLON));
        out_int(out, link->count);
        out_text(out, chart->language == LANGUAGE_EN ? ". " : "。");
    }
}

struct slice chart_describe(const struct chart *chart, struct arena *arena)
{
    struct out out;
    out_open_memory(&out, BYTES_MAX);
    out_slice(&out, chart->subtitle);
    if (chart->subtitle.len)
        out_text(&out, chart->language == LANGUAGE_EN ? ". " : "。");
    for (size_t i = 0; i < chart->count; i++) {
        for (size_t j = 0; j < chart->panels[i].count; j++)
            chart_describe_series(chart, &chart->panels[i], &chart->panels[i].series[j], &out);
        if (chart->panels[i].kind == CHART_FLOW)
            chart_describe_flow(chart, chart->panels[i].flow, &out);
    }
    return out_keep(&out, arena);
}
