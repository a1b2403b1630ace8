/* See list_page.h. */
#include "hiraku/pages/list_page.h"

#include "hiraku/base/arena.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/model.h"
#include "hiraku/pages/compare_page.h"
#include "hiraku/pages/list_query.h"
#include "hiraku/pages/page.h"
#include "hiraku/pages/prose.h"
#include "hiraku/pages/rows_table.h"
#include "hiraku/service/list.h"
#include "hiraku/service/row_set.h"

#include "list_form.h"

#include <inttypes.h>

bool list_page_has_choice(const struct column *column)
{
    return column_is_published(column) && !(column->flags & COL_MANY) &&
           (column->codes || column->ref);
}

/* --- heads that sort --- */

struct list_page_order {
    const struct list_page *list;
    struct arena *arena;
};

/* 1: the rows are in the order of the column; −1: in the reverse; 0: in another. */
static int list_page_sorted(const struct query *query, const struct column *column)
{
    if (!query->sorted || query->order_count == 0 || query->order[0] != column)
        return 0;
    return query->descending[0] ? -1 : 1;
}

static void list_page_head(struct page *page, const struct column *column, const char *text,
                           void *context)
{
    const struct list_page_order *order = context;
    const struct query *query = order->list->query;
    struct html *html = &page->html;
    int sorted = list_page_sorted(query, column);
    if (sorted)
        html_attribute(html, "aria-sort", sorted > 0 ? "ascending" : "descending");
    if (query->resource->on_demand) {
        html_text(html, text);
        return;
    }
    struct page_address address = page_address_of(page->context, order->list->path);
    address.query =
        list_query_with(order->arena, order->list->parameters, "sort",
                        arena_printf(order->arena, "%s%s", sorted > 0 ? "-" : "", column->name));
    page_link(page, &address, slice_of(text));
}

/* --- parts of the page --- */

static void list_page_total(struct page *page, const struct list_page *list)
{
    const struct page_context *context = page->context;
    struct html *html = &page->html;
    html_open(html, "p");
    html_attribute(html, "class", "total");
    if (list->facts->total >= 0)
        html_printf(html, page_word(context, "%" PRId64 " 件", "%" PRId64 " rows"),
                    list->facts->total);
    else if (list->facts->total_at_least >= 0)
        html_printf(html, page_word(context, "%" PRId64 " 件以上", "at least %" PRId64 " rows"),
                    list->facts->total_at_least);
    if (list->facts->total == 0 && list->parameters.len > 0)
        html_text(html, page_word(context, "。条件を減らしてください。",
                                  ". Remove a condition to see more."));
    html_close(html);
    html_line(html);
}

static void list_page_step(struct page *page, struct slice parameters, const char *rel,
                           const char *text)
{
    struct page_address address = page_address_of(page->context, page->self.path);
    address.query = parameters;
    html_open(&page->html, "a");
    if (rel)
        html_attribute(&page->html, "rel", rel);
    page_attribute(page, "href", "", &address);
    html_text(&page->html, text);
    html_close(&page->html);
    html_text(&page->html, " ");
}

static void list_page_steps(struct page *page, const struct list_page *list)
{
    const struct page_context *context = page->context;
    if (list->first && list->next.len == 0)
        return;
    html_open(&page->html, "nav");
    html_attribute(&page->html, "class", "steps");
    html_attribute(&page->html, "aria-label", page_word(context, "ページ", "Pages"));
    if (!list->first)
        list_page_step(page, list->parameters, "start",
                       page_word(context, "最初のページ", "First page"));
    if (list->next.len)
        list_page_step(page, list->next, "next", page_word(context, "次のページ", "Next page"));
    html_close(&page->html);
    html_line(&page->html);
}

static void list_page_data(struct page *page, const struct list_page *list, struct arena *arena)
{
    const struct page_context *context = page->context;
    const struct resource *table = list->query->resource;
    struct html *html = &page->html;
    struct page_address address = {.path = list->data,
                                   .query = list_query_of_data(arena, list->parameters),
                                   .release = context->pinned};
    page_heading(page, page_word(context, "この一覧をデータで", "This list as data"));
    html_open(html, "p");
    html_attribute(html, "class", "files");
    for (size_t i = 0; writers[i]; i++) {
        address.ending = writers[i]->name;
        page_link(page, &address, slice_of(writers[i]->title));
        html_text(html, " ");
    }
    address.ending = "csv";
    address.query = list_query_with(arena, address.query, "profile", slice_of("excel"));
    page_link(page, &address, slice_of(page_word(context, "CSV（Excel 用）", "CSV for Excel")));
    html_close(html);
    html_line(html);
    html_open(html, "p");
    html_attribute(html, "class", "links");
    html_link_printf(html, page_word(context, "項目の意味", "What the columns mean"),
                     "/docs/dictionary#%s", table->name);
    html_text(html, " ");
    if (!table->on_demand)
        html_link_printf(html, page_word(context, "説明とファイル", "Description and files"),
                         "/v1/datasets/%s.html", table->name);
    html_close(html);
    html_line(html);
}

static void list_page_rows(struct page *page, const struct list_page *list, struct arena *arena)
{
    const struct resource *table = list->query->resource;
    struct list_page_order order = {list, arena};
    const struct rows_table rows = {.name =
                                        page_word(page->context, table->title_ja, table->title_en),
                                    .rows = list->rows->rows,
                                    .count = list->rows->count,
                                    .chosen = list->query->field_count > 0,
                                    .head = list_page_head,
                                    .context = &order};
    rows_table_write(page, &rows);
}

void list_page_write(const struct page_context *context, const struct list_page *list,
                     struct arena *arena, struct out *out)
{
    const struct resource *table = list->query->resource;
    const struct list_look own = {table->title_ja, table->title_en, table->doc_ja, table->doc,
                                  list_page_rows},
                           *look = list->look ? list->look : &own;
    const char *doc = page_word(context, look->doc_ja, look->doc);
    const struct page_head head = {
        .title = slice_of(page_word(context, look->title_ja, look->title_en)),
        .self = {.path = list->path, .query = list->parameters},
        .description = doc,
        .dated = !table->on_demand,
        .part = !list->first || list->parameters.len > 0,
        .data = {.path = list->data, .query = list_query_of_data(arena, list->parameters)},
        .feed = {.path = table->computed || table->on_demand
                             ? SLICE_NONE
                             : arena_printf(arena, "/v1/feeds/%s", table->name)},
        .crumbs = {page_crumb_home(context)}};
    struct page page = page_begin(context, out, &head);
    html_open(&page.html, "p");
    prose_inline(&page.html, doc);
    html_close(&page.html);
    html_line(&page.html);
    list_form_write(&page, list, arena);
    list_conditions_write(&page, list, arena);
    if (!list->lead)
        list_page_total(&page, list);
    if (table == model_cube_subject()->ref)
        compare_page_link(&page, SLICE_NONE);
    look->rows(&page, list, arena);
    list_page_steps(&page, list);
    list_page_data(&page, list, arena);
    page_finish(&page);
}
