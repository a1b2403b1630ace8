/* See search_page.h. */
#include "hiraku/pages/search_page.h"

#include "hiraku/base/arena.h"
#include "hiraku/model/model.h"
#include "hiraku/model/resource.h"
#include "hiraku/pages/list_query.h"
#include "hiraku/service/search.h"

#include <inttypes.h>

/* As of search_columns. */
enum { HIT_TABLE, HIT_ID, HIT_URL, HIT_TITLE_JA, HIT_TITLE_EN, HIT_SNIPPET };

static void search_page_total(struct page *page, const struct search *search)
{
    struct html *html = &page->html;
    html_open(html, "p");
    html_attribute(html, "class", "total");
    html_printf(html, page_word(page->context, "%" PRIu64 " 件", "%" PRIu64 " records"),
                search->total);
    if (search->total > search->found.hit_count)
        html_printf(html,
                    page_word(page->context, "（関連の高い %zu 件を表示）",
                              " (the %zu most relevant are shown)"),
                    search->found.hit_count);
    html_close(html);
    html_line(html);
    if (search->total == 0) {
        html_element(html, "p",
                     page_word(page->context,
                               "見つかりませんでした。ことばを短くするか、減らしてください。かな、"
                               "漢字、英語のどれでも探せます。",
                               "Nothing was found. Try fewer or shorter words, in Japanese or in "
                               "English."));
        html_line(html);
    }
}

const char *search_page_title(const struct search *search, enum language language,
                              struct arena *arena)
{
    static const char *const forms[2] = {
        [LANGUAGE_JA] = "「%.*s」を含むもの", [LANGUAGE_EN] = "Records with “%.*s”"};
    struct slice words = search->words;
    const char *title = arena_printf(arena, forms[language], (int)words.len, words.at).at;
    return title ? title : "";
}

struct page search_page_begin(const struct page_context *context, const struct search *search,
                              struct slice parameters, struct arena *arena, struct out *out)
{
    const char *title = search ? search_page_title(search, context->language, arena)
                               : page_word(context, "検索", "Search");
    const struct page_head head = {
        .title = slice_of(title),
        .self = {.path = slice_of("/search"), .query = parameters},
        .dated = true,
        .part = search != NULL,
        .data = {.path = search ? slice_of("/v1/search") : SLICE_NONE, .query = parameters},
        .data_forms = "json",
        .crumbs = {page_crumb_home(context)}};
    struct page page = page_begin(context, out, &head);
    page_search_box(&page, "words", search ? search->words : SLICE_NONE);
    if (search) {
        search_page_total(&page, search);
        html_open(&page.html, "ol");
        html_attribute(&page.html, "class", "hits");
        html_line(&page.html);
    }
    return page;
}

void search_page_hit(void *context, const struct slice *cells)
{
    struct page *page = context;
    struct html *html = &page->html;
    const struct resource *table = model_resource(cells[HIT_TABLE]);
    bool english = page->context->language == LANGUAGE_EN;
    struct slice own = cells[english ? HIT_TITLE_EN : HIT_TITLE_JA];
    struct slice other = cells[english ? HIT_TITLE_JA : HIT_TITLE_EN];
    struct slice title = own.len ? own : other.len ? other : cells[HIT_ID];
    const char *lang = own.len || !other.len ? NULL : english ? "ja" : "en";
    const struct page_address address =
        page_address_of_record(page->context, table->name, cells[HIT_ID]);
    html_open(html, "li");
    html_open(html, "a");
    page_attribute(page, "href", "", &address);
    page_text_in(page, lang, title);
    html_close(html);
    html_text(html, " ");
    html_open(html, "span");
    html_attribute(html, "class", "count");
    html_text(html, page_word(page->context, table->title_ja, table->title_en));
    html_close(html);
    if (cells[HIT_SNIPPET].len) {
        html_open(html, "p");
        html_attribute(html, "class", "snippet");
        html_fragment(html, cells[HIT_SNIPPET]);
        html_close(html);
    }
    html_close(html);
    html_line(html);
}

/* All that each table has, with its own filters. */
static void search_page_tables(struct page *page, const struct search *search, struct arena *arena)
{
    struct html *html = &page->html;
    struct slice words = list_query_with(arena, SLICE_NONE, "q", search->words);
    page_heading(page, page_word(page->context, "表ごとに見る", "By table"));
    html_open(html, "ul");
    html_attribute(html, "class", "cards");
    html_line(html);
    for (size_t i = 0; i < search->found.table_count; i++) {
        const struct search_count *count = &search->found.counts[i];
        if (count->rows == 0)
            continue;
        struct page_address address =
            page_address_of(page->context, slice_of(count->resource->name));
        address.query = words;
        html_open(html, "li");
        page_link(page, &address,
                  slice_of(page_word(page->context, count->resource->title_ja,
                                     count->resource->title_en)));
        html_printf(html, page_word(page->context, " %" PRIu64 " 件", " %" PRIu64), count->rows);
        html_close(html);
        html_line(html);
    }
    html_close(html);
    html_line(html);
}

void search_page_finish(struct page *page, const struct search *search, struct arena *arena)
{
    if (search) {
        html_close(&page->html);
        html_line(&page->html);
        if (search->total > 0)
            search_page_tables(page, search, arena);
    }
    page_finish(page);
}
