/* What stands around the text of a page.
 *
 * No script, no image, one style sheet of our own (style.css). WCAG 2.2: one h1, a skip link,
 * landmarks, the language of every part that is in another one. */
#include "hiraku/pages/page.h"

#include "hiraku/base/clock.h"
#include "hiraku/exporters/downloads/download.h"
#include "hiraku/model/instance.h"
#include "hiraku/release/artifacts.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/manifest.h"

const char *page_word(const struct page_context *context, const char *ja, const char *en)
{
    return context->language == LANGUAGE_EN ? en : ja;
}

const char *page_choice(const struct page_context *context, const char *const texts[2])
{
    return page_word(context, texts[LANGUAGE_JA], texts[LANGUAGE_EN]);
}

const char *page_own_word(const struct page_context *context, const char *const texts[2])
{
    const char *text = page_choice(context, texts);
    return text && *text ? text : texts[LANGUAGE_JA];
}

static const char *page_site(const struct page_context *context)
{
    return context->instance ? page_own_word(context, context->instance->title)
                             : page_word(context, "公開データ", "Open data");
}

static void page_meta(struct html *html, const char *name, const char *content)
{
    html_void(html, "meta");
    html_attribute(html, "name", name);
    html_attribute(html, "content", content);
    html_line(html);
}

static void page_begin_head(struct page *page, const char *title, const char *path)
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
    page_meta(html, "viewport", "width=device-width, initial-scale=1");
    page_meta(html, "color-scheme", "light dark");
    html_void(html, "link");
    html_attribute(html, "rel", "stylesheet");
    html_attribute(html, "href", "/docs/style.css");
    html_line(html);
    html_open(html, "title");
    html_text(html, title);
    if (strcmp(path, "/") != 0) {
        html_text(html, " – ");
        html_text(html, page_site(page->context));
    }
    html_close(html);
    html_line(html);
    html_close(html);
    html_line(html);
}

static void page_places(struct page *page, const char *path)
{
    static const struct {
        const char *path, *ja, *en;
    } places[] = {{"/catalog.html", "データカタログ", "Data catalogue"},
                  {"/v1/downloads.html", "ダウンロード", "Downloads"},
                  {"/docs", "API リファレンス", "API reference"},
                  {"/docs/dictionary", "データ辞書", "Data dictionary"},
                  {"/v1/openapi.json", "OpenAPI", "OpenAPI"}};
    struct html *html = &page->html;
    html_open(html, "ul");
    html_line(html);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        html_open(html, "li");
        html_open(html, "a");
        if (strcmp(places[i].path, path) == 0)
            html_attribute(html, "aria-current", "page");
        html_attribute(html, "href", places[i].path);
        html_text(html, page_word(page->context, places[i].ja, places[i].en));
        html_close(html);
        html_close(html);
        html_line(html);
    }
    html_close(html);
    html_line(html);
}

static void page_other_language(struct page *page, const char *path)
{
    struct html *html = &page->html;
    const char *lang = page_word(page->context, "en", "ja");
    html_open(html, "a");
    html_attribute(html, "class", "language");
    html_attribute_printf(html, "href", "%s?lang=%s", path, lang);
    html_attribute(html, "lang", lang);
    html_attribute(html, "hreflang", lang);
    html_text(html, page_word(page->context, "English", "日本語"));
    html_close(html);
    html_line(html);
}

static void page_header(struct page *page, const char *path)
{
    struct html *html = &page->html;
    html_open(html, "header");
    html_line(html);
    html_open(html, "a");
    html_attribute(html, "class", "site");
    html_attribute(html, "href", "/");
    html_text(html, page_site(page->context));
    html_close(html);
    html_line(html);
    html_open(html, "nav");
    html_attribute(html, "aria-label", page_word(page->context, "文書", "Documents"));
    html_line(html);
    page_places(page, path);
    page_other_language(page, path);
    html_close(html);
    html_line(html);
    html_close(html);
    html_line(html);
}

