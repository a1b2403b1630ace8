/* The frame of a chart: title above, plots, then what the signs mean, source, licence and release.
 * Its height follows from what is in it. */
#include "hiraku/pages/chart/chart.h"

#include "plot.h"

#include "hiraku/base/out.h"
#include "hiraku/pages/chart/chart_text.h"
#include "hiraku/pages/chart/chart_words.h"
#include "hiraku/pages/html.h"
#include "hiraku/release/site_palette.h"

#include <stdio.h>

enum { PAD = 1600, AIR = 1000, PANEL_HEAD = 2500, GUTTER = 2400, FOOT_AIR = 1400, KEY_SIZE = 512 };
enum { CHART_SHEET_SIZE = 512 };

static const struct plot_kind *const kinds[CHART_KINDS] = {
    [CHART_LINE] = &plot_time,     [CHART_STEP] = &plot_time,      [CHART_COLUMN] = &plot_time,
    [CHART_EVENTS] = &plot_events, [CHART_FLOW] = &plot_flow,      [CHART_BAR] = &plot_bars,
    [CHART_SHARE] = &plot_shares,  [CHART_FIGURE] = &plot_figures,
};

static long chart_inside(const struct chart *chart)
{
    return chart->width * (long)PX - 2L * PAD;
}

/* --- lines of text --- */

static long chart_lines_height(const struct chart *chart, enum svg_look look, struct slice text)
{
    return (long)chart_text_lines(text, svg_text_size(look), chart_inside(chart)) *
           svg_line_height(look) * PX;
}

static void chart_lines(const struct chart *chart, struct html *html, enum svg_look look, long *y,
                        struct slice text)
{
    for (;;) {
        struct slice line = chart_text_line(&text, svg_text_size(look), chart_inside(chart));
        if (!line.len)
            return;
        *y += svg_line_height(look) * (long)PX;
        svg_text(html, look, &(struct svg_at){PAD, *y - 500, SVG_START}, line);
    }
}

/* --- what the signs mean --- */

static unsigned chart_marks(const struct chart *chart)
{
    unsigned marks = 0;
    for (size_t i = 0; i < chart->count; i++)
        for (size_t j = 0; j < chart->panels[i].count; j++)
            for (size_t k = 0; k < chart->panels[i].series[j].count; k++)
                marks |= chart->panels[i].series[j].points[k].marks;
    return marks;
}

static struct slice chart_key(const struct chart *chart, char text[KEY_SIZE])
{
    unsigned marks = chart_marks(chart);
    size_t len = 0;
    for (unsigned bit = 0; bit < CHART_MARKS; bit++)
        if (marks & 1U << bit && *chart_mark_sign(bit))
            len += (size_t)snprintf(text + len, KEY_SIZE - len, "%s%s %s",
                                    len ? chart->language == LANGUAGE_EN ? " · " : "　" : "",
                                    chart_mark_sign(bit), chart_mark_word(chart->language, bit));
    return (struct slice){text, len};
}

/* --- below --- */

struct foot {
    char key[KEY_SIZE];
    struct slice lines[4];
};

static void chart_foot(const struct chart *chart, struct foot *foot)
{
    foot->lines[0] = chart_key(chart, foot->key);
    foot->lines[1] = chart->source;
    foot->lines[2] = chart->licence;
    foot->lines[3] = chart->release;
}

static long chart_foot_height(const struct chart *chart)
{
    struct foot foot;
    long height = FOOT_AIR;
    chart_foot(chart, &foot);
    for (int i = 0; i < 4; i++)
        height += chart_lines_height(chart, SVG_SOFT, foot.lines[i]);
    return height;
}

/* --- the whole --- */

/* How many plots stand beside each other, and how wide each is. */
static size_t chart_columns(const struct chart *chart)
{
    long most = (chart_inside(chart) + GUTTER) / (CHART_COLUMN_WIDTH * (long)PX + GUTTER);
    long columns = chart->columns > 1 ? chart->columns : 1;
    columns = columns > most ? most : columns;
    return columns > 1 ? (size_t)columns : 1;
}

static long chart_panel_width(const struct chart *chart)
{
    long columns = (long)chart_columns(chart);
    return (chart_inside(chart) - (columns - 1) * GUTTER) / columns;
}

/* The height of the row of plots that begins with this one. */
static long chart_row_height(const struct chart *chart, size_t first)
{
    long height = 0;
    for (size_t i = first; i < first + chart_columns(chart) && i < chart->count; i++) {
        const struct chart_panel *panel = &chart->panels[i];
        long one = (panel->title.len ? PANEL_HEAD : AIR) +
                   kinds[panel->kind]->height(chart, panel, chart_panel_width(chart));
        height = one > height ? one : height;
    }
    return height;
}

static long chart_height(const struct chart *chart)
{
    long height = 2L * PAD + chart_lines_height(chart, SVG_TITLE, chart->title) +
                  chart_lines_height(chart, SVG_TEXT, chart->subtitle) +
                  chart_lines_height(chart, SVG_STRONG, chart->notice) + chart_foot_height(chart);
    for (size_t i = 0; i < chart->count; i += chart_columns(chart))
        height += chart_row_height(chart, i);
    return height;
}

