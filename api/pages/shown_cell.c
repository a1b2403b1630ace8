/* See shown_cell.h. Nothing is computed and no digit is changed. */
#include "hiraku/pages/shown_cell.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/out.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/pages/page.h"
#include "hiraku/query/view.h"
#include "hiraku/value/period.h"

#include <stdio.h>

enum {
    SHOWN_TEXT_SIZE = 512,
    SHOWN_GROUP = 3,
    SHOWN_DAY = sizeof "2026-12-01" - 1,
    SHOWN_MINUTES = sizeof "02:28" - 1
};

/* --- what stands beside a cell --- */

/* The cell of another column of the row itself; -1: it is not shown. */
static int shown_other(const struct row *row, const char *name)
{
    return name ? view_index(row->view, name) : -1;
}

static const struct measurement *shown_measure(const struct row *row, size_t i)
{
    return row->view->through[i] ? NULL : row->view->columns[i]->measure;
}

bool shown_is_beside(const struct row *row, size_t i)
{
    const struct view *view = row->view;
    for (size_t j = 0; j < view->count; j++) {
        const struct measurement *measure = shown_measure(row, j);
        if (measure && (strcmp(view->columns[i]->name, measure->qualifier) == 0 ||
                        strcmp(view->columns[i]->name, measure->missing) == 0))
            return true;
    }
    return false;
}

bool shown_is_told(const struct row *row, size_t i)
{
    const struct measurement *measure = shown_measure(row, i);
    int missing = measure ? shown_other(row, measure->missing) : -1;
    return row->cells[i].len > 0 || (missing >= 0 && row->cells[missing].len > 0);
}

/* Of what reference `through` leads to: a column with a flag, in the language of the page if that
 * is filled, else in another. */
static int shown_through(const struct page_context *context, const struct row *row,
                         const struct column *through, unsigned flag)
{
    const struct view *view = row->view;
    int found = -1;
    for (size_t i = 0; i < view->count; i++) {
        if (view->through[i] != through || !(view->columns[i]->flags & flag) ||
            row->cells[i].len == 0)
            continue;
        if (found < 0 || column_speaks(view->columns[i], page_word(context, "ja", "en")))
            found = (int)i;
    }
    return found;
}

struct slice shown_reference_name(const struct page_context *context, const struct row *row,
                                  size_t i, const char **lang)
{
    int named = shown_through(context, row, row->view->columns[i], COL_LABEL);
    *lang = named < 0 ? NULL : row->view->columns[named]->lang;
    return row->cells[named < 0 ? (size_t)i : (size_t)named];
}

/* --- words --- */

static const char *shown_code(const struct page_context *context, const struct column *column,
                              struct slice value)
{
    const struct code *code = column->codes ? column_code(column, value) : NULL;
    return code ? page_word(context, code->title_ja, code->title_en) : NULL;
}

static bool shown_is_time(const struct column *column)
{
    return column->type == TYPE_DATE || column->type == TYPE_PERIOD;
}

void shown_period(const struct page_context *context, struct slice text, bool era,
                  char label[PERIOD_LABEL_SIZE])
{
    struct period period;
    label[0] = '\0';
    if (period_parse(text, 1, &period) != PERIOD_GOOD)
        return;
    if (context->language == LANGUAGE_JA && era)
        period_label_era(&period, text, label);
    else if (context->language == LANGUAGE_JA)
        period_label_ja(&period, text, label);
    else if (!era)
        period_label_en(&period, text, label);
}

void shown_number(struct out *out, struct slice number)
{
    size_t start = number.len && (number.at[0] == '-' || number.at[0] == '+');
    const char *point = number.len ? memchr(number.at, '.', number.len) : NULL;
    size_t whole = point ? (size_t)(point - number.at) : number.len;
    for (size_t i = 0; i < number.len; i++) {
        if (i > start && i < whole && (whole - i) % SHOWN_GROUP == 0)
            out_char(out, ',');
        out_char(out, number.at[i]);
    }
}

static void shown_local(const struct page_context *context, struct slice moment, bool minutes,
                        struct out *out)
{
    char local[CLOCK_RFC3339_SIZE], day[PERIOD_LABEL_SIZE];
    time_t when;
    if (!clock_parse_rfc3339(moment, &when)) {
        out_slice(out, moment);
        return;
    }
    clock_rfc3339(when + context->instance->utc_offset, local);
    shown_period(context, (struct slice){local, SHOWN_DAY}, false, day);
    out_text(out, day);
    if (!minutes)
        return;
    out_text(out, page_word(context, " ", ", "));
    out_slice(out, (struct slice){local + SHOWN_DAY + 1, SHOWN_MINUTES});
}

const char *shown_before_unit(struct slice unit)
{
    return unit.len && unit.at[0] >= '0' && unit.at[0] <= '9' ? " × " : " ";
}

