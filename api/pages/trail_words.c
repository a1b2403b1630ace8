/* See trail_words.h. */
#include "hiraku/pages/trail_words.h"

#include "hiraku/base/out.h"
#include "hiraku/model/resource.h"
#include "hiraku/pages/page.h"
#include "hiraku/pages/record_name.h"
#include "hiraku/pages/shown_cell.h"
#include "hiraku/query/view.h"
#include "hiraku/service/trail_rows.h"

enum { TRAIL_NAME_BYTES = 16384 };

void trail_words_name(struct page *page, const struct row *row)
{
    const char *lang;
    struct out name;
    struct page_address address =
        page_address_of_record(page->context, row->view->resource->name, row_cell(row, "id"));
    out_open_memory(&name, TRAIL_NAME_BYTES);
    record_name_write(page->context, row, NULL, &name, &lang);
    html_open(&page->html, "a");
    page_attribute(page, "href", "", &address);
    page_text_in(page, lang, out_written(&name));
    html_close(&page->html);
    if (name.error != STATUS_OK)
        out_fail(page->html.out, name.error, "the name of a record");
    out_close(&name);
}

/* Of `a|b` the first cell that is filled; −1: none is. */
static int trail_words_cell(const struct row *row, struct slice names)
{
    while (names.len > 0) {
        size_t length = 0;
        while (length < names.len && names.at[length] != '|')
            length++;
        for (size_t i = 0; i < row->view->count; i++)
            if (!row->view->through[i] && row->cells[i].len > 0 &&
                slice_is((struct slice){names.at, length}, row->view->columns[i]->name))
                return (int)i;
        names = slice_from(names, length < names.len ? length + 1 : length);
    }
    return -1;
}

static size_t trail_words_until(struct slice text, char end)
{
    const char *at = text.len ? memchr(text.at, end, text.len) : NULL;
    return at ? (size_t)(at - text.at) : text.len;
}

/* Takes `{…}` off, of which the brace is taken already. */
static struct slice trail_words_field(struct slice *text)
{
    size_t length = trail_words_until(*text, '}');
    struct slice field = {text->at, length};
    *text = slice_from(*text, length < text->len ? length + 1 : length);
    return field;
}

/* Whether every cell in it is filled. */
static bool trail_words_filled(const struct row *row, struct slice text)
{
    while (text.len > 0) {
        text = slice_from(text, trail_words_until(text, '{'));
        if (text.len == 0)
            return true;
        text = slice_from(text, 1);
        struct slice field = trail_words_field(&text);
        if (!slice_is(field, "*") && trail_words_cell(row, field) < 0)
            return false;
    }
    return true;
}

static void trail_words_fill(struct page *page, const struct row *row, struct slice text)
{
    while (text.len > 0) {
        size_t length = trail_words_until(text, '{');
        html_slice(&page->html, (struct slice){text.at, length});
        text = slice_from(text, length);
        if (text.len == 0)
            return;
        text = slice_from(text, 1);
        struct slice field = trail_words_field(&text);
        int cell = trail_words_cell(row, field);
        if (slice_is(field, "*"))
            trail_words_name(page, row);
        else if (cell >= 0)
            shown_write(page, row, (size_t)cell, SHOWN_SHORT);
    }
}

static void trail_words_said(struct page *page, const struct row *row, struct slice text)
{
    while (text.len > 0) {
        size_t length = trail_words_until(text, '[');
        trail_words_fill(page, row, (struct slice){text.at, length});
        text = slice_from(text, length);
        if (text.len == 0)
            return;
        text = slice_from(text, 1);
        length = trail_words_until(text, ']');
        if (trail_words_filled(row, (struct slice){text.at, length}))
            trail_words_fill(page, row, (struct slice){text.at, length});
        text = slice_from(text, length < text.len ? length + 1 : length);
    }
}

static void trail_words_none(struct page *page, const struct trail_step *step)
{
    html_open(&page->html, "strong");
    html_text(&page->html, page_word(page->context, step->none_ja, step->none_en));
    html_close(&page->html);
}

void trail_words_write(struct page *page, const struct trail_rows *rows, size_t step,
                       const struct row *row)
{
    const struct trail *trail = rows->trail;
    const struct trail_step *said = &trail->steps[step];
    trail_words_said(page, row, slice_of(page_word(page->context, said->said_ja, said->said_en)));
    if (++step == trail->count)
        return;
    struct slice id = row_cell(row, "id");
    size_t i = trail_find(rows, step, id, 0);
    if (i == rows->sets[step].count)
        trail_words_none(page, &trail->steps[step]);
    for (; i < rows->sets[step].count; i = trail_find(rows, step, id, i + 1))
        trail_words_write(page, rows, step, &rows->sets[step].rows[i]);
}
