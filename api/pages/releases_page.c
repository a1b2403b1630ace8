/* What was published when: see history_pages.h. */
#include "hiraku/pages/history_pages.h"

#include "hiraku/model/registry.h"
#include "hiraku/pages/page.h"
#include "hiraku/pages/shown_cell.h"
#include "hiraku/query/view.h"
#include "hiraku/service/row_set.h"

#include "changes_page.h"

/* The column that says in the other language what column `i` says; −1: none. */
static int releases_page_other(const struct view *view, size_t i)
{
    const struct column *column = view->columns[i];
    size_t stem = column->lang ? strlen(column->name) - strlen(column->lang) : 0;
    for (size_t other = 0; stem > 0 && other < view->count; other++)
        if (other != i && view->columns[other]->lang &&
            strncmp(view->columns[other]->name, column->name, stem) == 0 &&
            strcmp(view->columns[other]->name + stem, view->columns[other]->lang) == 0)
            return (int)other;
    return -1;
}

/* Whether a column is filled somewhere with what readers want, in the language of the page if that
 * is there. */
static bool releases_page_tells(const struct page_context *context, const struct row_set *rows,
                                size_t i)
{
    const struct column *column = rows->view->columns[i];
    int other = releases_page_other(rows->view, i);
    bool filled = false;
    for (size_t row = 0; row < rows->count && !filled; row++)
        filled = rows->rows[row].cells[i].len > 0 ||
                 (other >= 0 && rows->rows[row].cells[other].len > 0);
    if (!filled)
        return false;
    return column->type == TYPE_INT || column->type == TYPE_TIME ||
           (column->lang && strcmp(column->lang, page_word(context, "ja", "en")) == 0);
}

static void releases_page_number(struct page *page, const struct row *row)
{
    struct page_address address = page_address_of(page->context, slice_of(releases_resource.name));
    address.release = 0;
    address.id = row->cells[0];
    html_open(&page->html, "a");
    page_attribute(page, "href", "", &address);
    html_open(&page->html, "data");
    html_attribute_slice(&page->html, "value", row->cells[0]);
    html_slice(&page->html, row->cells[0]);
    html_close(&page->html);
    html_close(&page->html);
}

/* A text that is stated in the other language only. */
static void releases_page_twin(struct page *page, const struct row *row, size_t i)
{
    int other = releases_page_other(row->view, i);
    if (other >= 0 && row->cells[other].len > 0)
        page_text_in(page, row->view->columns[other]->lang, row->cells[other]);
}

static void releases_page_cell(struct page *page, const struct row *row, size_t i)
{
    struct html *html = &page->html;
    if (row->cells[i].len == 0) {
        releases_page_twin(page, row, i);
        return;
    }
    bool marked = row->view->columns[i]->type == TYPE_TIME;
    if (!marked) {
        html_open(html, "data");
        html_attribute_slice(html, "value", row->cells[i]);
    }
    shown_write(page, row, i, SHOWN_SHORT);
    if (!marked)
        html_close(html);
}

static void releases_page_rows(struct page *page, const struct list_page *list, struct arena *arena)
{
    const struct page_context *context = page->context;
    const struct row_set *rows = list->rows;
    (void)arena;
    if (rows->count == 0)
        return;
    page_table_open(
        page, page_word(context, releases_resource.title_ja, releases_resource.title_en), false);
    for (size_t i = 0; i < rows->view->count; i++) {
        const struct column *column = rows->view->columns[i];
        if (!releases_page_tells(context, rows, i))
            continue;
        const char *title = page_word(context, column->title_ja, column->title_en);
        page_head(page, slice_of(title));
        html_text(&page->html, title);
        html_close(&page->html);
    }
    page_table_head_close(page);
    for (size_t row = 0; row < rows->count; row++) {
        page_row(page);
        releases_page_number(page, &rows->rows[row]);
        for (size_t i = 1; i < rows->view->count; i++) {
            if (!releases_page_tells(context, rows, i))
                continue;
            page_cell(page);
            releases_page_cell(page, &rows->rows[row], i);
        }
        page_row_close(page);
    }
    page_table_close(page);
}

const struct list_look releases_look = {
    "公開した版", "Releases",
    "これまでに公開した版。新しい順。番号から、その版で変わったことへ進める。",
    "What was published so far, the newest first. A number leads to what changed in it.",
    releases_page_rows};

/* --- one of them --- */

static void releases_page_facts(struct page *page, const struct row *row)
{
    struct html *html = &page->html;
    html_open(html, "dl");
    html_attribute(html, "class", "facts");
    for (size_t i = 0; i < row->view->count; i++) {
        const struct column *column = row->view->columns[i];
        if (row->cells[i].len == 0)
            continue;
        html_open(html, "div");
        html_attribute_printf(html, "id", "c-%s", column->name);
        html_element(html, "dt", page_word(page->context, column->title_ja, column->title_en));
        html_open(html, "dd");
        shown_write(page, row, i, SHOWN_FULL);
        html_close(html);
        html_close(html);
        html_line(html);
    }
    html_close(html);
    html_line(html);
}

static void release_page_rows(struct page *page, const struct list_page *list, struct arena *arena)
{
    const struct page_context *context = page->context;
    struct page_address address = {.path = slice_of("/"),
                                   .lang = context->language_asked ? page_word(context, "ja", "en")
                                                                   : NULL};
    if (list->lead)
        releases_page_facts(page, list->lead);
    html_open(&page->html, "p");
    address.path = slice_of(releases_resource.name);
    page_link(page, &address, slice_of(page_word(context, "すべての公開版", "All releases")));
    html_close(&page->html);
    page_heading(page, page_word(context, "変わったこと", "What changed"));
    changes_page_rows(page, list, arena);
}

struct list_look release_look(const char *const title[2])
{
    return (struct list_look){
        title[LANGUAGE_JA], title[LANGUAGE_EN], "この版が何で、一つ前の版から何がなぜ変わったか。",
        "What this release is, and what changed from the one before, and why.", release_page_rows};
}
