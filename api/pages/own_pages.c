/* See own_pages.h. The pages themselves are own_page.c. */
#include "own_pages.h"

#include "hiraku/release/own_files.h"
#include "hiraku/release/own_page.h"

struct page_address own_pages_address(const struct page_context *context, struct slice name)
{
    struct page_address address = page_address_of(context, slice_of(own_page_place));
    if (!slice_is(name, own_page_first))
        address.id = name;
    return address;
}

const char *own_pages_lang(enum language language)
{
    return language == LANGUAGE_EN ? "en" : "ja";
}

void own_pages_list(struct page *page)
{
    const struct page_context *context = page->context;
    struct html *html = &page->html;
    size_t at = 0, count = 0;
    struct slice name;
    while (context->own && own_page_next(context->own, &at, context->language, &name)) {
        enum language language = context->language;
        const struct own_file *file = own_page_find(context->own, name, &language);
        const struct page_address address = own_pages_address(context, name);
        if (count++ == 0) {
            html_open(html, "nav");
            html_attribute(html, "aria-label",
                           page_word(context, "このサイトについて", "About this site"));
            html_open(html, "ul");
            html_line(html);
        }
        html_open(html, "li");
        html_open(html, "a");
        if (slice_equal(page->self.path, address.path) && slice_equal(page->self.id, address.id))
            html_attribute(html, "aria-current", "page");
        page_attribute(page, "href", "", &address);
        page_text_in(page, own_pages_lang(language), file->title);
        html_close(html);
        html_close(html);
        html_line(html);
    }
    for (int i = 0; i < 2 && count > 0; i++) { /* ul, nav */
        html_close(html);
        html_line(html);
    }
}
