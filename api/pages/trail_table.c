/* See trail_table.h. */
#include "hiraku/pages/trail_table.h"

#include "hiraku/model/model.h"
#include "hiraku/pages/page.h"
#include "hiraku/pages/record_name.h"
#include "hiraku/pages/shown_cell.h"
#include "hiraku/pages/trail_words.h"
#include "hiraku/query/view.h"
#include "hiraku/service/trail_rows.h"

/* The references of the first step but its subject, which begins the row. */
static bool trail_table_shows(const struct trail_rows *rows, const struct column *column)
{
    const struct trail_step *first = &rows->trail->steps[0];
    if (!column_is_published(column) || column->flags & (COL_PROVENANCE | COL_MANY) ||
        !column->ref || strcmp(column->name, first->subject) == 0)
        return false;
    for (size_t i = 0; i < rows->sets[0].count; i++)
        if (row_cell(&rows->sets[0].rows[i], column->name).len > 0)
            return true;
    return false;
}

static void trail_table_heading(struct page *page, const char *ja, const char *en)
{
    const char *title = page_word(page->context, ja, en);
    page_head(page, slice_of(title));
    html_text(&page->html, title);
    html_close(&page->html);
}

static void trail_table_head(struct page *page, const struct trail_rows *rows)
{
    const struct trail_step *first = &rows->trail->steps[0];
    const struct column *subject = model_column(first->table, slice_of(first->subject));
    trail_table_heading(page, subject->title_ja, subject->title_en);
    for (const struct column *column = first->table->columns; column->name; column++)
        if (trail_table_shows(rows, column))
            trail_table_heading(page, column->title_ja, column->title_en);
    for (size_t step = 0; step < rows->trail->count; step++)
        trail_table_heading(page, rows->trail->steps[step].table->title_ja,
                            rows->trail->steps[step].table->title_en);
}

static void trail_table_cell(struct page *page, const struct row *row, const char *name)
{
    int cell = view_index(row->view, name);
    if (cell >= 0)
        shown_write(page, row, (size_t)cell, SHOWN_SHORT);
}

/* When, in brackets: every period that is filled, else what the source says instead. */
static void trail_table_when(struct page *page, const struct row *row)
{
    for (size_t i = 0; i < row->view->count; i++) {
        const struct column *column = row->view->columns[i];
        if (row->view->through[i] || column->type != TYPE_PERIOD || row->cells[i].len == 0)
            continue;
        html_text(&page->html, page_word(page->context, "（", " ("));
        shown_write(page, row, i, SHOWN_SHORT);
        html_text(&page->html, page_word(page->context, "）", ")"));
    }
}

/* How far it came, what it is called where it has a name of its own, and when. */
static void trail_table_step(struct page *page, const struct trail_rows *rows, size_t step,
                             const struct row *row)
{
    struct html *html = &page->html;
    struct page_address address =
        page_address_of_record(page->context, row->view->resource->name, row_cell(row, "id"));
    page_cell(page);
    html_open(html, "a");
    page_attribute(page, "href", "", &address);
    html_attribute(html, "class", "state");
    trail_table_cell(page, row, rows->trail->steps[step].state);
    html_close(html);
    trail_table_when(page, row);
    if (step > 0 && record_name_of(page->context, row, NULL).own) {
        html_void(html, "br");
        trail_words_name(page, row);
    }
}

static void trail_table_begin(struct page *page, const struct trail_rows *rows,
                              const struct row *row)
{
    const struct trail_step *first = &rows->trail->steps[0];
    page_row(page);
    trail_table_cell(page, row, first->subject);
    for (const struct column *column = first->table->columns; column->name; column++) {
        if (!trail_table_shows(rows, column))
            continue;
        page_cell(page);
        trail_table_cell(page, row, column->name);
    }
}

/* What there is not: one cell for the steps that are left. */
static void trail_table_end(struct page *page, const struct trail_rows *rows, size_t step)
{
    const struct trail_step *missing = &rows->trail->steps[step];
    page_cell(page);
    html_attribute_printf(&page->html, "colspan", "%zu", rows->trail->count - step);
    html_open(&page->html, "strong");
    html_text(&page->html, page_word(page->context, missing->missing_ja, missing->missing_en));
    html_close(&page->html);
}

/* The rows of all ways from the records in `way`, of which those up to `step` are set. */
static void trail_table_ways(struct page *page, const struct trail_rows *rows,
                             const struct row *way[TRAIL_STEPS_MAX], size_t step)
{
    struct slice id = row_cell(way[step], "id");
    size_t next = step + 1, found = next == rows->trail->count ? 0 : trail_find(rows, next, id, 0);
    if (next < rows->trail->count && found < rows->sets[next].count) {
        for (; found < rows->sets[next].count; found = trail_find(rows, next, id, found + 1)) {
            way[next] = &rows->sets[next].rows[found];
            trail_table_ways(page, rows, way, next);
        }
        return;
    }
    trail_table_begin(page, rows, way[0]);
    for (size_t i = 0; i <= step; i++)
        trail_table_step(page, rows, i, way[i]);
    if (next < rows->trail->count)
        trail_table_end(page, rows, next);
    page_row_close(page);
}

void trail_table_write(struct page *page, const struct trail_rows *rows)
{
    const struct trail *trail = rows->trail;
    if (rows->sets[0].count == 0)
        return;
    page_table_open(page, page_word(page->context, trail->title_ja, trail->title_en), true);
    trail_table_head(page, rows);
    page_table_head_close(page);
    for (size_t i = 0; i < rows->sets[0].count; i++) {
        const struct row *way[TRAIL_STEPS_MAX] = {&rows->sets[0].rows[i]};
        trail_table_ways(page, rows, way, 0);
    }
    page_table_close(page);
}
