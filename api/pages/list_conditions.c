/* The conditions of a list in words: columns by their titles, codes by theirs, records by what they
 * are called. */
#include "list_form.h"
#include "trail_year.h"

#include "hiraku/base/arena.h"
#include "hiraku/model/model.h"
#include "hiraku/pages/list_page.h"
#include "hiraku/pages/list_query.h"
#include "hiraku/pages/page.h"
#include "hiraku/query/query.h"
#include "hiraku/value/iri.h"

/* What stands around the values. */
static const struct {
    const char *before[2], *behind[2];
} comparisons[COMPARISON_COUNT] = {
    [COMPARISON_EQ] = {{"", ""}, {"", ""}},
    [COMPARISON_NE] = {{"", "not "}, {"以外", ""}},
    [COMPARISON_GT] = {{"> ", "> "}, {"", ""}},
    [COMPARISON_GE] = {{"≥ ", "≥ "}, {"", ""}},
    [COMPARISON_LT] = {{"< ", "< "}, {"", ""}},
    [COMPARISON_LE] = {{"≤ ", "≤ "}, {"", ""}},
    [COMPARISON_IN] = {{"", ""}, {"", ""}},
    [COMPARISON_NOTIN] = {{"", "not "}, {"以外", ""}},
    [COMPARISON_CONTAINS] = {{"「", "contains “"}, {"」を含む", "”"}},
    [COMPARISON_STARTSWITH] = {{"「", "begins with “"}, {"」で始まる", "”"}},
    [COMPARISON_ISNULL] = {{"", ""}, {"", ""}},
};

static const struct filter *list_conditions_filter(const struct query *query, struct slice name)
{
    for (size_t i = query->fixed; i < query->filter_count; i++)
        if (slice_equal(query->filters[i].name, name))
            return &query->filters[i];
    return NULL;
}

/* Of a column of another record the references that lead there come first. */
static void list_conditions_title(struct page *page, const struct filter *filter)
{
    const struct page_context *context = page->context;
    struct html *html = &page->html;
    for (size_t i = 0; i < filter->steps; i++) {
        const struct column *through = filter->through[i];
        html_text(html, page_word(context, through->title_ja, through->title_en));
        html_text(html, " › ");
    }
    html_text(html, page_word(context, filter->column->title_ja, filter->column->title_en));
}

static void list_conditions_value(struct page *page, const struct filter *filter,
                                  struct slice value, const struct list_name *name)
{
    const struct column *column = filter->column;
    const struct code *code = column->codes ? column_code(column, value) : NULL;
    if (filter->comparison == COMPARISON_ISNULL)
        html_text(&page->html, slice_is(value, "true")
                                   ? page_word(page->context, "記載なし", "not stated")
                                   : page_word(page->context, "記載あり", "stated"));
    else if (code)
        html_text(&page->html, page_word(page->context, code->title_ja, code->title_en));
    else if (name && name->text.len)
        page_text_in(page, name->lang, name->text);
    else
        html_slice(&page->html, value);
}

static void list_conditions_filter_write(struct page *page, const struct list_page *list,
                                         const struct filter *filter)
{
    struct html *html = &page->html;
    enum language language = page->context->language;
    size_t at = (size_t)(filter - list->query->filters);
    const struct list_name *names = list->condition_names ? list->condition_names[at] : NULL;
    list_conditions_title(page, filter);
    html_text(html, page_word(page->context, "：", ": "));
    html_text(html, comparisons[filter->comparison].before[language]);
    if (!filter->values)
        list_conditions_value(page, filter, filter->value, names);
    for (size_t i = 0; i < filter->value_count; i++) {
        html_text(html, i > 0 ? page_word(page->context, "、", ", ") : "");
        list_conditions_value(page, filter, filter->values[i], names ? &names[i] : NULL);
    }
    html_text(html, comparisons[filter->comparison].behind[language]);
}

/* A condition; what is none on a cell is the parameter as it is. */
static void list_conditions_one(struct page *page, const struct list_page *list, struct slice name,
                                struct slice value)
{
    struct html *html = &page->html;
    const struct filter *filter = list_conditions_filter(list->query, name);
    if (filter) {
        list_conditions_filter_write(page, list, filter);
        return;
    }
    if (slice_is(name, "q"))
        html_text(html, page_word(page->context, "ことば", "words"));
    else
        html_slice(html, name);
    html_text(html, page_word(page->context, "：", ": "));
    html_slice(html, value);
}

static bool list_conditions_has(struct slice name)
{
    static const char *const others[] = {"sort",  "fields",  "limit", "count",
                                         "facet", "include", "lang",  NULL};
    for (size_t i = 0; others[i]; i++)
        if (slice_is(name, others[i]))
            return false;
    return true;
}

/* The parameters without a condition, or, of the year, without all that make it. */
static struct slice list_conditions_without(const struct list_page *list, struct slice name,
                                            struct arena *arena)
{
    struct slice query = list->parameters, rest = query, other, value;
    if (!trail_year_shows(list, name))
        return list_query_with(arena, query, name.at, SLICE_NONE);
    while (list_query_next(&rest, &other, &value)) {
        struct slice text = iri_decode(arena, other, false);
        if (text.at && trail_year_shows(list, text))
            query = list_query_with(arena, query, text.at, SLICE_NONE);
    }
    return query;
}

void list_conditions_write(struct page *page, const struct list_page *list, struct arena *arena)
{
    struct slice rest = list->parameters, name, value;
    struct html *html = &page->html;
    bool any = false, told = false; /* `told`: the year, which is several conditions */
    while (list_query_next(&rest, &name, &value)) {
        struct slice text = iri_decode(arena, name, false);
        if (!text.at || !list_conditions_has(text) || (told && trail_year_shows(list, text)))
            continue;
        if (!any) {
            html_open(html, "ul");
            html_attribute(html, "class", "conditions");
        }
        any = true;
        struct page_address without = page_address_of(page->context, list->path);
        without.query = list_conditions_without(list, text, arena);
        html_open(html, "li");
        if (trail_year_shows(list, text)) {
            trail_year_say(page, list);
            told = true;
        } else {
            list_conditions_one(page, list, text, iri_decode(arena, value, false));
        }
        html_text(html, " ");
        page_link(page, &without, slice_of(page_word(page->context, "外す", "remove")));
        html_close(html);
    }
    if (any) {
        html_close(html);
        html_line(html);
    }
}