struct page page_start(const struct page_context *context, struct out *out, const char *title,
                       const char *path)
{
    struct page page = {context, html_begin(out)};
    struct html *html = &page.html;
    page_begin_head(&page, title, path);
    html_open(html, "body");
    html_line(html);
    html_open(html, "a");
    html_attribute(html, "class", "skip");
    html_attribute(html, "href", "#main");
    html_text(html, page_word(context, "本文へ移動", "Skip to the text"));
    html_close(html);
    html_line(html);
    page_header(&page, path);
    html_open(html, "main");
    html_attribute(html, "id", "main");
    html_line(html);
    html_element(html, "h1", title);
    html_line(html);
    return page;
}

void page_licence(struct page *page)
{
    const struct instance *instance = page->context->instance;
    struct slice name =
        instance_cell(instance, page_word(page->context, "licence_name_ja", "licence_name_en"));
    html_link(&page->html, slice_of(instance->licence_url),
              name.len ? name : instance_cell(instance, "licence_name_ja"));
}

void page_day(struct page *page, time_t when)
{
    char text[CLOCK_RFC3339_SIZE];
    clock_rfc3339(when, text);
    html_printf(&page->html, "%.10s", text);
}

void page_permanent_link(struct page *page, const struct artifact *file)
{
    const struct page_context *context = page->context;
    const char *name = layout_artifact_file(file->path);
    if (!artifact_is_there(file))
        return;
    uint64_t release = context->place(context->release, file);
    int len = (int)strlen(name);
    html_open(&page->html, "a");
    html_attribute_printf(&page->html, "href", DOWNLOAD_PLACE, release, len, name);
    html_printf(&page->html, "%s" DOWNLOAD_PLACE, context->instance->base_url, release, len, name);
    html_close(&page->html);
}

void page_finish(struct page *page)
{
    struct html *html = &page->html;
    html_close(html);
    html_line(html);
    html_open(html, "footer");
    html_line(html);
    html_open(html, "p");
    if (page->context->instance) {
        html_text(html, page_own_word(page->context, page->context->instance->attribution));
        html_text(html, " ");
        page_licence(page);
        html_close(html);
        html_line(html);
        html_open(html, "p");
    }
    html_text(html, release_program());
    for (int i = 0; i < 4; i++) { /* p, footer, body, html */
        html_close(html);
        html_line(html);
    }
    html_finish(html);
}

void page_heading(struct page *page, const char *text)
{
    html_element(&page->html, "h2", text);
    html_line(&page->html);
}

/* --- tables --- */

void page_table(struct page *page, const char *name, const char *heads)
{
    struct html *html = &page->html;
    html_open(html, "div");
    html_attribute(html, "class", "wide");
    html_attribute(html, "role", "group");
    html_attribute(html, "tabindex", "0");
    html_attribute(html, "aria-label", name);
    html_line(html);
    html_open(html, "table");
    html_line(html);
    html_open(html, "thead");
    html_open(html, "tr");
    while (*heads) {
        size_t len = strcspn(heads, "|");
        html_open(html, "th");
        html_attribute(html, "scope", "col");
        html_slice(html, (struct slice){heads, len});
        html_close(html);
        heads += len + (heads[len] == '|');
    }
    html_close(html);
    html_close(html);
    html_line(html);
    html_open(html, "tbody");
    html_line(html);
}

void page_table_close(struct page *page)
{
    for (int i = 0; i < 3; i++) { /* tbody, table, div */
        html_close(&page->html);
        html_line(&page->html);
    }
}

void page_row(struct page *page)
{
    html_open(&page->html, "tr");
    html_open(&page->html, "th");
    html_attribute(&page->html, "scope", "row");
}

void page_cell(struct page *page)
{
    html_close(&page->html);
    html_open(&page->html, "td");
}

void page_row_close(struct page *page)
{
    html_close(&page->html);
    html_close(&page->html);
    html_line(&page->html);
}