static void chart_panel_draw(const struct chart *chart, const struct chart_panel *panel,
                             struct html *html, const struct svg_box *box)
{
    long head = panel->title.len ? PANEL_HEAD : AIR;
    struct plot plot = {.html = html, .chart = chart, .panel = panel};
    char buffer[CHART_FIT_SIZE];
    svg_group(html, "hk-panel");
    if (panel->title.len)
        svg_text(html, SVG_STRONG, &(struct svg_at){box->x, box->y + 1900, SVG_START},
                 chart_text_fit(panel->title, svg_text_size(SVG_STRONG), box->width, buffer));
    plot.whole = (struct svg_box){box->x, box->y + head, box->width, box->height - head};
    kinds[panel->kind]->draw(&plot);
    svg_close(html);
}

static void chart_panels(const struct chart *chart, struct html *html, long y)
{
    size_t columns = chart_columns(chart);
    long width = chart_panel_width(chart);
    for (size_t i = 0; i < chart->count; i++) {
        struct svg_box box = {PAD + (long)(i % columns) * (width + GUTTER), y, width,
                              chart_row_height(chart, i / columns * columns)};
        chart_panel_draw(chart, &chart->panels[i], html, &box);
        if (i % columns == columns - 1)
            y += box.height;
    }
}

/* Text for who does not see the picture (SVG-AAM 1.0 s.8). */
static void chart_described(const struct chart *chart, struct html *html)
{
    static const char *const names[] = {"title", "desc"};
    const struct slice texts[] = {chart->title, chart->description};
    for (int i = 0; i < 2; i++) {
        html_open(html, names[i]);
        html_attribute_printf(html, "id", "%.*s-%s", (int)chart->id.len, chart->id.at, names[i]);
        svg_language(html, texts[i]);
        html_slice(html, texts[i]);
        html_close(html);
    }
}

static void chart_root(const struct chart *chart, struct html *html, long height)
{
    html_open(html, "svg");
    html_attribute(html, "xmlns", "http://www.w3.org/2000/svg");
    html_attribute_slice(html, "id", chart->id);
    html_attribute(html, "class", "hk-chart");
    html_attribute(html, "role", "img");
    html_attribute_printf(html, "aria-labelledby", "%.*s-title %.*s-desc", (int)chart->id.len,
                          chart->id.at, (int)chart->id.len, chart->id.at);
    html_attribute(html, "lang", chart->language == LANGUAGE_EN ? "en" : "ja");
    html_attribute(html, "xml:lang", chart->language == LANGUAGE_EN ? "en" : "ja");
    html_attribute_printf(html, "viewBox", "0 0 %d %ld", chart->width, height / PX);
    html_attribute_printf(html, "width", "%d", chart->width);
    html_attribute_printf(html, "height", "%ld", height / PX);
    html_attribute(html, "font-family", "system-ui, sans-serif");
}

/* Its own style, and what the instance changes in it. */
static void chart_sheet(struct html *html, const struct site_palette *palette)
{
    char bytes[CHART_SHEET_SIZE];
    struct out sheet;
    out_open_buffer(&sheet, bytes, sizeof bytes);
    if (palette)
        site_palette_write_charts(palette, &sheet);
    html_open(html, "style");
    html_text(html, chart_style);
    html_slice(html, out_written(&sheet));
    html_close(html);
    if (sheet.error != STATUS_OK)
        out_fail(html->out, sheet.error, "the style of a chart");
}

static void chart_draw(const struct chart *chart, struct html *html,
                       const struct site_palette *palette, bool alone)
{
    long height = (chart_height(chart) + PX - 1) / PX * PX, y = PAD - 300;
    struct foot foot;
    html->language = chart->language;
    chart_root(chart, html, height);
    chart_described(chart, html);
    if (alone)
        chart_sheet(html, palette);
    svg_rect(html, SVG_BACK, &(struct svg_box){0, 0, chart->width * (long)PX, height});
    chart_lines(chart, html, SVG_TITLE, &y, chart->title);
    chart_lines(chart, html, SVG_TEXT, &y, chart->subtitle);
    chart_lines(chart, html, SVG_STRONG, &y, chart->notice);
    chart_panels(chart, html, y);
    chart_foot(chart, &foot);
    y = height - PAD - chart_foot_height(chart) + FOOT_AIR;
    svg_line(html, SVG_GRID, &(struct svg_box){PAD, y - FOOT_AIR / 3, chart_inside(chart), 0});
    for (int i = 0; i < 4; i++)
        chart_lines(chart, html, SVG_SOFT, &y, foot.lines[i]);
    html_close(html);
}

void chart_write(const struct chart *chart, struct html *html)
{
    chart_draw(chart, html, NULL, false);
}

void chart_document(const struct chart *chart, const struct site_palette *palette, struct out *out)
{
    struct html html = html_begin(out);
    char ground[COLOUR_TEXT_SIZE];
    if (palette && palette->given[SITE_LIGHT][SITE_BACK]) {
        colour_write(palette->colours[SITE_LIGHT][SITE_BACK], ground);
        html.ground = ground;
    }
    chart_draw(chart, &html, palette, true);
    html_finish(&html);
    out_char(out, '\n');
}
