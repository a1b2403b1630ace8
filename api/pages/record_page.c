/* See record_page.h. Every column of the table is there: what is filled with its title and value,
 * what is empty by its title. */
#include "hiraku/pages/record_page.h"

#include "hiraku/base/out.h"
#include "hiraku/base/utf8.h"
#include "hiraku/exporters/catalogue/schema_record.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/pages/record_name.h"
#include "hiraku/pages/rows_table.h"
#include "hiraku/pages/shown_cell.h"
#include "hiraku/release/artifacts.h"
#include "hiraku/release/layout.h"
#include "hiraku/service/row_set.h"
#include "hiraku/value/iri.h"

/* In bytes. */
enum { RECORD_PAGE_NAME = 16384, RECORD_PAGE_DESCRIPTION = 480, LONG_TEXT = 2000 };

static struct slice record_page_id(const struct row *row)
{
    return row_cell(row, "id");
}

/* --- what is told of it --- */

static void record_page_term(struct page *page, const struct resource *table,
                             const struct column *column)
{
    html_link_printf(&page->html, page_word(page->context, column->title_ja, column->title_en),
                     "/docs/dictionary#%s.%s", table->name, column->name);
}

/* How certain a row is: empty means that the source states it, as the first code does. */
static bool record_page_goes_without(const struct column *column)
{
    return column->flags & COL_PROVENANCE && column->codes;
}

/* Which part of the page a column is in. */
enum record_page_part {
    PART_TOLD,
    PART_PROVENANCE,
    PART_ASIDE /* for programs, and what is told in the language of the page */
};

/* Of a text in another language: whether the record has it in that of the page. */
static bool record_page_has_twin(const struct page_context *context, const struct row *row,
                                 const struct column *column)
{
    size_t stem = strlen(column->name) - strlen(column->lang);
    for (size_t i = 0; i < row->view->count; i++) {
        const struct column *other = row->view->columns[i];
        if (!row->view->through[i] && other->lang && other != column && row->cells[i].len &&
            column_speaks(other, page_word(context, "ja", "en")) &&
            strlen(other->name) == stem + strlen(other->lang) &&
            strncmp(other->name, column->name, stem) == 0)
            return true;
    }
    return false;
}

static enum record_page_part record_page_part(const struct page_context *context,
                                              const struct row *row, size_t i)
{
    const struct column *column = row->view->columns[i];
    bool foreign = column->lang && !column_speaks(column, page_word(context, "ja", "en"));
    if (column->type == TYPE_ID || column->flags & COL_TECHNICAL ||
        (foreign && record_page_has_twin(context, row, column)))
        return PART_ASIDE;
    return column->flags & COL_PROVENANCE ? PART_PROVENANCE : PART_TOLD;
}

static void record_page_fact(struct page *page, const struct row *row, size_t i)
{
    const struct column *column = row->view->columns[i];
    struct html *html = &page->html;
    html_open(html, "div");
    html_attribute_printf(html, "id", "c-%s", column->name);
    html_open(html, "dt");
    record_page_term(page, row->view->resource, column);
    html_close(html);
    html_open(html, "dd");
    if (record_page_goes_without(column) && row->cells[i].len == 0)
        html_text(html, page_word(page->context, column->codes->title_ja, column->codes->title_en));
    shown_write(page, row, i, SHOWN_FULL);
    html_close(html);
    html_close(html);
    html_line(html);
}

static void record_page_empty(struct page *page, const struct row *row)
{
    const struct view *view = row->view;
    struct html *html = &page->html;
    bool any = false;
    for (size_t i = 0; i < view->count; i++) {
        if (view->through[i] || shown_is_told(row, i) || record_page_goes_without(view->columns[i]))
            continue;
        if (!any) {
            html_open(html, "p");
            html_attribute(html, "class", "empty");
            html_text(html, page_word(page->context, "記載のない項目: ", "Not stated: "));
        }
        html_text(html, any ? page_word(page->context, "、", ", ") : "");
        record_page_term(page, view->resource, view->columns[i]);
        any = true;
    }
    if (any) {
        html_close(html);
        html_line(html);
    }
}

static bool record_page_is_told(const struct page_context *context, const struct row *row, size_t i,
                                enum record_page_part part)
{
    return !row->view->through[i] && record_page_part(context, row, i) == part &&
           (shown_is_told(row, i) || record_page_goes_without(row->view->columns[i]));
}

