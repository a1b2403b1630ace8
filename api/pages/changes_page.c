/* What changed and why, row by row: see history_pages.h. Values are those that were published. */
#include "hiraku/pages/history_pages.h"

#include "hiraku/base/clock.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/pages/page.h"
#include "hiraku/pages/shown_cell.h"
#include "hiraku/query/query.h"
#include "hiraku/query/view.h"
#include "hiraku/release/manifest.h"
#include "hiraku/service/row_set.h"

#include "changes_page.h"
#include "list_form.h"

/* --- cells --- */

static void changes_page_data(struct page *page, struct slice value, const char *words)
{
    html_open(&page->html, "data");
    html_attribute_slice(&page->html, "value", value);
    if (words)
        html_text(&page->html, words);
    else
        html_slice(&page->html, value);
    html_close(&page->html);
}

/* No release is named: of the newest one. */
static struct page_address changes_page_address(const struct page *page, struct slice path)
{
    struct page_address address = page_address_of(page->context, path);
    address.release = 0;
    return address;
}

static void changes_page_release(struct page *page, const struct row *row)
{
    struct html *html = &page->html;
    struct page_address address = changes_page_address(page, slice_of(releases_resource.name));
    address.id = row_cell(row, "release");
    html_open(html, "a");
    page_attribute(page, "href", "", &address);
    changes_page_data(page, address.id, NULL);
    html_close(html);
    html_void(html, "br");
    html_open(html, "span");
    html_attribute(html, "class", "note");
    shown_moment(page, row_cell(row, "published_at"), true);
    html_close(html);
}

/* The record by its name, with the way to its page, and its id: it may be gone. */
static void changes_page_record(struct page *page, const struct row *row,
                                const struct list_name *called)
{
    struct html *html = &page->html;
    struct slice name = row_cell(row, "table"), id = row_cell(row, "id");
    const struct resource *table = model_resource(name);
    html_open(html, "span");
    html_attribute(html, "class", "note");
    changes_page_data(page, name,
                      table ? page_word(page->context, table->title_ja, table->title_en) : NULL);
    html_close(html);
    html_void(html, "br");
    bool linked = table && !slice_is(row_cell(row, "change"), "removed");
    if (linked) {
        struct page_address address = changes_page_address(page, slice_of(table->name));
        address.id = id;
        html_open(html, "a");
        page_attribute(page, "href", "", &address);
    }
    if (called && called->text.len)
        page_text_in(page, called->lang, called->text);
    else
        changes_page_data(page, id, NULL);
    if (linked)
        html_close(html);
    if (!called || !called->text.len)
        return;
    html_void(html, "br");
    html_open(html, "span");
    html_attribute(html, "class", "note");
    changes_page_data(page, id, NULL);
    html_close(html);
}

static const struct column *changes_page_column(const struct row *row)
{
    const struct resource *table = model_resource(row_cell(row, "table"));
    return table ? model_column(table, row_cell(row, "column")) : NULL;
}

static void changes_page_what(struct page *page, const struct row *row)
{
    struct slice column = row_cell(row, "column");
    const struct column *known = changes_page_column(row);
    shown_write(page, row, (size_t)view_index(row->view, "change"), SHOWN_SHORT);
    if (column.len == 0)
        return;
    html_text(&page->html, page_word(page->context, "：", ": "));
    changes_page_data(page, column,
                      known ? page_word(page->context, known->title_ja, known->title_en) : NULL);
}

/* An old or a new value: a code in words, everything else as it was published. */
static void changes_page_value(struct page *page, const struct row *row, const char *name)
{
    const struct column *column = changes_page_column(row);
    struct slice value = row_cell(row, name);
    const struct code *code = column && column->codes ? column_code(column, value) : NULL;
    if (value.len > 0)
        changes_page_data(page, value,
                          code ? page_word(page->context, code->title_ja, code->title_en) : NULL);
    else if (row_cell(row, "column").len > 0)
        html_text(&page->html, page_word(page->context, "（空）", "(empty)"));
}

/* In the language of the page, else in the other. */
static void changes_page_words(struct page *page, const struct row *row, const char *const twins[2])
{
    enum language language = page->context->language;
    struct slice own = row_cell(row, twins[language]), other = row_cell(row, twins[!language]);
    const char *other_lang = language == LANGUAGE_EN ? "ja" : "en";
    if (own.len > 0)
        html_slice(&page->html, own);
    else if (other.len > 0)
        page_text_in(page, other_lang, other);
}

