/* See timeline.h. */
#include "hiraku/pages/timeline.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/out.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/pages/chart/chart_describe.h"
#include "hiraku/pages/page.h"
#include "hiraku/pages/page_chart.h"
#include "hiraku/pages/record_name.h"
#include "hiraku/query/view.h"
#include "hiraku/value/period.h"

enum { TIMELINE_NAME = 16384 };

/* --- events --- */

static bool timeline_has(const struct timeline *timeline, const struct resource *table,
                         struct slice id)
{
    for (size_t i = 0; i < timeline->count; i++)
        if (timeline->events[i].table == table && slice_equal(timeline->events[i].id, id))
            return true;
    return false;
}

static struct slice timeline_label(const struct timeline *timeline, const struct period *period,
                                   struct slice text)
{
    char label[PERIOD_LABEL_SIZE];
    if (timeline->context->language == LANGUAGE_EN)
        period_label_en(period, text, label);
    else
        period_label_ja(period, text, label);
    return arena_copy(timeline->arena, slice_of(label));
}

/* False: the text is no period. */
static bool timeline_when(const struct timeline *timeline, struct slice text,
                          struct chart_point *point)
{
    struct period period;
    if (period_parse(text, timeline->context->instance->first_month, &period) != PERIOD_GOOD)
        return false;
    point->place = arena_copy(timeline->arena, text);
    point->era = timeline_label(timeline, &period, text);
    point->from = date_days(period.open_start ? period.ends : period.starts);
    point->to = date_days(period.open_end ? period.starts : period.ends);
    point->dated = true;
    return true;
}

static unsigned timeline_marks(const struct row *row)
{
    struct slice certainty = row_cell(row, "certainty");
    if (slice_is(certainty, "inferred"))
        return CHART_INFERRED;
    return slice_is(certainty, "disputed") ? CHART_DISPUTED : 0;
}

static void timeline_keep(struct timeline *timeline, const struct timeline_event *event)
{
    if (timeline->count < TIMELINE_MAX)
        timeline->events[timeline->count++] = *event;
    else
        timeline->more = true;
}

/* How many columns of a table hold times: where that is one, it needs no name. */
static size_t timeline_columns(const struct row *row)
{
    size_t count = 0;
    for (size_t i = 0; i < row->view->count; i++)
        count += !row->view->through[i] && row->view->columns[i]->type == TYPE_PERIOD;
    return count;
}

static void timeline_add_periods(struct timeline *timeline, const struct row *row,
                                 struct timeline_event *event)
{
    const struct page_context *context = timeline->context;
    size_t columns = timeline_columns(row), found = 0;
    for (size_t i = 0; i < row->view->count; i++) {
        const struct column *column = row->view->columns[i];
        if (row->view->through[i] || column->type != TYPE_PERIOD ||
            !timeline_when(timeline, row->cells[i], &event->point))
            continue;
        event->point.label =
            columns == 1
                ? event->name
                : arena_printf(timeline->arena, page_word(context, "%.*s（%s）", "%.*s (%s)"),
                               (int)event->name.len, event->name.at,
                               page_word(context, column->title_ja, column->title_en));
        if (slice_equal(event->point.label, event->point.era))
            event->point.era = SLICE_NONE;
        timeline_keep(timeline, event);
        found++;
    }
    if (columns > 0 && found == 0)
        timeline_keep(timeline, event);
}

void timeline_add(struct timeline *timeline, const struct row *row)
{
    struct out name;
    struct timeline_event event = {.table = row->view->resource,
                                   .point = {.marks = timeline_marks(row)}};
    struct slice id = row_cell(row, "id");
    if (timeline_has(timeline, event.table, id))
        return;
    out_open_memory(&name, TIMELINE_NAME);
    record_name_write(timeline->context, row, NULL, &name, &event.lang);
    event.id = event.point.id = arena_copy(timeline->arena, id);
    event.name = out_keep(&name, timeline->arena);
    timeline_add_periods(timeline, row, &event);
}

/* --- the picture --- */

/* The events of a table that have a time, the earliest first, behind `points`. */
static size_t timeline_lane(const struct timeline *timeline, const struct resource *table,
                            struct chart_point *points)
{
    size_t count = 0;
    for (size_t i = 0; i < timeline->count; i++) {
        const struct timeline_event *event = &timeline->events[i];
        if (event->table != table || !event->point.dated)
            continue;
        size_t at = count++;
        for (; at > 0 && points[at - 1].from > event->point.from; at--)
            points[at] = points[at - 1];
        points[at] = event->point;
    }
    return count;
}

static bool timeline_is_first(const struct timeline *timeline, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (timeline->events[j].table == timeline->events[i].table)
            return false;
    return true;
}

static void timeline_draw(struct page *page, const struct timeline *timeline)
{
    struct chart_point *points = arena_alloc(timeline->arena, TIMELINE_MAX * sizeof *points);
    struct chart_series *lanes = arena_alloc(timeline->arena, TIMELINE_MAX * sizeof *lanes);
    size_t count = 0;
    if (!points || !lanes)
        return;
    for (size_t i = 0; i < timeline->count; i++) {
        const struct resource *table = timeline->events[i].table;
        size_t events = timeline_is_first(timeline, i) ? timeline_lane(timeline, table, points) : 0;
        if (events == 0)
            continue;
        lanes[count] = (struct chart_series){
            .name = slice_of(page_word(page->context, table->title_ja, table->title_en)),
            .colour = (unsigned)(count % CHART_COLOURS),
            .points = points,
            .count = events};
        count++;
        points += events;
    }
    const struct chart_panel panel = {.kind = CHART_EVENTS, .series = lanes, .count = count};
    struct chart chart = {.language = page->context->language,
                          .title = slice_of(page_word(page->context, "出典に書かれた時期",
                                                      "Times as the sources state them")),
                          .panels = &panel,
                          .count = 1};
    chart.description = chart_describe(&chart, timeline->arena);
    page_chart_write(page, &chart, "timeline");
}

/* --- what has no time --- */

static void timeline_undated(struct page *page, const struct timeline *timeline)
{
    const struct page_context *context = page->context;
    struct html *html = &page->html;
    bool any = false;
    for (size_t i = 0; i < timeline->count; i++) {
        const struct timeline_event *event = &timeline->events[i];
        if (event->point.dated)
            continue;
        if (!any) {
            html_open(html, "p");
            html_attribute(html, "class", "undated");
            html_text(html,
                      page_word(context, "時期の記載がないもの: ", "Without a stated time: "));
        }
        html_text(html, any ? page_word(context, "、", ", ") : "");
        any = true;
        const struct page_address address =
            page_address_of_record(context, event->table->name, event->id);
        html_open(html, "a");
        page_attribute(page, "href", "", &address);
        page_text_in(page, event->lang, event->name);
        html_close(html);
        html_printf(html, page_word(context, "（%s）", " (%s)"),
                    page_word(context, event->table->title_ja, event->table->title_en));
    }
    if (any)
        html_close(html);
    if (timeline->more)
        html_element(html, "p",
                     page_word(context, "ほかにもある。下の表を見てください。",
                               "There are more: see the tables below."));
    html_line(html);
}

void timeline_write(struct page *page, const struct timeline *timeline)
{
    size_t dated = 0;
    for (size_t i = 0; i < timeline->count; i++)
        dated += timeline->events[i].point.dated;
    if (dated == 0)
        return;
    page_heading(page, page_word(page->context, "経過", "Time line"));
    timeline_draw(page, timeline);
    timeline_undated(page, timeline);
}
