/* The foot of a page: pages of the instance, who publishes under which terms, the release, what the
 * program is. */
#include "page_frame.h"

#include "hiraku/exporters/citation/citation.h"
#include "hiraku/model/instance.h"
#include "hiraku/pages/page.h"
#include "hiraku/release/manifest.h"

#include "own_pages.h"
#include "page_site.h"

#include <inttypes.h>
#include <stdio.h>

enum { NUMBER_SIZE = 24 };

static void page_footer_publisher(struct page *page)
{
    const struct page_context *context = page->context;
    struct html *html = &page->html;
    html_open(html, "p");
    html_text(html, page_own_word(context, context->instance->publisher_name));
    html_close(html);
    html_line(html);
    html_open(html, "p");
    html_text(html, page_own_word(context, context->instance->attribution));
    html_text(html, " ");
    page_licence(page);
    html_close(html);
    html_line(html);
}

/* The release that is shown, as a link to what changed with it. */
static void page_footer_number(struct page *page)
{
    const struct page_context *context = page->context;
    struct page_address address = page_address_of(context, slice_of("/releases"));
    char number[NUMBER_SIZE], text[NUMBER_SIZE + sizeof "Release "];
    snprintf(number, sizeof number, "%" PRIu64, context->manifest->number);
    snprintf(text, sizeof text, page_word(context, "公開版 %s", "Release %s"), number);
    address.id = slice_of(number);
    address.release = 0;
    page_link(page, &address, slice_of(text));
    html_text(&page->html, page_word(context, "、", ", "));
}

/* Of a list of what was published, it is that by which it is quoted. */
static void page_footer_permanent(struct page *page)
{
    const struct page_context *context = page->context;
    const char *text = page_word(context, "内容の変わらないこのページのアドレス",
                                 "Address of this page that never shows anything else");
    struct page_address permanent = page->self;
    if (!page->dated && !context->citation)
        return;
    html_text(&page->html, page_word(context, "。", ". "));
    if (!page->dated) {
        html_link(&page->html, context->citation->url, slice_of(text));
        return;
    }
    permanent.lang = page_address_of(context, SLICE_NONE).lang;
    permanent.release = context->manifest->number;
    page_link(page, &permanent, slice_of(text));
}

static void page_footer_releases(struct page *page)
{
    struct page_address address = page_address_of(page->context, slice_of("/releases"));
    address.release = 0;
    html_text(&page->html, page_word(page->context, "。", ". "));
    page_link(page, &address, slice_of(page_word(page->context, "すべての公開版", "All releases")));
}

static void page_footer_edition(struct page *page)
{
    const struct page_context *context = page->context;
    struct html *html = &page->html;
    html_open(html, "p");
    page_footer_number(page);
    page_day(page, context->manifest->published_at + context->instance->utc_offset);
    page_footer_permanent(page);
    page_footer_releases(page);
    html_close(html);
    html_line(html);
}

void page_footer_write(struct page *page)
{
    struct html *html = &page->html;
    html_open(html, "footer");
    html_line(html);
    own_pages_list(page);
    page_site_links(page);
    if (page->context->instance)
        page_footer_publisher(page);
    if (page->context->manifest)
        page_footer_edition(page);
    html_open(html, "p");
    html_link(html, slice_of("/v1/openapi.json"), slice_of("OpenAPI"));
    html_text(html, " ");
    html_text(html, release_program());
    html_close(html);
    html_line(html);
    html_close(html);
    html_line(html);
}
