/* See static_links.h. Reads HTML as pages/html.h writes it: values of attributes stand in double
 * quotes, and `<` in them and in text is escaped. Asks nobody and knows no route. */
#include "hiraku/static_site/static_links.h"

#include "hiraku/base/out.h"

#include <ctype.h>

#define NEXT "\"next\":\""

enum { LINK_MOST = 8 * 1024 };

/* Where an address ends that stands in text: at what none of ours has (RFC 3986 s.2: the delimiters
 * that they use are `/ ? & = : %` and `#`). `&amp;` goes on, another reference ends it. */
static size_t static_links_length(struct slice text, bool references)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        struct slice rest = slice_from(text, i);
        if (references && slice_starts(rest, "&amp;")) {
            i += strlen("amp;");
            continue;
        }
        if (!isalnum(c) && !strchr("/?&=:%-._~+!@$*", c))
            return i;
        if (references && (slice_starts(rest, "&quot;") || slice_starts(rest, "&lt;") ||
                           slice_starts(rest, "&gt;") || slice_starts(rest, "&#")))
            return i;
    }
    return text.len;
}

static struct slice static_links_decode(struct slice link, char *bytes, bool references)
{
    size_t len = 0;
    if (link.len > LINK_MOST)
        return SLICE_NONE;
    for (size_t i = 0; i < link.len; i++) {
        bytes[len++] = link.at[i];
        if (references && slice_starts(slice_from(link, i), "&amp;"))
            i += strlen("amp;");
    }
    return (struct slice){bytes, len};
}

static void static_links_put(const struct static_links *links, enum static_link kind,
                             struct slice link, bool references, struct out *out)
{
    char bytes[LINK_MOST];
    struct slice decoded = static_links_decode(link, bytes, references);
    if (!decoded.len || !links->find(links->context, kind, decoded, out))
        out_slice(out, link);
}

/* --- text ------------------------------------------------------------------------------------- */

static const char *static_links_base(const struct static_links *links, struct slice text)
{
    const char *found =
        text.len ? memmem(text.at, text.len, links->base.at, links->base.len) : NULL;
    return found && found < text.at + text.len - links->base.len ? found : NULL;
}

static void static_links_absolute(const struct static_links *links, struct slice text,
                                  bool references, struct out *out)
{
    for (const char *base; (base = static_links_base(links, text));) {
        size_t before = (size_t)(base - text.at);
        struct slice rest = slice_from(text, before + links->base.len);
        size_t len = slice_starts(rest, "/") ? static_links_length(rest, references) : 0;
        bool template = len < rest.len && rest.at[len] == '{';
        struct out link;
        out_open_memory(&link, LINK_MOST);
        if (len && !template)
            static_links_put(links, STATIC_ABSOLUTE, (struct slice){rest.at, len}, references,
                             &link);
        bool same =
            !len || template || slice_equal(out_written(&link), (struct slice){rest.at, len});
        out_slice(out, (struct slice){text.at, before});
        if (same)
            out_slice(out, (struct slice){base, links->base.len + len});
        else
            out_slice(out, out_written(&link));
        if (link.error != STATUS_OK)
            out_fail(out, link.error, "link");
        out_close(&link);
        text = slice_from(rest, len);
    }
    out_slice(out, text);
}

/* Where the next page of a list is: `"next":"/v1/kpis.json?cursor=…"`. Other texts that begin with
 * a slash tell of the service, as in its API document. */
static void static_links_json(const struct static_links *links, struct slice text, struct out *out)
{
    const char *found;
    while (text.len && (found = memmem(text.at, text.len, NEXT "/", strlen(NEXT "/")))) {
        size_t before = (size_t)(found - text.at) + strlen(NEXT);
        struct slice rest = slice_from(text, before);
        size_t len = static_links_length(rest, false);
        struct slice link = {rest.at, len};
        static_links_absolute(links, (struct slice){text.at, before}, false, out);
        if (len < rest.len && rest.at[len] == '"')
            static_links_put(links, STATIC_NEXT, link, false, out);
        else
            out_slice(out, link);
        text = slice_from(rest, len);
    }
    static_links_absolute(links, text, false, out);
}

void static_links_text(const struct static_links *links, struct slice text, bool json,
                       struct out *out)
{
    if (json)
        static_links_json(links, text, out);
    else
        static_links_absolute(links, text, true, out);
}

/* --- HTML ------------------------------------------------------------------------------------- */

/* Whether the tag so far ends with ` name="`. */
static bool static_links_names(struct slice tag, const char *name)
{
    size_t len = strlen(name);
    return tag.len > len + 2 && memcmp(tag.at + tag.len - len - 2, name, len) == 0 &&
           tag.at[tag.len - len - 3] == ' ' && tag.at[tag.len - 2] == '=';
}

static void static_links_value(const struct static_links *links, struct slice tag,
                               struct slice value, struct out *out)
{
    bool form = static_links_names(tag, "action");
    bool link = form || static_links_names(tag, "href") || static_links_names(tag, "src");
    struct slice own = slice_from(value, links->base.len);
    if (link && slice_starts(slice_from(tag, 1), "a ") && value.len > links->base.len &&
        memcmp(value.at, links->base.at, links->base.len) == 0 && own.at[0] == '/')
        value = own; /* a person follows it, whichever way it is written */
    if (link && slice_starts(value, "/") && !slice_starts(value, "//"))
        static_links_put(links, form ? STATIC_FORM : STATIC_LINK, value, true, out);
    else
        static_links_absolute(links, value, true, out);
}

/* From `<` on; returns its length. */
static size_t static_links_tag(const struct static_links *links, struct slice html, struct out *out)
{
    size_t at = 0;
    while (at < html.len && html.at[at] != '>') {
        const char *quote = memchr(html.at + at, '"', html.len - at);
        const char *end = memchr(html.at + at, '>', html.len - at);
        if (!quote || !end || end < quote) {
            size_t len = end ? (size_t)(end - html.at) - at : html.len - at;
            out_bytes(out, html.at + at, len);
            at += len;
            continue;
        }
        size_t begins = (size_t)(quote - html.at) + 1;
        const char *closes = memchr(html.at + begins, '"', html.len - begins);
        size_t ends = closes ? (size_t)(closes - html.at) : html.len;
        out_bytes(out, html.at + at, begins - at);
        static_links_value(links, (struct slice){html.at, begins},
                           (struct slice){html.at + begins, ends - begins}, out);
        out_text(out, closes ? "\"" : "");
        at = ends + (closes ? 1 : 0);
    }
    return at;
}

void static_links_html(const struct static_links *links, struct slice html, struct out *out)
{
    while (html.len) {
        const char *less = memchr(html.at, '<', html.len);
        size_t before = less ? (size_t)(less - html.at) : html.len;
        static_links_absolute(links, (struct slice){html.at, before}, true, out);
        html = slice_from(html, before);
        bool tag = html.len > 1 && (isalpha((unsigned char)html.at[1]) || html.at[1] == '/');
        size_t len = tag ? static_links_tag(links, html, out) : html.len ? 1 : 0;
        if (!tag && len)
            out_char(out, '<');
        html = slice_from(html, len);
    }
}
