/* See index_page.h. What is under way and what is new is told by the model. */
#include "hiraku/pages/index_page.h"

#include "hiraku/exporters/catalogue/schema_org.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/pages/compare_page.h"
#include "hiraku/pages/prose.h"
#include "hiraku/pages/rows_table.h"
#include "hiraku/pages/shown_cell.h"
#include "hiraku/release/manifest.h"
#include "hiraku/service/row_set.h"

#include <inttypes.h>

static void index_page_data(struct json_writer *json, const struct page_context *context,
                            const void *instance)
{
    schema_site_write(json, instance);
    schema_catalogue_write(json, instance, context->manifest);
}

struct page index_page_begin(const struct page_context *context, struct out *out)
{
    const struct instance *instance = context->instance;
    struct slice description =
        instance_cell(instance, page_word(context, "description_ja", "description_en"));
    if (!description.len)
        description = instance_cell(instance, "description_ja");
    const struct page_head head = {.title = slice_of(page_own_word(context, instance->title)),
                                   .self = {.path = slice_of("/")},
                                   .dated = true,
                                   .description = description.at,
                                   .tell_data = index_page_data,
                                   .data_of = instance};
    struct page page = page_begin(context, out, &head);
    html_open(&page.html, "p");
    html_attribute(&page.html, "class", "lead");
    html_slice(&page.html, description);
    html_close(&page.html);
    html_line(&page.html);
    return page;
}

/* --- what is under way, what is new --- */

/* 事業: 実施中, or 採択: 新しい順 */
static void index_page_heading(struct page *page, const struct query *query)
{
    const struct page_context *context = page->context;
    struct html *html = &page->html;
    html_open(html, "h2");
    html_text(html, page_word(context, query->resource->title_ja, query->resource->title_en));
    for (size_t i = 0; i < query->filter_count; i++) {
        const struct filter *filter = &query->filters[i];
        const struct code *code =
            filter->column->codes ? column_code(filter->column, filter->value) : NULL;
        html_text(html, page_word(context, "：", ": "));
        if (code)
            html_text(html, page_word(context, code->title_ja, code->title_en));
        else
            html_slice(html, filter->value);
    }
    if (query->sorted && query->descending[0])
        html_text(html, page_word(context, "：新しい順", ": newest first"));
    html_close(html);
    html_line(html);
}

void index_page_all(struct page *page, const struct resource *table, struct slice parameters)
{
    struct page_address address = page_address_of(page->context, slice_of(table->name));
    address.query = parameters;
    html_open(&page->html, "p");
    page_link(page, &address, slice_of(page_word(page->context, "すべて見る", "See all")));
    html_close(&page->html);
    html_line(&page->html);
}

void index_page_front(struct page *page, const struct index_front *front)
{
    const struct page_context *context = page->context;
    const struct resource *table = front->query->resource;
    if (front->rows->count == 0)
        return;
    index_page_heading(page, front->query);
    rows_table_write(
        page, &(struct rows_table){.name = page_word(context, table->title_ja, table->title_en),
                                   .rows = front->rows->rows,
                                   .count = front->rows->count});
    index_page_all(page, table, front->parameters);
}

/* --- what there is --- */

static void index_page_table(struct page *page, const struct table_state *state)
{
    const struct page_context *context = page->context;
    const struct resource *table = state->resource;
    struct html *html = &page->html;
    const struct page_address address = page_address_of(context, slice_of(table->name));
    html_open(html, "li");
    page_link(page, &address, slice_of(page_word(context, table->title_ja, table->title_en)));
    html_printf(html, page_word(context, " %" PRIu64 " 件", " %" PRIu64), state->rows);
    html_open(html, "p");
    prose_inline(html, page_word(context, table->doc_ja, table->doc));
    html_close(html);
    if (table == model_cube_subject()->ref)
        compare_page_link(page, SLICE_NONE);
    html_close(html);
    html_line(html);
}

void index_page_tables(struct page *page)
{
    const struct manifest *manifest = page->context->manifest;
    struct html *html = &page->html;
    page_heading(page, page_word(page->context, "公開しているデータ", "What is published"));
    html_open(html, "ul");
    html_attribute(html, "class", "cards");
    html_line(html);
    for (int leading = 1; leading >= 0; leading--) /* first those that lead */
        for (size_t i = 0; i < manifest->table_count; i++) {
            const struct table_state *state = &manifest->tables[i];
            if (state->rows > 0 && state->resource->leading == leading)
                index_page_table(page, state);
        }
    html_close(html);
    html_line(html);
}

/* --- what changed last --- */

static void index_page_release(struct page *page, const struct row *row)
{
    const struct page_context *context = page->context;
    struct html *html = &page->html;
    struct slice number = row_cell(row, "number"), at = row_cell(row, "published_at");
    struct slice message = row_cell(row, page_word(context, "message_ja", "message_en"));
    if (!message.len)
        message = row_cell(row, "message_ja");
    html_open(html, "li");
    struct page_address address = page_address_of(context, slice_of(releases_resource.name));
    address.release = 0;
    address.id = number;
    html_open(html, "a");
    page_attribute(page, "href", "", &address);
    html_printf(html, page_word(context, "公開版 %.*s", "Release %.*s"), (int)number.len,
                number.at);
    html_close(html);
    html_text(html, page_word(context, "（", " ("));
    shown_moment(page, at, false);
    html_text(html, page_word(context, "）", ")"));
    html_open(html, "p");
    html_slice(html, message);
    html_text(html, message.len ? " " : "");
    struct slice added = row_cell(row, "added"), removed = row_cell(row, "removed"),
                 modified = row_cell(row, "modified");
    if (added.len)
        html_printf(html,
                    page_word(context, "追加 %.*s、削除 %.*s、変更 %.*s",
                              "added %.*s, removed %.*s, modified %.*s"),
                    (int)added.len, added.at, (int)removed.len, removed.at, (int)modified.len,
                    modified.at);
    html_close(html);
    html_close(html);
    html_line(html);
}

void index_page_releases(struct page *page, const struct row_set *releases)
{
    struct html *html = &page->html;
    page_heading(page, page_word(page->context, "最近の公開", "What changed last"));
    html_open(html, "ul");
    html_attribute(html, "class", "cards");
    html_line(html);
    for (size_t i = 0; i < releases->count; i++)
        index_page_release(page, &releases->rows[i]);
    html_close(html);
    html_line(html);
    struct page_address all = page_address_of(page->context, slice_of(releases_resource.name));
    all.release = 0;
    html_open(html, "p");
    page_link(page, &all, slice_of(page_word(page->context, "すべての公開版", "All releases")));
    html_close(html);
    html_line(html);
}

/* --- for programs --- */

static void index_page_examples(struct page *page)
{
    struct html *html = &page->html;
    page_heading(page, page_word(page->context, "プログラムから使う", "For programs"));
    html_open(html, "ul");
    html_attribute(html, "class", "links");
    html_line(html);
    for (size_t i = 0; model_examples[i]; i++) {
        html_open(html, "li");
        html_link(html, slice_of(model_examples[i]), slice_of(model_examples[i]));
        html_close(html);
        html_line(html);
    }
    html_close(html);
    html_line(html);
}

void index_page_finish(struct page *page)
{
    index_page_examples(page);
    page_finish(page);
}
