/* See page_frame.h. Which tables are in the navigation is told by the model and by what there is.
 */
#include "page_frame.h"

#include "hiraku/exporters/writer.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/registry.h"
#include "hiraku/model/trail.h"
#include "hiraku/pages/card.h"
#include "hiraku/pages/page.h"
#include "hiraku/pages/page_data.h"
#include "hiraku/pages/script.h"
#include "hiraku/release/manifest.h"

#include "page_site.h"

#include <inttypes.h>
#include <stdio.h>

enum { NUMBER_SIZE = 24 };

static const char *page_frame_site(const struct page_context *context)
{
    return context->instance ? page_own_word(context, context->instance->title)
                             : page_word(context, "公開データ", "Open data");
}

/* --- head --- */

/* What the page says of itself, else what the site does. */
static const char *page_frame_description(const struct page *page, const struct page_head *head)
{
    const struct page_context *context = page->context;
    if (head->description && *head->description)
        return head->description;
    struct slice own =
        instance_cell(context->instance, page_word(context, "description_ja", "description_en"));
    if (!own.len)
        own = instance_cell(context->instance, "description_ja");
    return own.len ? own.at : page_frame_site(context);
}

static void page_frame_meta(struct html *html, const char *name, const char *content)
{
    html_void(html, "meta");
    html_attribute(html, "name", name);
    html_attribute(html, "content", content);
    html_line(html);
}

/* https://ogp.me: how a link to the page is shown where somebody shares it. */
static void page_frame_property(struct html *html, const char *property, struct slice content)
{
    html_void(html, "meta");
    html_attribute(html, "property", property);
    html_attribute_slice(html, "content", content);
    html_line(html);
}

static void page_frame_card(struct page *page, const struct page_head *head)
{
    struct html *html = &page->html;
    char width[NUMBER_SIZE], height[NUMBER_SIZE];
    if (!head->card.path.len)
        return;
    html_void(html, "meta");
    html_attribute(html, "property", "og:image");
    page_attribute(page, "content", page->context->instance->base_url, &head->card);
    html_line(html);
    snprintf(width, sizeof width, "%d", CARD_WIDTH);
    snprintf(height, sizeof height, "%d", CARD_HEIGHT);
    page_frame_property(html, "og:image:type", slice_of("image/png"));
    page_frame_property(html, "og:image:width", slice_of(width));
    page_frame_property(html, "og:image:height", slice_of(height));
    page_frame_property(html, "og:image:alt", head->title);
}

static void page_frame_shared(struct page *page, const struct page_head *head)
{
    struct html *html = &page->html;
    const struct page_context *context = page->context;
    const char *site = page_own_word(context, context->instance->title);
    page_frame_property(html, "og:type", slice_of("website"));
    page_frame_property(html, "og:title", head->title);
    page_frame_property(html, "og:description", slice_of(page_frame_description(page, head)));
    page_frame_property(html, "og:locale", slice_of(page_word(context, "ja_JP", "en_GB")));
    page_frame_property(html, "og:site_name", slice_of(site));
    struct page_address address = page_address_of(context, page->self.path);
    address.id = page->self.id;
    address.query = page->self.query;
    html_void(html, "meta");
    html_attribute(html, "property", "og:url");
    page_attribute(page, "content", context->instance->base_url, &address);
    html_line(html);
    page_frame_card(page, head);
    page_frame_meta(html, "twitter:card", head->card.path.len ? "summary_large_image" : "summary");
}

/* An address of the page itself in a language (NULL: that which the reader prefers). */
static void page_frame_language(struct page *page, const char *lang, const char *shown)
{
    struct page_address address = page_address_of(page->context, page->self.path);
    address.id = page->self.id;
    address.query = page->self.query;
    address.lang = lang;
    html_void(&page->html, "link");
    html_attribute(&page->html, "rel", "alternate");
    html_attribute(&page->html, "hreflang", shown);
    page_attribute(page, "href", page->context->instance->base_url, &address);
    html_line(&page->html);
}

static void page_frame_data(struct page *page, const struct page_head *head)
{
    struct html *html = &page->html;
    struct page_address address = head->data;
    address.release = page->context->pinned;
    for (size_t i = 0; address.path.len && writers[i]; i++) {
        address.ending = writers[i]->name;
        if (head->data_forms &&
            !slice_has_word(slice_of(head->data_forms), slice_of(writers[i]->name)))
            continue;
        html_void(html, "link");
        html_attribute(html, "rel", "alternate");
        html_attribute(html, "type", writers[i]->accept);
        page_attribute(page, "href", "", &address);
        html_line(html);
    }
}