void shown_text(const struct page_context *context, const struct row *row, size_t i,
                struct out *out)
{
    const struct column *column = row->view->columns[i];
    struct slice text = row->cells[i];
    const char *word = shown_code(context, column, text), *lang;
    char period[PERIOD_LABEL_SIZE] = "";
    if (shown_is_time(column))
        shown_period(context, text, false, period);
    if (word)
        out_text(out, word);
    else if (column->ref && text.len)
        out_slice(out, shown_reference_name(context, row, i, &lang));
    else if (period[0])
        out_text(out, period);
    else if (column->type == TYPE_BOOL && text.len)
        out_text(out, slice_is(text, "true") ? page_word(context, "はい", "yes")
                                             : page_word(context, "いいえ", "no"));
    else if (column->type == TYPE_PERIOD && slice_is(text, "undated"))
        out_text(out, page_word(context, "時期の記載なし", "undated"));
    else if (column->type == TYPE_DECIMAL)
        shown_number(out, text);
    else if (column->type == TYPE_TIME)
        shown_local(context, text, true, out);
    else
        out_slice(out, text);
}

void shown_moment(struct page *page, struct slice moment, bool minutes)
{
    char bytes[SHOWN_TEXT_SIZE];
    struct out text;
    out_open_buffer(&text, bytes, sizeof bytes);
    shown_local(page->context, moment, minutes, &text);
    html_slice(&page->html, out_written(&text));
}

/* --- elements --- */

/* Words for what programs read. */
static void shown_words(struct page *page, const struct column *column, struct slice value,
                        struct slice words, enum shown_detail detail)
{
    struct html *html = &page->html;
    char era[PERIOD_LABEL_SIZE] = "";
    if (detail == SHOWN_FULL && shown_is_time(column))
        shown_period(page->context, value, true, era);
    html_open(html, "data");
    html_attribute_slice(html, "value", value);
    html_slice(html, words);
    if (era[0] && !slice_is(words, era))
        html_printf(html, "（%s）", era);
    html_close(html);
}

static void shown_reference(struct page *page, const struct row *row, size_t i)
{
    struct slice ids = row->cells[i], id;
    const struct resource *table = row->view->columns[i]->ref;
    bool first = true;
    while (slice_word(&ids, &id)) {
        const char *lang = NULL;
        bool many = row->view->columns[i]->flags & COL_MANY;
        struct slice name = many ? id : shown_reference_name(page->context, row, i, &lang);
        struct page_address address = page_address_of_record(page->context, table->name, id);
        html_text(&page->html, first ? "" : ", ");
        html_open(&page->html, "a");
        page_attribute(page, "href", "", &address);
        html_open(&page->html, "data");
        html_attribute_slice(&page->html, "value", id);
        page_text_in(page, lang, name);
        html_close(&page->html);
        html_close(&page->html);
        first = false;
    }
}

/* The unit and how exact the number is, or why there is none. */
static void shown_measured(struct page *page, const struct row *row, size_t i)
{
    const struct page_context *context = page->context;
    const struct measurement *measure = shown_measure(row, i);
    struct html *html = &page->html;
    int of = shown_other(row, measure->of), missing = shown_other(row, measure->missing),
        qualifier = shown_other(row, measure->qualifier),
        told = row->cells[i].len ? qualifier : missing;
    int unit = of < 0 || !row->cells[i].len
                   ? -1
                   : shown_through(context, row, row->view->columns[of], COL_BESIDE);
    /* the first word for how exact a number is goes without saying */
    bool plain = told >= 0 && told == qualifier && row->cells[told].len &&
                 slice_is(row->cells[told], row->view->columns[told]->codes->value);
    const char *word =
        told < 0 || plain ? NULL : shown_code(context, row->view->columns[told], row->cells[told]);
    if (unit >= 0) {
        html_text(html, shown_before_unit(row->cells[unit]));
        page_text_in(page, row->view->columns[unit]->lang, row->cells[unit]);
    }
    if (!word)
        return;
    html_text(html, row->cells[i].len ? " " : "");
    html_open(html, "span");
    html_attribute(html, "class", "note");
    html_printf(html, row->cells[i].len ? page_word(context, "（%s）", "(%s)") : "%s", word);
    html_close(html);
}

static void shown_plain(struct page *page, const struct row *row, size_t i)
{
    const struct column *column = row->view->columns[i];
    if (column->type == TYPE_IRI) {
        html_open(&page->html, "a");
        html_attribute(&page->html, "class", "plain");
        html_attribute_slice(&page->html, "href", row->cells[i]);
        html_slice(&page->html, row->cells[i]);
        html_close(&page->html);
    } else {
        page_text_in(page, column_language(column), row->cells[i]);
    }
}

void shown_write(struct page *page, const struct row *row, size_t i, enum shown_detail detail)
{
    const struct column *column = row->view->columns[i];
    char bytes[SHOWN_TEXT_SIZE];
    struct out text;
    if (column->ref) {
        shown_reference(page, row, i);
        return;
    }
    bool other = column->codes || shown_is_time(column) || column->type == TYPE_BOOL ||
                 column->type == TYPE_DECIMAL || column->type == TYPE_TIME;
    if (row->cells[i].len && !other)
        shown_plain(page, row, i);
    if (row->cells[i].len && other) {
        out_open_buffer(&text, bytes, sizeof bytes);
        shown_text(page->context, row, i, &text);
        shown_words(page, column, row->cells[i], out_written(&text), detail);
    }
    if (shown_measure(row, i))
        shown_measured(page, row, i);
}