static void changes_page_why(struct page *page, const struct row *row)
{
    static const char *const notes[2] = {[LANGUAGE_JA] = "note_ja", [LANGUAGE_EN] = "note_en"};
    struct slice decided = row_cell(row, "decided_on");
    if (row_cell(row, "kind").len == 0) {
        html_text(&page->html, page_word(page->context, "理由の記載なし", "no reason stated"));
        return;
    }
    shown_write(page, row, (size_t)view_index(row->view, "kind"), SHOWN_SHORT);
    html_text(&page->html, page_word(page->context, "：", ": "));
    changes_page_words(page, row, notes);
    if (decided.len == 0)
        return;
    html_text(&page->html, page_word(page->context, "（", " (decided on "));
    shown_write(page, row, (size_t)view_index(row->view, "decided_on"), SHOWN_SHORT);
    html_text(&page->html, page_word(page->context, "決定）", ")"));
}

/* --- the form --- */

static void changes_page_option(struct page *page, const char *value, const char *text, bool chosen)
{
    html_open(&page->html, "option");
    html_attribute(&page->html, "value", value);
    if (chosen)
        html_attribute(&page->html, "selected", "selected");
    html_text(&page->html, text);
    html_close(&page->html);
}

static struct slice changes_page_asked(const struct query *query, const char *name)
{
    for (size_t i = query->fixed; i < query->filter_count; i++)
        if (slice_is(query->filters[i].name, name))
            return query->filters[i].value;
    return SLICE_NONE;
}

static void changes_page_label(struct page *page, const char *name, const char *label)
{
    html_open(&page->html, "div");
    html_open(&page->html, "label");
    html_attribute_printf(&page->html, "for", "f-%s", name);
    html_text(&page->html, label);
    html_close(&page->html);
}

static void changes_page_field(struct page *page, const char *element, const char *name,
                               const char *label)
{
    changes_page_label(page, name, label);
    html_open(&page->html, element);
    html_attribute(&page->html, "name", name);
    html_attribute_printf(&page->html, "id", "f-%s", name);
}

static void changes_page_tables(struct page *page, const struct query *query)
{
    const struct page_context *context = page->context;
    struct slice asked = changes_page_asked(query, "table");
    changes_page_field(page, "select", "table", page_word(context, "表", "Table"));
    changes_page_option(page, "", page_word(context, "すべて", "all"), false);
    for (size_t i = 0; i < model_resource_count; i++)
        if (!model_resources[i]->computed)
            changes_page_option(
                page, model_resources[i]->name,
                page_word(context, model_resources[i]->title_ja, model_resources[i]->title_en),
                slice_is(asked, model_resources[i]->name));
    html_close(&page->html);
    html_close(&page->html);
}

static void changes_page_kinds(struct page *page, const struct query *query)
{
    const struct page_context *context = page->context;
    const struct column *column = model_column(&changes_resource, slice_of("kind"));
    struct slice asked = changes_page_asked(query, "kind");
    changes_page_field(page, "select", "kind",
                       page_word(context, column->title_ja, column->title_en));
    changes_page_option(page, "", page_word(context, "すべて", "all"), false);
    for (const struct code *code = column->codes; code->value; code++)
        changes_page_option(page, code->value, page_word(context, code->title_ja, code->title_en),
                            slice_is(asked, code->value));
    html_close(&page->html);
    html_close(&page->html);
}

/* The conditions that `since` and `until` become where they are days (change_query.h). */
static const struct changes_bound {
    const char *name, *title[2];
    const char *condition;
    enum comparison comparison;
    int days; /* from the day to the moment of the condition */
} changes_bounds[] = {
    {"since", {"この日から", "Since (day)"}, "published_at__ge", COMPARISON_GE, 0},
    {"until", {"この日まで", "Until (day)"}, "published_at__lt", COMPARISON_LT, 1},
};

enum { CHANGES_BOUNDS = 2, DAY_SECONDS = 86400, DAY_LENGTH = sizeof "2026-12-01" - 1 };

