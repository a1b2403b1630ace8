/* The figures of several subjects as one table. Figures of one time and one division stand in one
 * row; each has the digits that were published, its unit, and the way to its own page. */
#include "compare_parts.h"

#include "kpi_page_parts.h"

#include "hiraku/base/arena.h"
#include "hiraku/model/model.h"
#include "hiraku/model/resource.h"
#include "hiraku/pages/chart/chart.h"
#include "hiraku/pages/chart/chart_words.h"
#include "hiraku/pages/page.h"
#include "hiraku/service/compare.h"
#include "hiraku/service/details.h"

#include <stdlib.h>

/* A figure, and whose it is. */
struct compare_figure {
    const struct detail *detail;
    size_t subject;
};

struct compare_table {
    const struct compare_page *compared;
    struct compare_figure *figures; /* those of one row one behind the other */
    size_t count;
    bool divided; /* by item, segment or area */
};

static int compare_table_order(const void *left, const void *right)
{
    static const enum point_cell order[] = {POINT_VALUE_TYPE, POINT_ACCUMULATION, POINT_ITEM,
                                            POINT_SEGMENT,    POINT_AREA,         POINT_STARTS,
                                            POINT_ENDS,       POINT_PERIOD};
    const struct compare_figure *a = left, *b = right;
    int sign = 0;
    for (size_t i = 0; i < sizeof order / sizeof *order && sign == 0; i++)
        sign = slice_compare(a->detail->point.cells[order[i]], b->detail->point.cells[order[i]]);
    return sign != 0 ? sign : (a->subject > b->subject) - (a->subject < b->subject);
}

static bool compare_table_same_row(const struct compare_figure *a, const struct compare_figure *b)
{
    return point_shares(&a->detail->point, &b->detail->point, POINT_VALUE_TYPE, POINT_PERIOD + 1);
}

/* False: there is no figure, or no memory. */
static bool compare_table_collect(struct compare_table *table)
{
    const struct compare_page *compared = table->compared;
    size_t count = 0;
    for (size_t i = 0; i < compared->compare->count; i++)
        count += compared->details[i].count;
    table->figures = arena_alloc(compared->context.arena, (count + 1) * sizeof *table->figures);
    for (size_t i = 0; table->figures && i < compared->compare->count; i++)
        for (size_t j = 0; j < compared->details[i].count; j++) {
            const struct detail *detail = &compared->details[i].points[j];
            if (detail->gap)
                continue;
            table->figures[table->count++] = (struct compare_figure){detail, i};
            table->divided |= kpi_point_division(detail, &compared->context).len > 0;
        }
    if (table->count > 0)
        qsort(table->figures, table->count, sizeof *table->figures, compare_table_order);
    return table->count > 0;
}

static void compare_table_figure(struct page *page, const struct compare_table *table,
                                 const struct compare_figure *figure)
{
    struct html *html = &page->html;
    struct chart_point point;
    kpi_point(figure->detail, &table->compared->context, &point);
    const struct page_address address =
        page_address_of_record(page->context, model_cube()->name, point.id);
    html_open(html, "a");
    page_attribute(page, "href", "", &address);
    kpi_value_write(page, &table->compared->details[figure->subject], &point);
    html_close(html);
    if (!kpi_is_noted(figure->detail, &point))
        return;
    html_void(html, "br");
    html_open(html, "span");
    html_attribute(html, "class", "note");
    kpi_notes_write(page, figure->detail, &point);
    html_close(html);
}

/* A row: of `figures`, which share it, at most one a subject. */
static void compare_table_row(struct page *page, const struct compare_table *table,
                              const struct compare_figure *figures, size_t count)
{
    struct html *html = &page->html;
    enum language language = page->context->language;
    const struct compare_page *compared = table->compared;
    struct slice division = kpi_point_division(figures->detail, &compared->context);
    struct chart_point point;
    size_t at = 0;
    kpi_point(figures->detail, &compared->context, &point);
    page_row(page);
    html_attribute(html, "class", "when");
    kpi_period_write(page, &point);
    if (table->divided) {
        page_cell(page);
        html_slice(html, division.len ? division : slice_of(chart_word(language, WORD_ALL)));
    }
    page_cell(page);
    kpi_kind_write(page, figures->detail);
    for (size_t i = 0; i < compared->compare->count; i++) {
        page_cell(page);
        html_attribute(html, "class", "number");
        if (at < count && figures[at].subject == i)
            compare_table_figure(page, table, &figures[at++]);
        else
            html_text(html, chart_word(language, WORD_NO_ROW));
    }
    page_row_close(page);
}

void compare_table_write(struct page *page, const struct compare_page *compared)
{
    const struct page_context *context = page->context;
    const char *title = page_word(context, "値の一覧", "All values");
    struct compare_table table = {.compared = compared};
    if (!compared->details || !compare_table_collect(&table))
        return;
    html_open(&page->html, "h2");
    html_attribute(&page->html, "id", "figures");
    html_text(&page->html, title);
    html_close(&page->html);
    html_line(&page->html);
    page_table_open(page, title, false);
    compare_heads_write(page, compared,
                        table.divided
                            ? page_word(context, "期間|内訳|種類", "Period|Breakdown|Kind")
                            : page_word(context, "期間|種類", "Period|Kind"));
    page_table_head_close(page);
    for (size_t i = 0, end; i < table.count; i = end) {
        for (end = i + 1;
             end < table.count && compare_table_same_row(&table.figures[i], &table.figures[end]);)
            end++;
        compare_table_row(page, &table, &table.figures[i], end - i);
    }
    page_table_close(page);
}
