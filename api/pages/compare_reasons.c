/* Why subjects cannot be compared, in words; and by which conditions they would be alike. */
#include "compare_parts.h"

#include "hiraku/base/arena.h"
#include "hiraku/model/model.h"
#include "hiraku/model/resource.h"
#include "hiraku/pages/chart/chart_words.h"
#include "hiraku/pages/chart/compare_words.h"
#include "hiraku/pages/list_query.h"
#include "hiraku/pages/page.h"
#include "hiraku/service/compare.h"

static void compare_reasons_list(struct page *page, const struct compare_page *compared)
{
    struct html *html = &page->html;
    enum language language = page->context->language;
    html_open(html, "ul");
    html_line(html);
    for (int i = 0; i < PROPERTIES; i++) {
        if (!compared->compare->differs[i])
            continue;
        html_open(html, "li");
        html_open(html, "strong");
        html_slice(html, compare_property_title((enum property)i, language));
        html_close(html);
        html_text(html, page_word(page->context, "：", ": "));
        html_text(html, compare_property_reason((enum property)i, language));
        html_close(html);
        html_line(html);
    }
    html_close(html);
    html_line(html);
}

static void compare_reasons_cell(struct page *page, const struct compare_page *compared,
                                 const struct compared *subject, enum property property)
{
    const char *lang;
    struct slice words =
        compare_property_words(compared->compare, subject, property, page->context->language,
                               compared->context.arena, &lang);
    page_cell(page);
    if (words.len)
        page_text_in(page, lang, words);
    else
        html_text(&page->html, chart_word(page->context->language, WORD_NOT_STATED));
}

static void compare_reasons_table(struct page *page, const struct compare_page *compared)
{
    const struct compare *compare = compared->compare;
    page_table_open(page, page_word(page->context, "違うもの", "What differs"), false);
    compare_heads_write(page, compared, page_word(page->context, "違うもの", "What differs"));
    page_table_head_close(page);
    for (int i = 0; i < PROPERTIES; i++) {
        if (!compare->differs[i])
            continue;
        page_row(page);
        html_slice(&page->html, compare_property_title((enum property)i, page->context->language));
        for (size_t j = 0; j < compare->count; j++)
            compare_reasons_cell(page, compared, &compare->subjects[j], (enum property)i);
        page_row_close(page);
    }
    page_table_close(page);
}

/* --- what would be alike --- */

/* The parameters with this condition: behind the subjects, which come first, by name. */
static struct slice compare_reasons_query(const struct compare_page *compared, const char *name,
                                          const char *value)
{
    struct arena *arena = compared->context.arena;
    struct slice all = compared->data;
    const char *end = all.len ? memchr(all.at, '&', all.len) : NULL;
    struct slice first = {all.at, end ? (size_t)(end - all.at) : all.len};
    struct slice rest = slice_from(all, first.len + (end ? 1 : 0));
    struct slice with = list_query_with(arena, rest, name, slice_of(value));
    return arena_printf(arena, "%.*s&%.*s", (int)first.len, first.at, (int)with.len,
                        with.at ? with.at : "");
}

static unsigned compare_reasons_common(const struct compare *compare, enum property property)
{
    unsigned common = ~0u;
    for (size_t i = 0; i < compare->count; i++)
        common &= property == PROPERTY_VALUE_TYPE ? compare->subjects[i].comparand.value_types
                                                  : compare->subjects[i].comparand.accumulations;
    return common;
}

/* Ways to the same with the kinds of values that all have. */
static void compare_reasons_alike(struct page *page, const struct compare_page *compared,
                                  enum property property)
{
    struct html *html = &page->html;
    const struct column *column = model_column(model_cube(), slice_of(property_name(property)));
    unsigned common = compare_reasons_common(compared->compare, property);
    bool any = false;
    if (!compared->compare->differs[property] || !column || !column->codes)
        return;
    for (unsigned i = 0; column->codes[i].value; i++) {
        const struct code *code = &column->codes[i];
        struct page_address address = page_address_of(page->context, page->self.path);
        if (!(common & 1u << i))
            continue;
        if (!any) {
            html_open(html, "p");
            html_text(html, page_word(page->context, "そろえて比べる: ", "Compare only: "));
        }
        address.query = compare_reasons_query(compared, column->name, code->value);
        html_text(html, any ? chart_word(page->context->language, WORD_COMMA) : "");
        page_link(page, &address,
                  slice_of(page_word(page->context, code->title_ja, code->title_en)));
        any = true;
    }
    if (any) {
        html_close(html);
        html_line(html);
    }
}

void compare_reasons_write(struct page *page, const struct compare_page *compared)
{
    struct html *html = &page->html;
    if (!*compared->compare->differences)
        return;
    html_open(html, "div");
    html_attribute(html, "class", "past");
    html_line(html);
    html_element(
        html, "p",
        page_word(page->context,
                  "これらの指標は、次の点が違うため比べられません。図は描かず、値だけを下の"
                  "表に示します。",
                  "These indicators cannot be compared, for the reasons below. No chart "
                  "is drawn; the table below has their values."));
    html_line(html);
    compare_reasons_list(page, compared);
    compare_reasons_alike(page, compared, PROPERTY_VALUE_TYPE);
    compare_reasons_alike(page, compared, PROPERTY_ACCUMULATION);
    html_close(html);
    html_line(html);
    compare_reasons_table(page, compared);
}