/* The day on the publisher's clocks that a bound was asked for as; false: it is none. */
static bool changes_page_day(const struct page_context *context, const struct query *query,
                             const struct changes_bound *bound, char text[CLOCK_RFC3339_SIZE])
{
    for (size_t i = query->fixed; i < query->filter_count; i++) {
        const struct filter *filter = &query->filters[i];
        time_t when;
        if (strcmp(filter->column->name, "published_at") != 0 ||
            filter->comparison != bound->comparison || !clock_parse_rfc3339(filter->value, &when))
            continue;
        clock_rfc3339(when + context->instance->utc_offset - bound->days * DAY_SECONDS, text);
        return strcmp(text + DAY_LENGTH, "T00:00:00Z") == 0;
    }
    return false;
}

static void changes_page_days(struct page *page, const struct list_page *list)
{
    const struct page_context *context = page->context;
    char day[CLOCK_RFC3339_SIZE];
    for (size_t i = 0; i < CHANGES_BOUNDS; i++) {
        const struct changes_bound *bound = &changes_bounds[i];
        changes_page_label(page, bound->name, page_choice(context, bound->title));
        html_void(&page->html, "input");
        html_attribute(&page->html, "type", "date");
        html_attribute(&page->html, "name", bound->name);
        html_attribute_printf(&page->html, "id", "f-%s", bound->name);
        if (changes_page_day(context, list->query, bound, day))
            html_attribute_slice(&page->html, "value", (struct slice){day, DAY_LENGTH});
        html_close(&page->html);
    }
}

/* Whether the form has a field for it; a moment that is no day has none. */
static bool changes_page_shows(const struct page *page, const void *context, struct slice name)
{
    const struct list_page *list = context;
    char day[CLOCK_RFC3339_SIZE];
    for (size_t i = 0; i < CHANGES_BOUNDS; i++)
        if (slice_is(name, changes_bounds[i].condition))
            return changes_page_day(page->context, list->query, &changes_bounds[i], day);
    return slice_is(name, "table") || slice_is(name, "kind");
}

static void changes_page_form(struct page *page, const struct list_page *list, struct arena *arena)
{
    struct html *html = &page->html;
    html_open(html, "div");
    html_attribute(html, "class", "filter");
    html_open(html, "form");
    html_attribute_printf(html, "action", "/%.*s", (int)list->path.len, list->path.at);
    changes_page_tables(page, list->query);
    changes_page_kinds(page, list->query);
    changes_page_days(page, list);
    page_form_button(page);
    list_form_keep(page, &(struct list_form_kept){list->parameters, changes_page_shows, list},
                   arena);
    html_close(html);
    html_close(html);
    html_line(html);
}

/* --- the page --- */

/* Why the first release has no changes. */
static void changes_page_none(struct page *page, const struct list_page *list)
{
    const struct page_context *context = page->context;
    bool first =
        list->lead ? slice_is(row_cell(list->lead, "number"), "1") : context->manifest->number == 1;
    if (first)
        html_element(&page->html, "p",
                     page_word(context,
                               "最初の公開版には比べる前の版がないため、変わったことはありません。",
                               "Nothing changed in the first release: there is none before it."));
}

void changes_page_rows(struct page *page, const struct list_page *list, struct arena *arena)
{
    const struct page_context *context = page->context;
    const char *name = page_word(context, changes_resource.title_ja, changes_resource.title_en);
    changes_page_form(page, list, arena);
    if (list->rows->count == 0) {
        changes_page_none(page, list);
        return;
    }
    page_table(page, name,
               page_word(context, "公開版|行|変化|前の値|新しい値|理由",
                         "Release|Row|Change|Old value|New value|Reason"));
    for (size_t i = 0; i < list->rows->count; i++) {
        const struct row *row = &list->rows->rows[i];
        page_row(page);
        changes_page_release(page, row);
        page_cell(page);
        changes_page_record(page, row, list->row_names ? &list->row_names[i] : NULL);
        page_cell(page);
        changes_page_what(page, row);
        page_cell(page);
        changes_page_value(page, row, "old");
        page_cell(page);
        changes_page_value(page, row, "new");
        page_cell(page);
        changes_page_why(page, row);
        page_row_close(page);
    }
    page_table_close(page);
}

const struct list_look changes_look = {
    "何がなぜ変わったか", "What changed, and why",
    "公開した版ごとの、すべての変更と理由。新しい順。前の値も残っている。",
    "Every change of every release with its reason, the newest first. What was published before is "
    "kept.",
    changes_page_rows};
