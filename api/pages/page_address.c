/* Addresses of this service in links and forms: what the address of the page itself names stays. */
#include "hiraku/pages/page.h"

#include "hiraku/base/out.h"
#include "hiraku/value/iri.h"

#include <inttypes.h>
#include <stdio.h>

enum { NUMBER_SIZE = 24 };

struct page_address page_address_of(const struct page_context *context, struct slice path)
{
    return (struct page_address){.path = path,
                                 .lang = context->language_asked ? page_word(context, "ja", "en")
                                                                 : NULL,
                                 .release = context->pinned};
}

struct page_address page_address_of_record(const struct page_context *context, const char *table,
                                           struct slice id)
{
    struct page_address address = page_address_of(context, slice_of(table));
    address.id = id;
    return address;
}

/* Takes a piece of an address; `encode`: as one segment of a path. */
typedef void page_address_take(void *context, struct slice piece, bool encode);

static void page_address_parameter(page_address_take *take, void *context, char *separator,
                                   const char *name, const char *value)
{
    take(context, (struct slice){separator, 1}, false);
    take(context, slice_of(name), false);
    take(context, slice_of("="), false);
    take(context, slice_of(value), false);
    *separator = '&';
}

static void page_address_pieces(const struct page_address *address, const char *base,
                                page_address_take *take, void *context)
{
    char separator = '?', number[NUMBER_SIZE];
    take(context, slice_of(base), false);
    if (address->path.len && address->path.at[0] != '/')
        take(context, slice_of("/"), false);
    take(context, address->path, false);
    if (address->id.len) {
        take(context, slice_of("/"), false);
        take(context, address->id, true);
    }
    take(context, slice_of(address->tail ? address->tail : ""), false);
    take(context, slice_of(address->ending ? "." : ""), false);
    take(context, slice_of(address->ending ? address->ending : ""), false);
    if (address->query.len) {
        take(context, slice_of("?"), false);
        take(context, address->query, false);
        separator = '&';
    }
    if (address->lang)
        page_address_parameter(take, context, &separator, "lang", address->lang);
    if (address->release) {
        snprintf(number, sizeof number, "%" PRIu64, address->release);
        page_address_parameter(take, context, &separator, "release", number);
    }
}

static void page_address_to_out(void *out, struct slice piece, bool encode)
{
    (encode ? iri_segment : out_slice)(out, piece);
}

static void page_address_to_attribute(void *html, struct slice piece, bool encode)
{
    (encode ? html_attribute_segment : html_attribute_piece)(html, piece);
}

void page_address_write(struct out *out, const char *base, const struct page_address *address)
{
    page_address_pieces(address, base, page_address_to_out, out);
}

void page_attribute(struct page *page, const char *name, const char *base,
                    const struct page_address *address)
{
    html_attribute_open(&page->html, name);
    page_address_pieces(address, base, page_address_to_attribute, &page->html);
    html_attribute_close(&page->html);
}

void page_link(struct page *page, const struct page_address *address, struct slice text)
{
    html_open(&page->html, "a");
    page_attribute(page, "href", "", address);
    html_slice(&page->html, text);
    html_close(&page->html);
}

static void page_form_keep(struct html *html, const char *name, const char *value)
{
    html_void(html, "input");
    html_attribute(html, "type", "hidden");
    html_attribute(html, "name", name);
    html_attribute(html, "value", value);
    html_line(html);
}

void page_form_keeps(struct page *page)
{
    const struct page_context *context = page->context;
    char number[NUMBER_SIZE];
    if (context->language_asked)
        page_form_keep(&page->html, "lang", page_word(context, "ja", "en"));
    if (context->pinned) {
        snprintf(number, sizeof number, "%" PRIu64, context->pinned);
        page_form_keep(&page->html, "release", number);
    }
}

void page_form_button(struct page *page)
{
    struct html *html = &page->html;
    html_open(html, "div");
    html_open(html, "button");
    html_attribute(html, "type", "submit");
    html_text(html, page_word(page->context, "絞り込む", "Filter"));
    html_close(html);
    html_close(html);
    html_line(html);
}

void page_search_box(struct page *page, const char *id, struct slice words)
{
    const struct page_context *context = page->context;
    struct html *html = &page->html;
    html_open(html, "form");
    html_attribute(html, "class", "search");
    html_attribute(html, "action", "/search");
    html_open(html, "label");
    html_attribute(html, "class", "hidden");
    html_attribute(html, "for", id);
    html_text(html, page_word(context, "ことばで探す", "Search for words"));
    html_close(html);
    html_void(html, "input");
    html_attribute(html, "type", "search");
    html_attribute(html, "name", "q");
    html_attribute(html, "id", id);
    if (words.len)
        html_attribute_slice(html, "value", words);
    page_form_keeps(page);
    html_open(html, "button");
    html_attribute(html, "type", "submit");
    html_text(html, page_word(context, "検索", "Search"));
    html_close(html);
    html_close(html);
    html_line(html);
}
