/* A page that the instance writes itself: its title is that of the page, the rest its text
 * (own_text.c). */
#include "hiraku/pages/own_page.h"

#include "hiraku/base/markdown.h"
#include "hiraku/base/out.h"
#include "hiraku/pages/page.h"
#include "hiraku/release/own_files.h"
#include "hiraku/release/own_page.h"

#include "own_pages.h"
#include "own_text.h"

/* Why the text is in another language than what stands around it. */
static void own_page_say_language(struct page *page)
{
    html_open(&page->html, "p");
    html_attribute(&page->html, "class", "note");
    html_text(&page->html, page_word(page->context, "このページは英語だけで書かれています。",
                                     "This page is written in Japanese only."));
    html_close(&page->html);
    html_line(&page->html);
}

enum status own_page(const struct page_context *context, const struct own_page_shown *shown,
                     struct out *out, struct problem *p)
{
    struct own_page_outline outline;
    struct markdown *markdown;
    struct out title;
    bool other = shown->language != context->language;
    const char *lang = other ? own_pages_lang(shown->language) : NULL;
    enum status status = markdown_new(&markdown, shown->file->text, p);
    if (status != STATUS_OK)
        return status;
    out_open_memory(&title, OWN_FILE_MAX);
    status = own_page_outline(markdown, &outline, &title, p);
    out_close(&title);
    if (status == STATUS_OK) {
        const struct page_address self = own_pages_address(context, shown->name);
        const struct page_head head = {.title = shown->file->title,
                                       .title_lang = lang,
                                       .self = {.path = self.path, .id = self.id},
                                       .dated = true,
                                       .crumbs = {page_crumb_home(context)}};
        struct page page = page_begin(context, out, &head);
        if (other)
            own_page_say_language(&page);
        status = own_text_write(&page, markdown, &outline, lang, p);
        page_finish(&page);
    }
    markdown_free(markdown);
    return status;
}
