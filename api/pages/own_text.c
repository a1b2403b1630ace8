/* See own_text.h. What does not belong into a page is left out without a word: whoever publishes
 * was told (api/ingest/own_page.c). */
#include "own_text.h"

#include "hiraku/base/markdown.h"
#include "hiraku/base/utf8.h"
#include "hiraku/model/model.h"
#include "hiraku/pages/page.h"
#include "hiraku/release/own_page.h"

enum { OWN_TEXT_DEPTH = 16, OWN_TEXT_FIRST_LEVEL = 2, OWN_TEXT_LAST_LEVEL = 6 };

struct own_text {
    struct page *page;
    bool repeated;                    /* headings of the first level are lower by one */
    bool in_title, seen;              /* the first block is passed over */
    int level;                        /* of the last heading */
    bool written[OWN_TEXT_DEPTH + 1]; /* of what is open: whether it has an element */
    int depth, too_deep;
    bool broken;  /* a line ended in front of what comes */
    int32_t last; /* character in front of it, or 0 */
};

/* --- text ------------------------------------------------------------------------------------- */

/* Kana, kanji and their punctuation, which are written without spaces; Hangul is not. */
static bool own_text_is_dense(int32_t character)
{
    return character >= 0x2E80 && !(character >= 0xAC00 && character < 0xD7B0);
}

static void own_text_end_line(struct own_text *own)
{
    if (own->broken)
        html_text(&own->page->html, "\n");
    own->broken = false;
}

/* Between two characters without spaces the end of a line is none. */
static void own_text_characters(struct own_text *own, struct slice text)
{
    size_t at = 0;
    if (text.len == 0)
        return;
    if (own_text_is_dense(own->last) && own_text_is_dense(utf8_next(text, &at)))
        own->broken = false;
    own_text_end_line(own);
    html_slice(&own->page->html, text);
    at = text.len - 1;
    while (at > 0 && utf8_is_continuation(text.at[at]))
        at--;
    own->last = utf8_next(text, &at);
}

static void own_text_code(struct own_text *own, struct slice text)
{
    own_text_end_line(own);
    html_open(&own->page->html, "code");
    html_slice(&own->page->html, text);
    html_close(&own->page->html);
    own->last = ' ';
}

static void own_text_code_block(struct own_text *own, struct slice text)
{
    struct html *html = &own->page->html;
    html_open(html, "pre");
    html_attribute(html, "class", "copy");
    html_open(html, "code");
    html_slice(html, text);
    html_close(html);
    html_close(html);
    html_line(html);
}

/* --- elements --------------------------------------------------------------------------------- */

static const char *own_text_heading(struct own_text *own, int level)
{
    static const char *const names[] = {"h2", "h3", "h4", "h5", "h6"};
    level += own->repeated;
    if (level > own->level + 1)
        level = own->level + 1;
    if (level < OWN_TEXT_FIRST_LEVEL)
        level = OWN_TEXT_FIRST_LEVEL;
    if (level > OWN_TEXT_LAST_LEVEL)
        level = OWN_TEXT_LAST_LEVEL;
    own->level = level;
    return names[level - OWN_TEXT_FIRST_LEVEL];
}

/* The path of a table or of a record, whose page takes a language and a release. */
static bool own_text_is_of_table(struct slice path)
{
    struct slice name = slice_from(path, 1);
    const char *end = memchr(name.at, '/', name.len);
    if (memchr(path.at, '?', path.len) || memchr(path.at, '#', path.len))
        return false;
    name.len = end ? (size_t)(end - name.at) : name.len;
    return model_resource(name);
}

/* False: it is no link here. */
static bool own_text_link(struct own_text *own, struct slice url)
{
    struct html *html = &own->page->html;
    struct own_link link = own_link_read(url);
    if (link.kind == OWN_LINK_REFUSED || link.kind == OWN_LINK_UNKNOWN)
        return false;
    html_open(html, "a");
    struct page_address address = page_address_of(own->page->context, slice_of(own_page_place));
    if (link.kind == OWN_LINK_INSIDE && own_text_is_of_table(url)) {
        address.path = url;
        page_attribute(own->page, "href", "", &address);
        return true;
    }
    if (link.kind != OWN_LINK_PAGE) {
        html_attribute_slice(html, "href", url);
        return true;
    }
    if (!slice_is(link.page, own_page_first))
        address.id = link.page;
    if (link.in_language)
        address.lang = link.language == LANGUAGE_EN ? "en" : "ja";
    page_attribute(own->page, "href", "", &address);
    return true;
}

