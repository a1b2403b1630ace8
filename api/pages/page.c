/* A page from its head to its foot, and the tables in it. What stands around the text is
 * page_frame.c.
 *
 * No image, one style sheet of our own (style.css), one script (script.js) without which everything
 * is told, too. WCAG 2.2: one h1, a skip link, landmarks, the language of every part that is in
 * another one. */
#include "hiraku/pages/page.h"

#include "hiraku/exporters/citation/citation.h"
#include "hiraku/release/manifest.h"

#include "page_frame.h"

struct page_crumb page_crumb_home(const struct page_context *context)
{
    return (struct page_crumb){slice_of("/"), page_word(context, "はじめのページ", "Home")};
}

static void page_ruby(struct html *html, const char *name, struct slice text)
{
    html_open(html, name);
    html_slice(html, text);
    html_close(html);
}

/* A Japanese name with its reading above it, behind it in brackets where ruby is not known. */
static void page_title(struct page *page, const struct page_head *head)
{
    struct html *html = &page->html;
    bool japanese = page->context->language == LANGUAGE_JA && !head->title_lang;
    if (!japanese || !head->reading.len || slice_equal(head->reading, head->title)) {
        html_slice(html, head->title);
        return;
    }
    html_open(html, "ruby");
    html_slice(html, head->title);
    page_ruby(html, "rp", slice_of("（"));
    page_ruby(html, "rt", head->reading);
    page_ruby(html, "rp", slice_of("）"));
    html_close(html);
}

/* Why an older release has no other one. */
static void page_say_program(struct page *page)
{
    struct html *html = &page->html;
    html_open(html, "p");
    html_attribute(html, "class", "note");
    html_printf(html,
                page_word(page->context,
                          "ここにある説明はプログラム（%s）のもので、どの公開版でも同じです。",
                          "What is explained here is of the program (%s), the same for every "
                          "release."),
                release_program());
    html_close(html);
    html_line(html);
}

/* How to quote what the page shows. */
static void page_cite(struct page *page)
{
    struct html *html = &page->html;
    const struct citation *citation = page->context->citation;
    if (!citation)
        return;
    page_heading(page, page_word(page->context, "引用", "Cite"));
    html_open(html, "blockquote");
    html_attribute(html, "class", "copy");
    html_open(html, "p");
    html_slice(html, citation->line[page->context->language]);
    html_close(html);
    html_close(html);
    html_line(html);
}

struct page page_begin(const struct page_context *context, struct out *out,
                       const struct page_head *head)
{
    struct page page = {
        .context = context, .html = html_begin(out), .self = head->self, .dated = head->dated};
    struct html *html = &page.html;
    page_frame_head(&page, head);
    html_open(html, "body");
    html_line(html);
    html_open(html, "a");
    html_attribute(html, "class", "skip");
    html_attribute(html, "href", "#main");
    html_text(html, page_word(context, "本文へ移動", "Skip to the text"));
    html_close(html);
    html_line(html);
    page_frame_header(&page);
    page_frame_crumbs(&page, head);
    html_open(html, "main");
    html_attribute(html, "id", "main");
    html_line(html);
    page_frame_release(&page);
    html_open(html, "h1");
    if (head->title_lang)
        html_attribute(html, "lang", head->title_lang);
    page_title(&page, head);
    html_close(html);
    html_line(html);
    if (head->of_program)
        page_say_program(&page);
    return page;
}

struct page page_start(const struct page_context *context, struct out *out, const char *title,
                       const char *path)
{
    const struct page_head head = {.title = slice_of(title), .self = {.path = slice_of(path)}};
    return page_begin(context, out, &head);
}

void page_finish(struct page *page)
{
    struct html *html = &page->html;
    page_cite(page);
    html_close(html);
    html_line(html);
    page_footer_write(page);
    for (int i = 0; i < 2; i++) { /* body, html */
        html_close(html);
        html_line(html);
    }
    html_finish(html);
}

/* --- tables --- */

void page_table_open(struct page *page, const char *name, bool whole)
{
    struct html *html = &page->html;
    html_open(html, "div");
    html_attribute(html, "class", "wide");
    html_attribute(html, "role", "group");
    html_attribute(html, "tabindex", "0");
    html_attribute(html, "aria-label", name);
    html_line(html);
    html_open(html, "table");
    if (whole)
        html_attribute(html, "class", "sorts");
    html_line(html);
    html_open(html, "thead");
    html_open(html, "tr");
    page->head_count = 0;
}

void page_head(struct page *page, struct slice label)
{
    html_open(&page->html, "th");
    html_attribute(&page->html, "scope", "col");
    if (page->head_count < PAGE_HEADS_MAX)
        page->heads[page->head_count++] = label;
}

void page_table_head_close(struct page *page)
{
    struct html *html = &page->html;
    html_close(html);
    html_close(html);
    html_line(html);
    html_open(html, "tbody");
    html_line(html);
    page->cell = 0;
}

void page_table(struct page *page, const char *name, const char *heads)
{
    struct html *html = &page->html;
    page_table_open(page, name, false);
    while (*heads) {
        size_t len = strcspn(heads, "|");
        page_head(page, (struct slice){heads, len});
        html_slice(html, (struct slice){heads, len});
        html_close(html);
        heads += len + (heads[len] == '|');
    }
    page_table_head_close(page);
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
    if (++page->cell < page->head_count)
        html_attribute_slice(&page->html, "data-label", page->heads[page->cell]);
}

void page_row_close(struct page *page)
{
    html_close(&page->html);
    html_close(&page->html);
    html_line(&page->html);
    page->cell = 0;
}