static void page_frame_canonical(struct page *page)
{
    struct page_address address = page_address_of(page->context, page->self.path);
    address.id = page->self.id;
    address.query = page->self.query;
    html_void(&page->html, "link");
    html_attribute(&page->html, "rel", "canonical");
    page_attribute(page, "href", page->context->instance->base_url, &address);
    html_line(&page->html);
}

/* What changed, to be followed: of what the page shows, else of all. */
static void page_frame_feed(struct page *page, const struct page_head *head)
{
    struct html *html = &page->html;
    struct page_address feed = head->feed;
    if (!feed.path.len)
        feed.path = slice_of("/v1/feed");
    feed.ending = "atom";
    feed.lang = page_word(page->context, "ja", "en");
    html_void(html, "link");
    html_attribute(html, "rel", "alternate");
    html_attribute(html, "type", "application/atom+xml");
    page_attribute(page, "href", "", &feed);
    html_line(html);
}

/* What is one of many choices, of conditions or of releases, has links to as many more: who would
 * read all of them comes to an end late. */
static void page_frame_robots(struct page *page, const struct page_head *head)
{
    if (head->self.query.len || page->context->pinned)
        page_frame_meta(&page->html, "robots", "noindex, nofollow");
    else if (head->part)
        page_frame_meta(&page->html, "robots", "noindex");
}

static void page_frame_relations(struct page *page, const struct page_head *head)
{
    page_frame_robots(page, head);
    if (!page->context->instance)
        return;
    page_frame_canonical(page);
    page_frame_shared(page, head);
    page_frame_feed(page, head);
    page_frame_language(page, "ja", "ja");
    page_frame_language(page, "en", "en");
    page_frame_language(page, NULL, "x-default");
    page_frame_data(page, head);
}

void page_frame_head(struct page *page, const struct page_head *head)
{
    struct html *html = &page->html;
    html_doctype(html);
    html_open(html, "html");
    html_attribute(html, "lang", page_word(page->context, "ja", "en"));
    html_line(html);
    html_open(html, "head");
    html_line(html);
    html_void(html, "meta");
    html_attribute(html, "charset", "utf-8");
    html_line(html);
    page_frame_meta(html, "viewport", "width=device-width, initial-scale=1");
    page_frame_meta(html, "color-scheme", "light dark");
    if (page->context->instance)
        page_frame_meta(html, "description", page_frame_description(page, head));
    page_site_styles(page, head->framed);
    if (!head->framed)
        page_script_element(page);
    page_frame_relations(page, head);
    html_open(html, "title");
    html_slice(html, head->title);
    if (!slice_is(head->self.path, "/")) {
        html_text(html, " – ");
        html_text(html, page_frame_site(page->context));
    }
    html_close(html);
    html_line(html);
    page_data_head(page, head);
    html_close(html);
    html_line(html);
}

/* --- header --- */

struct page_place {
    const char *path, *ja, *en;
    bool dated; /* its address takes `release` */
};

static void page_frame_place(struct page *page, const struct page_place *place)
{
    struct html *html = &page->html;
    struct page_address address = page_address_of(page->context, slice_of(place->path));
    if (!place->dated)
        address.release = 0;
    html_open(html, "li");
    html_open(html, "a");
    struct slice self = page->self.path;
    bool rooted = self.len > 0 && self.at[0] == '/';
    if (slice_is(self, place->path + (rooted ? 0 : 1)) && !page->self.id.len)
        html_attribute(html, "aria-current", "page");
    page_attribute(page, "href", "", &address);
    html_text(html, page_word(page->context, place->ja, place->en));
    html_close(html);
    html_close(html);
    html_line(html);
}

static void page_frame_tables(struct page *page)
{
    const struct page_context *context = page->context;
    for (size_t i = 0; context->manifest && i < model_resource_count; i++) {
        const struct resource *table = model_resources[i];
        const struct table_state *state = manifest_table(context->manifest, table);
        if (!table->leading || !state || state->rows == 0)
            continue;
        struct page_address address = page_address_of(context, slice_of(table->name));
        html_open(&page->html, "li");
        html_open(&page->html, "a");
        if (slice_is(page->self.path, table->name))
            html_attribute(&page->html, "aria-current", page->self.id.len ? "true" : "page");
        page_attribute(page, "href", "", &address);
        html_text(&page->html, page_word(context, table->title_ja, table->title_en));
        html_close(&page->html);
        html_close(&page->html);
        html_line(&page->html);
    }
}

