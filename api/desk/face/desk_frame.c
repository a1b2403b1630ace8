/* See desk_pages.h: head, places, foot, forms. The style sheet is that of all pages. */
#include "hiraku/desk/face/desk_pages.h"

#include "hiraku/pages/style.h"
#include "hiraku/release/manifest.h"

static void frame_meta(struct html *html, const char *name, const char *content)
{
    html_void(html, "meta");
    html_attribute(html, "name", name);
    html_attribute(html, "content", content);
    html_line(html);
}

const char *desk_style_path(struct arena *arena)
{
    const char *path = arena_printf(arena, "/desk/%s/style.css", page_style_hash).at;
    return path ? path : "";
}

static void frame_head(struct visit *visit, struct html *html, const char *title)
{
    const char *site = page_word(&visit->context, "公開の窓口", "Publishing desk");
    html_doctype(html);
    html_open(html, "html");
    html_attribute(html, "lang", page_word(&visit->context, "ja", "en"));
    html_line(html);
    html_open(html, "head");
    html_line(html);
    html_void(html, "meta");
    html_attribute(html, "charset", "utf-8");
    html_line(html);
    frame_meta(html, "viewport", "width=device-width, initial-scale=1");
    frame_meta(html, "color-scheme", "light dark");
    frame_meta(html, "robots", "noindex, nofollow");
    html_void(html, "link");
    html_attribute(html, "rel", "stylesheet");
    html_attribute(html, "href", desk_style_path(&visit->arena));
    html_line(html);
    html_open(html, "title");
    html_printf(html, "%s – %s", title, site);
    html_close(html);
    html_line(html);
    html_close(html);
    html_line(html);
}

static void frame_language(struct visit *visit, struct page *page)
{
    const char *lang = page_word(page->context, "en", "ja");
    struct page_address address = {.path = visit->path, .lang = lang};
    html_open(&page->html, "a");
    html_attribute(&page->html, "class", "language");
    page_attribute(page, "href", "", &address);
    html_attribute(&page->html, "lang", lang);
    html_attribute(&page->html, "hreflang", lang);
    html_text(&page->html, page_word(page->context, "English", "日本語"));
    html_close(&page->html);
    html_line(&page->html);
}

static void frame_places(struct visit *visit, struct page *page)
{
    static const struct {
        const char *path, *text[2];
    } places[] = {
        {"/desk", {"はじめに", "Start"}},
        {"/desk/releases", {"公開版", "Releases"}},
        {"/desk/log", {"記録", "Log"}},
        {"/desk/account", {"アカウント", "Account"}},
    };
    struct html *html = &page->html;
    html_open(html, "nav");
    html_attribute(html, "aria-label", page_word(page->context, "主な内容", "Main contents"));
    html_open(html, "ul");
    html_line(html);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct page_address address = page_address_of(page->context, slice_of(places[i].path));
        html_open(html, "li");
        html_open(html, "a");
        if (slice_is(visit->path, places[i].path))
            html_attribute(html, "aria-current", "page");
        page_attribute(page, "href", "", &address);
        html_text(html, page_choice(page->context, places[i].text));
        html_close(html);
        html_close(html);
        html_line(html);
    }
    html_close(html);
    html_close(html);
    html_line(html);
}

struct page desk_page_begin(struct visit *visit, const char *title, bool places)
{
    struct page page = {.context = &visit->context, .html = html_begin(&visit->answer)};
    struct html *html = &page.html;
    visit->media_type = "text/html; charset=utf-8";
    frame_head(visit, html, title);
    html_open(html, "body");
    html_line(html);
    html_open(html, "a");
    html_attribute(html, "class", "skip");
    html_attribute(html, "href", "#main");
    html_text(html, page_word(page.context, "本文へ移動", "Skip to the text"));
    html_close(html);
    html_line(html);
    html_open(html, "header");
    html_line(html);
    struct page_address first = page_address_of(page.context, slice_of("/desk"));
    html_open(html, "a");
    html_attribute(html, "class", "site");
    page_attribute(&page, "href", "", &first);
    html_text(html, page_word(page.context, "公開の窓口", "Publishing desk"));
    html_close(html);
    html_line(html);
    frame_language(visit, &page);
    if (places)
        frame_places(visit, &page);
    html_close(html);
    html_line(html);
    html_open(html, "main");
    html_attribute(html, "id", "main");
    html_line(html);
    html_element(html, "h1", title);
    html_line(html);
    return page;
}

void desk_page_finish(struct page *page)
{
    struct html *html = &page->html;
    html_close(html);
    html_line(html);
    html_open(html, "footer");
    html_open(html, "p");
    html_text(html, release_program());
    html_close(html);
    html_close(html);
    html_line(html);
    html_finish(html);
}

/* --- forms ------------------------------------------------------------------------------------ */

void desk_form(struct page *page, const char *path)
{
    html_open(&page->html, "form");
    html_attribute(&page->html, "method", "post");
    html_attribute(&page->html, "action", path);
    html_attribute(&page->html, "class", "fields");
    html_line(&page->html);
    page_form_keeps(page);
}

void desk_form_end(struct page *page, const char *button)
{
    html_open(&page->html, "div");
    html_open(&page->html, "button");
    html_attribute(&page->html, "type", "submit");
    html_text(&page->html, button);
    html_close(&page->html);
    html_close(&page->html);
    html_close(&page->html);
    html_line(&page->html);
}

void desk_field(struct page *page, const char *name, const char *label, const char *type,
                const char *complete)
{
    struct html *html = &page->html;
    html_open(html, "div");
    html_open(html, "label");
    html_attribute_printf(html, "for", "field-%s", name);
    html_text(html, label);
    html_close(html);
    html_void(html, "input");
    html_attribute_printf(html, "id", "field-%s", name);
    html_attribute(html, "name", name);
    html_attribute(html, "type", type);
    html_attribute(html, "autocomplete", complete);
    html_attribute(html, "required", "");
    html_close(html);
    html_line(html);
}

void desk_hidden(struct page *page, const char *name, struct slice value)
{
    html_void(&page->html, "input");
    html_attribute(&page->html, "type", "hidden");
    html_attribute(&page->html, "name", name);
    html_attribute_slice(&page->html, "value", value);
    html_line(&page->html);
}

void desk_link(struct page *page, const char *path, const char *text)
{
    struct page_address address = page_address_of(page->context, slice_of(path));
    html_open(&page->html, "p");
    page_link(page, &address, slice_of(text));
    html_close(&page->html);
    html_line(&page->html);
}

void desk_paragraph(struct page *page, const char *text)
{
    html_element(&page->html, "p", text);
    html_line(&page->html);
}

/* --- what was answered ------------------------------------------------------------------------ */

const char *desk_text(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text ? text : "";
}

int64_t desk_number(const json_t *object, const char *name)
{
    return json_integer_value(json_object_get(object, name));
}
