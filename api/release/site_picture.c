/* How large a picture says it is, for who makes room for it. Whether it is a picture is
 * api/ingest/'s affair. */
#include "hiraku/release/site.h"

enum {
    PICTURE_MAX = 100000,
    PNG_WIDTH = 16, /* behind signature, length and name of the first chunk (W3C PNG s.11.2.2) */
    PNG_HEIGHT = 20,
    PNG_HEAD = 24
};

/* --- PNG --- */

static unsigned picture_be32(const char *at)
{
    const unsigned char *byte = (const unsigned char *)at;
    return (unsigned)byte[0] << 24 | (unsigned)byte[1] << 16 | (unsigned)byte[2] << 8 | byte[3];
}

static bool picture_size_png(struct slice text, unsigned *width, unsigned *height)
{
    if (text.len < PNG_HEAD || memcmp(text.at, "\x89PNG\r\n\x1a\n", 8) != 0)
        return false;
    *width = picture_be32(text.at + PNG_WIDTH);
    *height = picture_be32(text.at + PNG_HEIGHT);
    return true;
}

/* --- SVG --- */

/* The tag of the first element, without its brackets; empty: there is none. */
static struct slice picture_tag(struct slice text)
{
    const char *end = text.at + text.len;
    for (const char *at = text.at; at && at < end;) {
        at = memchr(at, '<', (size_t)(end - at));
        if (!at || at + 4 >= end)
            break;
        const char *stop = memcmp(at, "<!--", 4) == 0 ? "-->" : ">";
        const char *close = memmem(at, (size_t)(end - at), stop, strlen(stop));
        if (!close)
            break;
        if (at[1] != '!' && at[1] != '?')
            return (struct slice){at + 1, (size_t)(close - at) - 1};
        at = close;
    }
    return SLICE_NONE;
}

/* The value of an attribute, whose name follows white space. */
static struct slice picture_attribute(struct slice tag, const char *name)
{
    const size_t len = strlen(name);
    const char *end = tag.at + tag.len;
    for (const char *at = tag.at; at && at < end; at++) {
        at = memmem(at, (size_t)(end - at), name, len);
        if (!at || at == tag.at || at + len + 2 >= end)
            break;
        const char *quote = at + len + 1;
        if (!memchr(" \t\r\n", at[-1], 4) || at[len] != '=' || !memchr("\"'", *quote, 2))
            continue;
        const char *close = memchr(quote + 1, *quote, (size_t)(end - quote - 1));
        return close ? (struct slice){quote + 1, (size_t)(close - quote) - 1} : SLICE_NONE;
    }
    return SLICE_NONE;
}

/* Takes a number off the text, rounded (CSS, without exponents); 0: there is none that is of use.
 */
static unsigned picture_number(struct slice *text)
{
    unsigned number = 0;
    size_t at = 0;
    while (text->len && memchr(" \t\r\n,", *text->at, 5))
        *text = slice_from(*text, 1);
    bool negative = text->len && *text->at == '-';
    for (at = negative; at < text->len && text->at[at] >= '0' && text->at[at] <= '9'; at++)
        number = number > PICTURE_MAX ? number : number * 10 + (unsigned)(text->at[at] - '0');
    if (at < text->len && text->at[at] == '.') {
        at++;
        number += at < text->len && text->at[at] >= '5' && text->at[at] <= '9';
        while (at < text->len && text->at[at] >= '0' && text->at[at] <= '9')
            at++;
    }
    *text = slice_from(*text, at);
    return negative || number > PICTURE_MAX ? 0 : number;
}

/* Of a length in px or without a unit. */
static unsigned picture_length(struct slice text)
{
    unsigned number = picture_number(&text);
    return !text.len || slice_is(text, "px") ? number : 0;
}

static bool picture_size_svg(struct slice text, unsigned *width, unsigned *height)
{
    struct slice tag = picture_tag(text);
    struct slice box = picture_attribute(tag, "viewBox");
    unsigned wide = picture_length(picture_attribute(tag, "width"));
    unsigned high = picture_length(picture_attribute(tag, "height"));
    if (!wide || !high) {
        for (int i = 0; i < 2; i++) /* where it begins */
            picture_number(&box);
        wide = picture_number(&box);
        high = picture_number(&box);
    }
    if (!wide || !high)
        return false;
    *width = wide;
    *height = high;
    return true;
}

bool site_picture_size(struct slice text, enum site_form form, unsigned *width, unsigned *height)
{
    return form == SITE_PNG ? picture_size_png(text, width, height)
                            : form == SITE_SVG && picture_size_svg(text, width, height);
}