static void record_page_facts(struct page *page, const struct row *row, enum record_page_part part)
{
    const struct view *view = row->view;
    struct html *html = &page->html;
    html_open(html, "dl");
    html_attribute(html, "class", "facts");
    html_line(html);
    for (size_t i = 0; i < view->count; i++)
        if (record_page_is_told(page->context, row, i, part))
            record_page_fact(page, row, i);
    html_close(html);
    html_line(html);
}

static bool record_page_has_provenance(const struct row *row)
{
    for (size_t i = 0; i < row->view->count; i++)
        if (!row->view->through[i] && row->view->columns[i]->flags & COL_PROVENANCE &&
            shown_is_told(row, i))
            return true;
    return false;
}

/* The feed of its changes; the path is empty where there is none. */
static struct page_address record_page_feed(const struct resource *table, struct slice id,
                                            struct arena *arena)
{
    struct page_address feed = {.id = id};
    if (!table->computed)
        feed.path = arena_printf(arena, "/v1/feeds/%s", table->name);
    return feed;
}

static bool record_page_describes(const struct view *view, size_t i)
{
    const struct column *column = view->columns[i];
    return !view->through[i] && column->lang && column->max >= LONG_TEXT &&
           (column->flags & (COL_SEARCH | COL_LABEL | COL_PROVENANCE)) == COL_SEARCH;
}

const char *record_page_description(const struct page_context *context, const struct row *row,
                                    struct arena *arena)
{
    const struct view *view = row->view;
    struct slice found = SLICE_NONE;
    for (int own = 1; own >= 0 && !found.len; own--)
        for (size_t i = 0; i < view->count && !found.len; i++)
            if (record_page_describes(view, i) &&
                column_speaks(view->columns[i], page_word(context, "ja", "en")) == own)
                found = row->cells[i];
    struct slice cut = utf8_cut(found, RECORD_PAGE_DESCRIPTION);
    const struct resource *table = view->resource;
    return found.len
               ? arena_printf(arena, "%.*s%s", (int)cut.len, cut.at, cut.len < found.len ? "…" : "")
                     .at
               : page_word(context, table->doc_ja, table->doc);
}

static void record_page_data(struct json_writer *json, const struct page_context *context,
                             const void *row)
{
    schema_record_write(json, context->instance, row);
}

/* Its picture, where the current release has one: there is no other address of it. */
static struct page_address record_page_card(const struct page_context *context,
                                            const struct resource *table, struct slice id,
                                            struct arena *arena)
{
    const struct layout_name name = layout_card(table->name, id);
    const struct artifact *file = artifacts_find(context->artifacts, name.text);
    struct page_address card = {.path = SLICE_NONE};
    if (file && artifact_is_there(file) && !context->pinned)
        card.path = arena_printf(arena, "/%s", name.text);
    return card;
}

struct page record_page_begin(const struct page_context *context, const struct row *row,
                              struct arena *arena, struct out *out)
{
    const struct resource *table = row->view->resource;
    const char *title = page_word(context, table->title_ja, table->title_en);
    struct page_head head = {.dated = true,
                             .crumbs = {page_crumb_home(context), {slice_of(table->name), title}}};
    struct out name;
    out_open_memory(&name, RECORD_PAGE_NAME);
    record_name_write(context, row, NULL, &name, &head.title_lang);
    head.title = out_keep(&name, arena);
    head.reading = record_name_reading(row);
    head.self = page_address_of_record(context, table->name, record_page_id(row));
    head.self.lang = NULL;
    head.self.release = 0;
    head.data = head.self;
    head.data.path = arena_printf(arena, "/v1/%s", table->name);
    head.feed = record_page_feed(table, head.self.id, arena);
    head.description = record_page_description(context, row, arena);
    head.card = record_page_card(context, table, head.self.id, arena);
    head.tell_data = record_page_data;
    head.data_of = row;
    return page_begin(context, out, &head);
}

void record_page_tell(struct page *page, const struct row *row)
{
    record_page_facts(page, row, PART_TOLD);
    record_page_empty(page, row);
}

/* --- what refers to it --- */

/* Whether one table refers to the record's in more than one way, or is the same. */
static bool record_page_needs_column(const struct referrer *by)
{
    size_t ways = by->table == by->column->ref;
    for (const struct column *column = by->table->columns; column->name; column++)
        ways += column->ref == by->column->ref && column_is_published(column);
    return ways > 1;
}

