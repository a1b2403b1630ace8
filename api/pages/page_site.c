/* See page_site.h. Addresses have a digest of what they give, so that it may be kept for ever. */
#include "page_site.h"

#include "hiraku/pages/page.h"
#include "hiraku/pages/style.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/manifest.h"
#include "hiraku/release/own_files.h"
#include "hiraku/release/site.h"

#include "own_pages.h"

#include <inttypes.h>

/* The address of a file of the release in which the files of the instance were last changed. */
static void page_site_attribute(struct page *page, const char *attribute, const char *name,
                                const char *sha256)
{
    char hash[SITE_HASH_SIZE];
    site_hash(sha256, hash);
    html_attribute_printf(&page->html, attribute, "/site/%" PRIu64 "/%s/%s",
                          page->context->manifest->own.changed_in, hash, name);
}

static const struct site *page_site_of(const struct page *page)
{
    return page->context->manifest ? page->context->site : NULL;
}

/* --- in the head --- */

static void page_site_sheet(struct page *page, const char *name, const char *sha256)
{
    html_void(&page->html, "link");
    html_attribute(&page->html, "rel", "stylesheet");
    page_site_attribute(page, "href", name, sha256);
    html_line(&page->html);
}

static void page_site_icon(struct page *page, const struct site_picture *icon)
{
    html_void(&page->html, "link");
    html_attribute(&page->html, "rel", "icon");
    html_attribute(&page->html, "type", icon->kind->media_type);
    page_site_attribute(page, "href", icon->kind->name, icon->file->sha256);
    html_line(&page->html);
}

void page_site_styles(struct page *page, bool framed)
{
    const struct site *site = page_site_of(page);
    html_void(&page->html, "link");
    html_attribute(&page->html, "rel", "stylesheet");
    html_attribute_printf(&page->html, "href", "/docs/%s/style.css", page_style_hash);
    html_line(&page->html);
    if (site && site->sheet.len)
        page_site_sheet(page, site_sheet_name, site->sheet_sha256);
    if (framed || !site)
        return;
    if (site->style)
        page_site_sheet(page, layout_site_file_name(site->style->name.at), site->style->sha256);
    if (site->icon.file)
        page_site_icon(page, &site->icon);
}

/* --- in the body --- */

void page_site_logo(struct page *page)
{
    const struct site *site = page_site_of(page);
    if (!site || !site->logo.file)
        return;
    html_void(&page->html, "img");
    page_site_attribute(page, "src", site->logo.kind->name, site->logo.file->sha256);
    html_attribute(&page->html, "alt", "");
    if (site->logo.width && site->logo.height) {
        html_attribute_printf(&page->html, "width", "%u", site->logo.width);
        html_attribute_printf(&page->html, "height", "%u", site->logo.height);
    }
}

static void page_site_link(struct page *page, const struct site_link *link)
{
    struct html *html = &page->html;
    enum language language = page->context->language;
    if (!link->labels[language].len)
        language = language == LANGUAGE_JA ? LANGUAGE_EN : LANGUAGE_JA;
    html_open(html, "li");
    html_open(html, "a");
    html_attribute_slice(html, "href", link->url);
    page_text_in(page, own_pages_lang(language), link->labels[language]);
    html_close(html);
    html_close(html);
    html_line(html);
}

void page_site_links(struct page *page)
{
    const struct site *site = page_site_of(page);
    struct html *html = &page->html;
    if (!site || site->link_count == 0)
        return;
    html_open(html, "nav");
    html_attribute(html, "aria-label", page_word(page->context, "関連するサイト", "Related sites"));
    html_open(html, "ul");
    html_line(html);
    for (size_t i = 0; i < site->link_count; i++)
        page_site_link(page, &site->links[i]);
    for (int i = 0; i < 2; i++) { /* ul, nav */
        html_close(html);
        html_line(html);
    }
}
