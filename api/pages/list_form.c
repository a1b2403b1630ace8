/* See list_form.h. What a reader can choose is told by the model; what there is to choose, by the
 * rows. */
#include "list_form.h"
#include "trail_year.h"

#include "hiraku/base/arena.h"
#include "hiraku/model/model.h"
#include "hiraku/model/trail.h"
#include "hiraku/pages/list_page.h"
#include "hiraku/pages/list_query.h"
#include "hiraku/pages/page.h"
#include "hiraku/query/query.h"
#include "hiraku/store/count.h"
#include "hiraku/value/iri.h"

#include <inttypes.h>

/* The condition on the column itself that it be one value; NULL: there is none. */
static const struct filter *list_form_filter(const struct query *query, const struct column *column)
{
    for (size_t i = query->fixed; i < query->filter_count; i++)
        if (query->filters[i].column == column && query->filters[i].steps == 0 &&
            query->filters[i].comparison == COMPARISON_EQ)
            return &query->filters[i];
    return NULL;
}

static const char *list_form_title(const struct page *page, const struct column *column)
{
    return page_word(page->context, column->title_ja, column->title_en);
}

/* --- fields --- */

/* `foreign`: the text is in the other language. */
void list_form_option(struct page *page, bool foreign, struct slice value, struct slice text,
                      bool chosen)
{
    struct html *html = &page->html;
    html_open(html, "option");
    if (foreign)
        html_attribute(html, "lang", page_word(page->context, "en", "ja"));
    html_attribute_slice(html, "value", value);
    if (chosen)
        html_attribute(html, "selected", "selected");
    html_slice(html, text);
}

/* How a value is shown: the words of its code, or what the record is called. */
static struct slice list_form_words(const struct page *page, const struct list_choice *choice,
                                    size_t i)
{
    struct slice value = choice->facet->values[i].value;
    const struct code *code = choice->column->codes ? column_code(choice->column, value) : NULL;
    if (code)
        return slice_of(page_word(page->context, code->title_ja, code->title_en));
    return choice->names && choice->names[i].len ? choice->names[i] : value;
}

static void list_form_values(struct page *page, const struct list_choice *choice,
                             const struct filter *filter)
{
    const struct facet *facet = choice->facet;
    for (size_t i = 0; i < facet->count; i++) {
        const struct facet_value *value = &facet->values[i];
        if (value->value.len == 0)
            continue;
        bool foreign = choice->foreign && choice->foreign[i];
        list_form_option(page, foreign, value->value, list_form_words(page, choice, i),
                         filter != NULL);
        html_printf(&page->html, page_word(page->context, "（%" PRIu64 "）", " (%" PRIu64 ")"),
                    value->rows);
        html_close(&page->html);
    }
}

/* The codes that no row has under the condition, to change it. */
static void list_form_other_codes(struct page *page, const struct list_choice *choice,
                                  const struct filter *filter)
{
    for (const struct code *code = choice->column->codes; filter && code && code->value; code++) {
        if (slice_is(filter->value, code->value))
            continue;
        list_form_option(page, false, slice_of(code->value),
                         slice_of(page_word(page->context, code->title_ja, code->title_en)), false);
        html_close(&page->html);
    }
}

static void list_form_select(struct page *page, const struct list_choice *choice,
                             const struct filter *filter)
{
    struct html *html = &page->html;
    html_open(html, "select");
    html_attribute(html, "name", choice->column->name);
    html_attribute_printf(html, "id", "f-%s", choice->column->name);
    list_form_option(page, false, SLICE_NONE, slice_of(page_word(page->context, "すべて", "all")),
                     false);
    html_close(html);
    list_form_values(page, choice, filter);
    list_form_other_codes(page, choice, filter);
    html_close(html);
}

void list_form_input(struct page *page, const char *type, const char *name, struct slice value)
{
    struct html *html = &page->html;
    html_void(html, "input");
    html_attribute(html, "type", type);
    html_attribute(html, "name", name);
    html_attribute_printf(html, "id", "f-%s", name);
    html_attribute_slice(html, "value", value);
}

void list_form_label(struct page *page, const char *name, const char *text)
{
    struct html *html = &page->html;
    html_open(html, "div");
    html_open(html, "label");
    html_attribute_printf(html, "for", "f-%s", name);
    html_text(html, text);
    html_close(html);
}

/* A column in which all rows are alike offers nothing to choose. */
static bool list_form_offers(const struct list_choice *choice, const struct filter *filter)
{
    return filter || choice->facet->count > 1;
}

static void list_form_choice(struct page *page, const struct list_choice *choice,
                             const struct filter *filter)
{
    bool few = choice->column->codes || (choice->names && choice->facet->complete);
    list_form_label(page, choice->column->name, list_form_title(page, choice->column));
    if (few)
        list_form_select(page, choice, filter);
    else
        list_form_input(page, "text", choice->column->name, filter ? filter->value : SLICE_NONE);
    html_close(&page->html);
    html_line(&page->html);
}

/* --- the form --- */

static bool list_form_shows(const struct page *page, const void *context, struct slice name)
{
    const struct list_page *list = context;
    (void)page;
    if (slice_is(name, "q"))
        return model_is_searchable(list->query->resource);
    for (size_t i = 0; i < list->choice_count; i++)
        if (slice_is(name, list->choices[i].column->name))
            return true;
    return trail_year_shows(list, name);
}

void list_form_keep(struct page *page, const struct list_form_kept *kept, struct arena *arena)
{
    struct slice rest = kept->query, name, value;
    while (list_query_next(&rest, &name, &value)) {
        if (kept->shows(page, kept->context, name))
            continue;
        html_void(&page->html, "input");
        html_attribute(&page->html, "type", "hidden");
        html_attribute_slice(&page->html, "name", iri_decode(arena, name, false));
        html_attribute_slice(&page->html, "value", iri_decode(arena, value, false));
        html_line(&page->html);
    }
    page_form_keeps(page);
}

void list_form_write(struct page *page, const struct list_page *list, struct arena *arena)
{
    const struct query *query = list->query;
    struct html *html = &page->html;
    if (query->resource->on_demand)
        return;
    bool open = query->filter_count > query->fixed || query->words.len > 0;
    html_open(html, "details");
    html_attribute(html, "class", "filter");
    if (open)
        html_attribute(html, "open", "open");
    html_element(html, "summary", page_word(page->context, "条件で絞り込む", "Filter"));
    html_open(html, "form");
    html_attribute_printf(html, "action", "/%.*s", (int)list->path.len, list->path.at);
    html_line(html);
    if (model_is_searchable(query->resource)) {
        list_form_label(page, "q", page_word(page->context, "ことば", "words"));
        list_form_input(page, "search", "q", query->words);
        html_close(html);
        html_line(html);
    }
    for (size_t i = 0; i < list->choice_count; i++) {
        const struct filter *filter = list_form_filter(query, list->choices[i].column);
        if (list_form_offers(&list->choices[i], filter) ||
            (list->trail && strcmp(list->choices[i].column->name, model_trail.chosen) == 0))
            list_form_choice(page, &list->choices[i], filter);
    }
    if (list->trail)
        trail_year_select(page, list);
    page_form_button(page);
    list_form_keep(page, &(struct list_form_kept){list->parameters, list_form_shows, list}, arena);
    html_close(html);
    html_close(html);
    html_line(html);
}