static void own_text_list(struct html *html, int first)
{
    html_open(html, first == MARKDOWN_BULLETS ? "ul" : "ol");
    if (first != MARKDOWN_BULLETS && first != 1)
        html_attribute_printf(html, "start", "%d", first);
}

/* False: it has no element. */
static bool own_text_open(struct own_text *own, const struct markdown_event *event)
{
    struct html *html = &own->page->html;
    switch (event->kind) {
    case MARKDOWN_HEADING:
        html_open(html, own_text_heading(own, event->level));
        return true;
    case MARKDOWN_PARAGRAPH:
        if (!event->tight)
            html_open(html, "p");
        return !event->tight;
    case MARKDOWN_QUOTE:
        html_open(html, "blockquote");
        return true;
    case MARKDOWN_LIST:
        own_text_list(html, event->level);
        return true;
    case MARKDOWN_ITEM:
        html_open(html, "li");
        return true;
    case MARKDOWN_EMPHASIS:
        html_open(html, "em");
        return true;
    case MARKDOWN_STRONG:
        html_open(html, "strong");
        return true;
    case MARKDOWN_LINK:
        return own_text_link(own, event->text);
    default:
        return false; /* an image: what is said in its place stands inside */
    }
}

static void own_text_leaf(struct own_text *own, const struct markdown_event *event)
{
    struct html *html = &own->page->html;
    switch (event->kind) {
    case MARKDOWN_TEXT:
        own_text_characters(own, event->text);
        break;
    case MARKDOWN_CODE:
        own_text_code(own, event->text);
        break;
    case MARKDOWN_CODE_BLOCK:
        own_text_code_block(own, event->text);
        break;
    case MARKDOWN_RULE:
        html_void(html, "hr");
        html_line(html);
        break;
    case MARKDOWN_SOFT_BREAK:
        own->broken = true;
        break;
    case MARKDOWN_HARD_BREAK:
        html_void(html, "br");
        own->last = ' ';
        break;
    default:
        break; /* HTML */
    }
}

/* --- the walk --------------------------------------------------------------------------------- */

static bool own_text_is_block(enum markdown_kind kind)
{
    return kind < MARKDOWN_EMPHASIS;
}

static void own_text_enter(struct own_text *own, const struct markdown_event *event)
{
    if (own->depth == OWN_TEXT_DEPTH) {
        own->too_deep++;
        return;
    }
    if (own_text_is_block(event->kind)) {
        own->last = 0;
        own->broken = false;
    } else if (!own_text_is_dense(own->last)) {
        own_text_end_line(own);
    }
    own->written[own->depth++] = own_text_open(own, event);
}

static void own_text_leave(struct own_text *own, const struct markdown_event *event)
{
    if (own->too_deep > 0) {
        own->too_deep--;
        return;
    }
    if (own->depth == 0 || !own->written[--own->depth])
        return;
    html_close(&own->page->html);
    if (own_text_is_block(event->kind))
        html_line(&own->page->html);
}

static void own_text_visit(void *context, const struct markdown_event *event)
{
    struct own_text *own = context;
    bool title = event->kind == MARKDOWN_HEADING && event->level == 1 && !own->seen;
    if (own->in_title || title) {
        own->in_title = !(event->kind == MARKDOWN_HEADING && !event->enter);
        own->seen = true;
        return;
    }
    own->seen = true;
    if (!markdown_has_end(event->kind))
        own_text_leaf(own, event);
    else if (event->enter)
        own_text_enter(own, event);
    else
        own_text_leave(own, event);
}

enum status own_text_write(struct page *page, struct markdown *markdown,
                           const struct own_page_outline *outline, const char *lang,
                           struct problem *p)
{
    struct own_text own = {.page = page, .repeated = outline->repeated, .level = 1};
    html_open(&page->html, "div");
    html_attribute(&page->html, "class", "own");
    if (lang)
        html_attribute(&page->html, "lang", lang);
    html_line(&page->html);
    enum status status = markdown_walk(markdown, own_text_visit, &own, p);
    html_close(&page->html);
    html_line(&page->html);
    return status;
}
