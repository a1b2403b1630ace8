/* Rows as a table: which columns matter is told by the model and by what the rows have. */
#include "hiraku/pages/rows_table.h"

#include "hiraku/base/out.h"
#include "hiraku/model/model.h"
#include "hiraku/pages/page.h"
#include "hiraku/pages/shown_cell.h"
#include "hiraku/query/view.h"

enum { ROWS_TABLE_COLUMNS = 7, ROWS_TABLE_TEXT = 100, ROWS_TABLE_FILLED = 5, NAME_BYTES = 16384 };

static bool rows_table_names(const struct page_context *context, const struct rows_table *table,
                             size_t i)
{
    struct record_name name = record_name_of(context, &table->rows[0], table->without);
    for (size_t j = 0; j < name.count; j++)
        if (name.columns[j] == i)
            return true;
    return false;
}

/* In one of so many rows at least. */
static bool rows_table_is_filled(const struct rows_table *table, size_t i)
{
    size_t filled = 0;
    for (size_t row = 0; row < table->count; row++)
        filled += shown_is_told(&table->rows[row], i);
    return filled > 0 && filled * ROWS_TABLE_FILLED >= table->count;
}

/* Short, in the language of the page; neither an address, nor for programs, nor where the row comes
 * from, nor what follows from other columns. */
static bool rows_table_is_short(const struct page_context *context, const struct column *column)
{
    bool text = column->type == TYPE_TEXT;
    return column->type != TYPE_IRI && column->type != TYPE_ID &&
           !(column->flags & (COL_LABEL | COL_PROVENANCE | COL_DERIVED | COL_TECHNICAL)) &&
           (!text || column->max <= ROWS_TABLE_TEXT) &&
           (!column->lang || strcmp(column->lang, page_word(context, "ja", "en")) == 0);
}

/* Of rows that one source states: where it does so, and how certain that is. */
static bool rows_table_is_place(const struct rows_table *table, const struct column *column)
{
    return table->without && table->without->flags & COL_PROVENANCE &&
           column->flags & COL_PROVENANCE && !column->lang && !column->ref;
}

static bool rows_table_matters(const struct page_context *context, const struct rows_table *table,
                               size_t i)
{
    const struct row *first = &table->rows[0];
    const struct column *column = first->view->columns[i];
    if (first->view->through[i] || column == table->without || shown_is_beside(first, i))
        return false;
    if (table->chosen)
        return !rows_table_names(context, table, i);
    if (rows_table_is_place(table, column))
        return column->codes || rows_table_is_filled(table, i);
    return rows_table_is_short(context, column) && !rows_table_names(context, table, i) &&
           rows_table_is_filled(table, i);
}

/* Numbers that were measured, and where they are stated, are never left out. */
static bool rows_table_is_kept(const struct view *view, const struct rows_table *table, size_t i)
{
    return !view->through[i] &&
           (view->columns[i]->measure || rows_table_is_place(table, view->columns[i]));
}

/* The columns in the order of the model. */
static size_t rows_table_choose(const struct page_context *context, const struct rows_table *table,
                                size_t chosen[VIEW_COLUMNS_MAX])
{
    const struct view *view = table->rows[0].view;
    size_t count = 0, measured = 0, most = table->chosen ? VIEW_COLUMNS_MAX : ROWS_TABLE_COLUMNS;
    for (size_t i = 0; i < view->count; i++)
        measured += rows_table_is_kept(view, table, i) && rows_table_matters(context, table, i);
    for (size_t i = 0; i < view->count && count < most; i++) {
        bool kept = rows_table_is_kept(view, table, i);
        if (!rows_table_matters(context, table, i) || (!kept && count + measured >= most))
            continue;
        chosen[count++] = i;
        measured -= kept;
    }
    return count;
}

static bool rows_table_is_number(const struct column *column)
{
    return column->type == TYPE_DECIMAL;
}

static void rows_table_head(struct page *page, const struct rows_table *table, const char *text,
                            const struct column *column)
{
    struct html *html = &page->html;
    page_head(page, slice_of(text));
    if (column && rows_table_is_number(column))
        html_attribute(html, "class", "number");
    if (column && table->head)
        table->head(page, column, text, table->context);
    else
        html_text(html, text);
    html_close(html);
}

static void rows_table_name(struct page *page, const struct rows_table *table,
                            const struct row *row)
{
    struct out name;
    const char *lang;
    int id = view_index(row->view, "id");
    out_open_memory(&name, NAME_BYTES);
    record_name_write(page->context, row, table->without, &name, &lang);
    if (id >= 0) {
        const struct page_address address =
            page_address_of_record(page->context, row->view->resource->name, row->cells[id]);
        html_open(&page->html, "a");
        page_attribute(page, "href", "", &address);
    }
    page_text_in(page, lang, out_written(&name));
    if (id >= 0)
        html_close(&page->html);
    if (row->snippet.len) {
        html_open(&page->html, "p");
        html_attribute(&page->html, "class", "snippet");
        html_fragment(&page->html, row->snippet);
        html_close(&page->html);
    }
    if (name.error != STATUS_OK)
        out_fail(page->html.out, name.error, "the name of a record");
    out_close(&name);
}

/* Of the codes that tell how certain a row is the first goes without saying: it is said here. */
static void rows_table_default(struct page *page, const struct row *row, size_t i)
{
    const struct code *code = row->view->columns[i]->codes;
    if (code && row->cells[i].len == 0)
        html_text(&page->html, page_word(page->context, code->title_ja, code->title_en));
}

static void rows_table_row(struct page *page, const struct rows_table *table, const struct row *row,
                           const size_t *columns, size_t count)
{
    struct html *html = &page->html;
    page_row(page);
    rows_table_name(page, table, row);
    for (size_t i = 0; i < count; i++) {
        page_cell(page);
        if (rows_table_is_number(row->view->columns[columns[i]]))
            html_attribute(html, "class", "number");
        shown_write(page, row, columns[i], SHOWN_SHORT);
        if (rows_table_is_place(table, row->view->columns[columns[i]]))
            rows_table_default(page, row, columns[i]);
    }
    page_row_close(page);
}

void rows_table_write(struct page *page, const struct rows_table *table)
{
    const struct page_context *context = page->context;
    size_t columns[VIEW_COLUMNS_MAX];
    if (table->count == 0)
        return;
    const struct view *view = table->rows[0].view;
    size_t count = rows_table_choose(context, table, columns);
    struct record_name name = record_name_of(context, &table->rows[0], table->without);
    page_table_open(page, table->name, table->whole);
    rows_table_head(page, table, page_word(context, "名称", "Name"),
                    name.own ? view->columns[name.columns[0]] : NULL);
    for (size_t i = 0; i < count; i++) {
        const struct column *column = view->columns[columns[i]];
        rows_table_head(page, table, page_word(context, column->title_ja, column->title_en),
                        column);
    }
    page_table_head_close(page);
    for (size_t i = 0; i < table->count; i++)
        rows_table_row(page, table, &table->rows[i], columns, count);
    page_table_close(page);
}
