/* Elements on a stack. Knows the syntax of HTML and none of its elements. */
#include "hiraku/pages/html.h"

#include "hiraku/base/out.h"
#include "hiraku/base/xml_text.h"
#include "hiraku/value/iri.h"

#include <stdarg.h>
#include <stdio.h>

struct html html_begin(struct out *out)
{
    return (struct html){.out = out};
}

/* Ends the start tag, behind which something else follows. */
static void html_end_tag(struct html *html)
{
    if (html->in_tag)
        out_char(html->out, '>');
    html->in_tag = false;
}

static void html_begin_tag(struct html *html, const char *name)
{
    html_end_tag(html);
    out_char(html->out, '<');
    out_text(html->out, name);
    html->in_tag = true;
}

void html_doctype(struct html *html)
{
    out_text(html->out, "<!DOCTYPE html>\n");
}

void html_finish(struct html *html)
{
    while (html->depth > 0)
        html_close(html);
    html_end_tag(html);
}

void html_open(struct html *html, const char *name)
{
    if (html->depth == HTML_DEPTH_MAX) {
        out_fail(html->out, STATUS_INTERNAL, "elements too deep within each other");
        return;
    }
    html->open[html->depth++] = name;
    html_begin_tag(html, name);
}

void html_close(struct html *html)
{
    if (html->depth == 0) {
        out_fail(html->out, STATUS_INTERNAL, "no element is open");
        return;
    }
    html_end_tag(html);
    out_text(html->out, "</");
    out_text(html->out, html->open[--html->depth]);
    out_char(html->out, '>');
}

void html_void(struct html *html, const char *name)
{
    html_begin_tag(html, name);
}

void html_attribute_open(struct html *html, const char *name)
{
    if (!html->in_tag) {
        out_fail(html->out, STATUS_INTERNAL, "an attribute outside of a tag");
        return;
    }
    out_char(html->out, ' ');
    out_text(html->out, name);
    out_text(html->out, "=\"");
}

void html_attribute_piece(struct html *html, struct slice value)
{
    xml_attribute(html->out, value);
}

void html_attribute_segment(struct html *html, struct slice value)
{
    iri_segment(html->out, value);
}

void html_attribute_close(struct html *html)
{
    out_char(html->out, '"');
}

void html_attribute_slice(struct html *html, const char *name, struct slice value)
{
    html_attribute_open(html, name);
    html_attribute_piece(html, value);
    html_attribute_close(html);
}

void html_fragment(struct html *html, struct slice elements)
{
    html_end_tag(html);
    out_slice(html->out, elements);
}

void html_attribute(struct html *html, const char *name, const char *value)
{
    html_attribute_slice(html, name, slice_of(value));
}

/* What vsnprintf left in `text`; nothing, and the stream fails, where it did not fit. */
static struct slice html_formatted(struct html *html, const char text[HTML_FORMAT_MAX], int len)
{
    if (len >= 0 && len < HTML_FORMAT_MAX)
        return (struct slice){text, (size_t)len};
    out_fail(html->out, STATUS_INTERNAL, "a text too long to be formatted");
    return SLICE_NONE;
}

void html_attribute_printf(struct html *html, const char *name, const char *format, ...)
{
    char text[HTML_FORMAT_MAX];
    va_list arguments;
    va_start(arguments, format);
    int len = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    html_attribute_slice(html, name, html_formatted(html, text, len));
}

void html_slice(struct html *html, struct slice text)
{
    html_end_tag(html);
    xml_text(html->out, text);
}

void html_text(struct html *html, const char *text)
{
    html_slice(html, slice_of(text));
}

void html_int(struct html *html, int64_t number)
{
    html_end_tag(html);
    out_int(html->out, number);
}

void html_printf(struct html *html, const char *format, ...)
{
    char text[HTML_FORMAT_MAX];
    va_list arguments;
    va_start(arguments, format);
    int len = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    html_slice(html, html_formatted(html, text, len));
}

void html_line(struct html *html)
{
    html_end_tag(html);
    out_char(html->out, '\n');
}

void html_element(struct html *html, const char *name, const char *text)
{
    html_open(html, name);
    html_text(html, text);
    html_close(html);
}

void html_link(struct html *html, struct slice path, struct slice text)
{
    html_open(html, "a");
    html_attribute_slice(html, "href", path);
    html_slice(html, text);
    html_close(html);
}

void html_link_printf(struct html *html, const char *text, const char *format, ...)
{
    char path[HTML_FORMAT_MAX];
    va_list arguments;
    va_start(arguments, format);
    int len = vsnprintf(path, sizeof path, format, arguments);
    va_end(arguments);
    html_link(html, html_formatted(html, path, len), slice_of(text));
}

enum status html_sink_json(void *context, const void *data, size_t len, struct problem *p)
{
    struct html *html = context;
    struct slice rest = {data, len};
    html_end_tag(html);
    while (rest.len) {
        const char *mark = memchr(rest.at, '<', rest.len);
        size_t clean = mark ? (size_t)(mark - rest.at) : rest.len;
        out_bytes(html->out, rest.at, clean);
        if (mark)
            out_text(html->out, "\\u003c");
        rest = slice_from(rest, clean + (mark ? 1 : 0));
    }
    if (html->out->error != STATUS_OK && p)
        *p = html->out->problem;
    return html->out->error;
}