static void record_page_group_heading(struct page *page, const struct record_referrers *referrers)
{
    const struct page_context *context = page->context;
    const struct referrer *by = referrers->by;
    struct html *html = &page->html;
    html_open(html, "h2");
    html_attribute_printf(html, "id", "%s-%s", by->table->name, by->column->name);
    html_text(html, page_word(context, by->table->title_ja, by->table->title_en));
    if (record_page_needs_column(by))
        html_printf(html, page_word(context, "（%s）", " (%s)"),
                    page_word(context, by->column->title_ja, by->column->title_en));
    if (referrers->total >= 0) {
        html_text(html, " ");
        html_open(html, "span");
        html_attribute(html, "class", "count");
        html_int(html, referrers->total);
        html_close(html);
    }
    html_close(html);
    html_line(html);
}

static void record_page_all(struct page *page, const struct record_referrers *referrers)
{
    const struct page_context *context = page->context;
    const struct referrer *by = referrers->by;
    struct html *html = &page->html;
    char bytes[1024 * 3 + 128];
    struct out query;
    out_open_buffer(&query, bytes, sizeof bytes);
    out_text(&query, by->column->name);
    out_char(&query, '=');
    iri_segment(&query, page->self.id);
    struct page_address address = page_address_of(context, slice_of(by->table->name));
    address.query = out_written(&query);
    html_open(html, "p");
    page_link(page, &address,
              slice_of(page_word(context, "一覧で見る・絞り込む", "See and filter them all")));
    html_close(html);
    html_line(html);
}

void record_page_referrers(struct page *page, const struct record_referrers *referrers)
{
    const struct resource *table = referrers->by->table;
    if (referrers->first->count == 0)
        return;
    record_page_group_heading(page, referrers);
    const struct rows_table rows = {.name =
                                        page_word(page->context, table->title_ja, table->title_en),
                                    .rows = referrers->first->rows,
                                    .count = referrers->first->count,
                                    .without = referrers->by->column,
                                    .whole = referrers->total == (int64_t)referrers->first->count};
    rows_table_write(page, &rows);
    record_page_all(page, referrers);
}

/* --- the data themselves --- */

/* The way to all changes of the record; no release is named, for they are of all. */
static void record_page_changes(struct page *page, const struct resource *table)
{
    struct page_address address = page_address_of(page->context, slice_of(changes_resource.name));
    char bytes[ID_MAX * 3 + 64];
    struct out query;
    out_open_buffer(&query, bytes, sizeof bytes);
    out_text(&query, "id=");
    iri_segment(&query, page->self.id);
    out_text(&query, "&table=");
    out_text(&query, table->name);
    address.query = out_written(&query);
    address.release = 0;
    page_link(page, &address,
              slice_of(page_word(page->context, "変更の履歴", "What changed, and when")));
}

static void record_page_downloads(struct page *page, const struct resource *table)
{
    struct html *html = &page->html;
    struct page_address address = page->self;
    char path[ID_MAX + 8];
    struct out text;
    out_open_buffer(&text, path, sizeof path);
    out_text(&text, "/v1/");
    out_text(&text, table->name);
    address.path = out_written(&text);
    address.release = page->context->pinned;
    html_open(html, "p");
    html_attribute(html, "class", "files");
    for (size_t i = 0; writers[i]; i++) {
        address.ending = writers[i]->name;
        html_text(html, i ? " " : "");
        page_link(page, &address, slice_of(writers[i]->title));
    }
    html_close(html);
    html_line(html);
    if (table->computed)
        return;
    html_open(html, "p");
    html_attribute(html, "class", "links");
    record_page_changes(page, table);
    html_text(html, " ");
    html_open(html, "a");
    html_attribute_open(html, "href");
    html_attribute_piece(html, slice_of("/v1/feeds/"));
    html_attribute_piece(html, slice_of(table->name));
    html_attribute_piece(html, slice_of("/"));
    html_attribute_segment(html, page->self.id);
    html_attribute_piece(html,
                         slice_of(page_word(page->context, ".atom?lang=ja", ".atom?lang=en")));
    html_attribute_close(html);
    html_text(html, page_word(page->context, "変更のフィード（Atom）", "Feed of changes (Atom)"));
    html_close(html);
    html_close(html);
    html_line(html);
}

void record_page_finish(struct page *page, const struct row *row)
{
    const struct page_context *context = page->context;
    if (record_page_has_provenance(row)) {
        page_heading(page, page_word(context, "出典と注記", "Source and notes"));
        record_page_facts(page, row, PART_PROVENANCE);
    }
    page_heading(page, page_word(context, "そのほかの項目（英語の記載とプログラム向け）",
                                 "Other columns (in Japanese, and for programs)"));
    record_page_facts(page, row, PART_ASIDE);
    page_heading(page, page_word(context, "データ", "Data"));
    record_page_downloads(page, row->view->resource);
    page_finish(page);
}