/* What became of the records of a table, where it has any. */
static void page_frame_trail(struct page *page)
{
    const struct page_context *context = page->context;
    const struct trail *trail = &model_trail;
    const struct table_state *state =
        context->manifest ? manifest_table(context->manifest, trail->steps[0].table) : NULL;
    if (!state || state->rows == 0)
        return;
    struct page_address address = page_address_of(context, slice_of(trail->path));
    html_open(&page->html, "li");
    html_open(&page->html, "a");
    if (slice_is(page->self.path, trail->path))
        html_attribute(&page->html, "aria-current", "page");
    page_attribute(page, "href", "", &address);
    html_text(&page->html, page_word(context, trail->title_ja, trail->title_en));
    html_close(&page->html);
    html_close(&page->html);
    html_line(&page->html);
}

static void page_frame_places(struct page *page)
{
    static const struct page_place places[] = {
        {"/changes", "変更", "Changes", false},
        {"/catalog.html", "データカタログ", "Data catalogue", true},
        {"/downloads", "ダウンロード", "Downloads", true},
        {"/docs", "API リファレンス", "API reference", true},
        {"/docs/dictionary", "データ辞書", "Data dictionary", true},
    };
    struct html *html = &page->html;
    html_open(html, "ul");
    html_line(html);
    page_frame_tables(page);
    page_frame_trail(page);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        page_frame_place(page, &places[i]);
    html_close(html);
    html_line(html);
}

static void page_frame_other_language(struct page *page)
{
    struct html *html = &page->html;
    const char *lang = page_word(page->context, "en", "ja");
    struct page_address address = page->self;
    address.lang = lang;
    address.release = page->context->pinned;
    html_open(html, "a");
    html_attribute(html, "class", "language");
    page_attribute(page, "href", "", &address);
    html_attribute(html, "lang", lang);
    html_attribute(html, "hreflang", lang);
    html_text(html, page_word(page->context, "English", "日本語"));
    html_close(html);
    html_line(html);
}

void page_frame_header(struct page *page)
{
    struct html *html = &page->html;
    const struct page_address first = page_address_of(page->context, slice_of("/"));
    html_open(html, "header");
    html_line(html);
    html_open(html, "a");
    html_attribute(html, "class", "site");
    page_attribute(page, "href", "", &first);
    page_site_logo(page);
    html_text(html, page_frame_site(page->context));
    html_close(html);
    html_line(html);
    if (page->context->instance && !slice_is(page->self.path, "/search"))
        page_search_box(page, "q", SLICE_NONE);
    page_frame_other_language(page);
    html_open(html, "nav");
    html_attribute(html, "aria-label", page_word(page->context, "主な内容", "Main contents"));
    html_line(html);
    page_frame_places(page);
    html_close(html);
    html_line(html);
    html_close(html);
    html_line(html);
}

void page_frame_crumbs(struct page *page, const struct page_head *head)
{
    struct html *html = &page->html;
    if (!head->crumbs[0].path.len)
        return;
    html_open(html, "nav");
    html_attribute(html, "class", "crumbs");
    html_attribute(html, "aria-label", page_word(page->context, "現在の位置", "You are here"));
    html_open(html, "ol");
    for (size_t i = 0; i < PAGE_CRUMBS_MAX && head->crumbs[i].path.len; i++) {
        struct page_address address = page_address_of(page->context, head->crumbs[i].path);
        html_open(html, "li");
        page_link(page, &address, slice_of(head->crumbs[i].title));
        html_close(html);
    }
    html_close(html);
    html_close(html);
    html_line(html);
}

void page_frame_release(struct page *page)
{
    const struct page_context *context = page->context;
    struct html *html = &page->html;
    struct page_address current = page->self;
    if (!context->pinned)
        return;
    current.lang = page_address_of(context, SLICE_NONE).lang;
    html_open(html, "p");
    html_attribute(html, "class", "past");
    html_printf(html, page_word(context, "公開版 %" PRIu64 "（", "This is release %" PRIu64 " ("),
                context->manifest->number);
    page_day(page, context->manifest->published_at + context->instance->utc_offset);
    html_text(html, page_word(context, "）の内容です。", "). "));
    page_link(page, &current,
              slice_of(page_word(context, "現在の内容を見る", "See what is current")));
    html_close(html);
    html_line(html);
}
