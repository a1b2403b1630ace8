/* HTML, written element by element into a stream (HTML Living Standard, s.13.1).
 *
 * Text and the values of attributes are escaped. What is open stands on a stack, so that it is
 * closed by its own name and in order. Nothing is allocated; errors are the stream's. */
#ifndef HIRAKU_PAGES_HTML_H
#define HIRAKU_PAGES_HTML_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

#include <stdint.h>

struct out;
struct problem;

enum { HTML_DEPTH_MAX = 24, HTML_FORMAT_MAX = 4096 };

struct html {
    struct out *out;
    const char *open[HTML_DEPTH_MAX]; /* static storage */
    size_t depth;
    bool in_tag; /* attributes may follow */
    /* Of what is written, for who marks words of another one (svg.h). */
    enum language language;
    /* On what pictures stand, "#rrggbb"; NULL: white. */
    const char *ground;
};

struct html html_begin(struct out *out);
/* `<!DOCTYPE html>` and the end of its line. */
void html_doctype(struct html *html);
/* Closes what is open. */
void html_finish(struct html *html);

/* Opens an element; `name` is a literal. More than HTML_DEPTH_MAX within each other, closing what
 * is not open, and an attribute behind something else than a tag make the stream fail with
 * STATUS_INTERNAL. */
void html_open(struct html *html, const char *name);
/* Closes the element that was opened last. */
void html_close(struct html *html);
/* An element that has no content and no end tag (s.13.1.2, void elements). */
void html_void(struct html *html, const char *name);

/* Attributes of the element that was just opened. */
void html_attribute(struct html *html, const char *name, const char *value);
void html_attribute_slice(struct html *html, const char *name, struct slice value);
/* As printf, at most HTML_FORMAT_MAX − 1 bytes: more make the stream fail. */
__attribute__((format(printf, 3, 4))) void
html_attribute_printf(struct html *html, const char *name, const char *format, ...);

/* The same in pieces: its value is what html_attribute_piece is given until it is closed. */
void html_attribute_open(struct html *html, const char *name);
void html_attribute_piece(struct html *html, struct slice value);
/* A piece percent-encoded as one segment of a path, or one name or value of a query (iri.h). */
void html_attribute_segment(struct html *html, struct slice value);
void html_attribute_close(struct html *html);

/* Elements that are written already: the bytes of another stream, whose elements are closed. */
void html_fragment(struct html *html, struct slice elements);

/* Character data; NULL is nothing. */
void html_text(struct html *html, const char *text);
void html_slice(struct html *html, struct slice text);
void html_int(struct html *html, int64_t number);
__attribute__((format(printf, 2, 3))) void html_printf(struct html *html, const char *format, ...);
/* The end of a line, for who reads the source. */
void html_line(struct html *html);

/* `<name>text</name>`. */
void html_element(struct html *html, const char *name, const char *text);
/* `<a href="path">text</a>`. */
void html_link(struct html *html, struct slice path, struct slice text);
/* The same with a path as of printf. */
__attribute__((format(printf, 3, 4))) void html_link_printf(struct html *html, const char *text,
                                                            const char *format, ...);

/* An out_sink, with the struct html for its context, of JSON in an element `script`: `<` becomes
 * \u003c, so that nothing in it can end the element. */
enum status html_sink_json(void *html, const void *data, size_t len, struct problem *p);

#endif
