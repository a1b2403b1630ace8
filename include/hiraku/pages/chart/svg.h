/* Shapes of SVG 2, written with html.h. Lengths are in hundredths of a pixel.
 *
 * Where html.language is English, words in Japanese are marked as such (WCAG 2.2, 3.1.2), by `lang`
 * and, for readers of XML, `xml:lang` (SVG 2 s.5.9).
 *
 * A look is a class and the presentation attributes that stand for it where no style sheet is
 * read. Shapes that can have a tool tip are left open: svg_close. */
#ifndef HIRAKU_PAGES_CHART_SVG_H
#define HIRAKU_PAGES_CHART_SVG_H

#include "hiraku/base/slice.h"

struct html;

enum { PX = 100 };

enum svg_look {
    SVG_BACK,
    SVG_TITLE,
    SVG_TEXT,
    SVG_STRONG,
    SVG_SOFT, /* text of lesser weight */
    SVG_BIG,  /* a number that stands alone */
    SVG_GRID,
    SVG_AXIS,
    SVG_BAND,   /* where a value is missing */
    SVG_BREAK,  /* the mark of a broken axis */
    SVG_FORMER, /* what was told before a revision */
    SVG_LOOKS
};

enum svg_anchor { SVG_START, SVG_MIDDLE, SVG_END };

struct svg_box {
    long x, y, width, height;
};

struct svg_at {
    long x, y; /* of text: its base line */
    enum svg_anchor anchor;
};

/* The size of text in a look, in pixels, and the height of its lines. */
int svg_text_size(enum svg_look look);
int svg_line_height(enum svg_look look);

void svg_length(struct html *html, const char *name, long length);
void svg_look(struct html *html, enum svg_look look);
void svg_close(struct html *html);
/* Marks the element that was just opened, where all words of its text are in Japanese; for elements
 * that hold nothing but text: title, desc. */
void svg_language(struct html *html, struct slice text);

void svg_group(struct html *html, const char *class);
/* A group whose origin is there. */
void svg_group_at(struct html *html, const char *class, long x, long y);
/* A tool tip of what is open. */
void svg_title(struct html *html, struct slice text);

void svg_line(struct html *html, enum svg_look look, const struct svg_box *span);
void svg_rect(struct html *html, enum svg_look look, const struct svg_box *box);
void svg_text(struct html *html, enum svg_look look, const struct svg_at *at, struct slice text);

/* How what shows data is painted, in one of CHART_COLOURS. */
enum svg_paint {
    SVG_STROKE, /* a line */
    SVG_DASHED,
    SVG_DOTTED,
    SVG_FILLED, /* an area */
    SVG_HOLLOW, /* an area that shows what is behind it, with an edge */
    SVG_HOLLOW_DASHED,
    SVG_PALE, /* an area behind others */
    SVG_OPEN, /* the same in the colour of the ground */
    SVG_PAINTS
};
void svg_paint(struct html *html, enum svg_paint paint, unsigned colour);

/* A line through places: one element `path`, however long, written while it is made. So nothing
 * else is written before svg_path_end. */
struct svg_path {
    struct html *html;
    enum svg_paint paint;
    unsigned colour;
    char text[2048];
    size_t len; /* of what is not written yet */
    bool open;  /* the element is begun */
    long x, y;  /* where it is */
};
struct svg_path svg_path_begin(struct html *html, enum svg_paint paint, unsigned colour);
void svg_path_move(struct svg_path *path, long x, long y);
void svg_path_line(struct svg_path *path, long x, long y);
/* A curve to a place, leaving and arriving level (a Bézier curve). */
void svg_path_curve(struct svg_path *path, long x, long y);
void svg_path_shut(struct svg_path *path);
void svg_path_end(struct svg_path *path);

#endif
