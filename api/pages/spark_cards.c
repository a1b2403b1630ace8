/* See spark_cards.h. Only what has several times has a line; the first series of the first plot. */
#include "hiraku/pages/spark_cards.h"

#include "hiraku/base/out.h"
#include "hiraku/model/model.h"
#include "hiraku/model/resource.h"
#include "hiraku/pages/chart/chart.h"
#include "hiraku/pages/page.h"
#include "hiraku/pages/shown_cell.h"

enum { SPARK_WIDTH = 220, SPARK_HEIGHT = 44, SPARK_NUMBER = 64 };

/* The plot that a card shows: over time, or a figure that stands alone. */
static const struct chart_panel *spark_cards_panel(const struct chart *chart)
{
    const struct chart_panel *first = chart->panels;
    if (chart->count == 0 || first->count == 0)
        return NULL;
    bool alone = chart->count == 1 && first->count == 1 && first->series[0].count == 1;
    return first->kind <= CHART_COLUMN || (first->kind == CHART_FIGURE && alone) ? first : NULL;
}

static void spark_cards_value(struct page *page, const struct chart_panel *panel,
                              const struct chart_series *series, const struct chart_point *point)
{
    struct html *html = &page->html;
    char bytes[SPARK_NUMBER];
    struct out number;
    out_open_buffer(&number, bytes, sizeof bytes);
    shown_number(&number, point->value);
    html_open(html, "p");
    html_slice(html, panel->title);
    html_text(html, panel->title.len ? page_word(page->context, "　", " · ") : "");
    html_slice(html, series->name);
    html_text(html, series->name.len ? page_word(page->context, "　", " · ") : "");
    html_slice(html, point->label);
    html_text(html, page_word(page->context, "：", ": "));
    html_slice(html, point->text[0]);
    html_open(html, "data");
    html_attribute_slice(html, "value", point->value);
    html_slice(html, out_written(&number));
    html_close(html);
    html_text(html, page_word(page->context, "", shown_before_unit(panel->unit)));
    html_slice(html, panel->unit);
    html_slice(html, point->text[1]);
    html_close(html);
}

bool spark_of_chart(struct spark *spark, const struct chart *chart)
{
    const struct chart_panel *panel = spark_cards_panel(chart);
    size_t values = 0;
    if (!panel)
        return false;
    spark->label = chart->description;
    spark->language = chart->language;
    spark->kind = panel->kind;
    spark->unit = panel->unit;
    spark->series = &panel->series[0];
    for (size_t i = 0; i < spark->series->count; i++)
        values += spark->series->points[i].value.len > 0;
    return values > 1 && panel->kind <= CHART_COLUMN;
}

static void spark_cards_course(struct page *page, const struct chart *chart)
{
    const struct chart_panel *panel = spark_cards_panel(chart);
    struct spark spark = {.width = SPARK_WIDTH, .height = SPARK_HEIGHT};
    const struct chart_point *last = NULL;
    if (!panel)
        return;
    const struct chart_series *series = &panel->series[0];
    for (size_t i = 0; i < series->count; i++)
        if (series->points[i].value.len)
            last = &series->points[i];
    if (!last)
        return;
    if (spark_of_chart(&spark, chart))
        spark_write(&spark, &page->html);
    spark_cards_value(page, panel, series, last);
}

void spark_cards_write(struct page *page, const struct spark_card *cards, size_t count)
{
    struct html *html = &page->html;
    const struct resource *table = model_cube_subject()->ref;
    if (count == 0)
        return;
    page_heading(page, page_word(page->context, "指標の動き", "Figures at a glance"));
    html_open(html, "ul");
    html_attribute(html, "class", "cards sparks");
    html_line(html);
    for (size_t i = 0; i < count; i++) {
        const struct page_address address =
            page_address_of_record(page->context, table->name, cards[i].id);
        html_open(html, "li");
        page_link(page, &address, cards[i].chart->title);
        spark_cards_course(page, cards[i].chart);
        html_close(html);
        html_line(html);
    }
    html_close(html);
    html_line(html);
}
