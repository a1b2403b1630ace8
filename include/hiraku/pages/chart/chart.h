/* A chart: what is told of it, and the picture that is made of that (SVG 2, through html.h).
 *
 * Pure: knows no database and no request. A number is the text that was published; it is written
 * beside its mark (`data-value`, the tool tip, the label) as it is, and only its place on the
 * picture is rounded, to a hundredth of a pixel. All texts are in the chart's language and escaped
 * when they are written; they are borrowed. What is missing is drawn as missing, with its reason.
 */
#ifndef HIRAKU_PAGES_CHART_CHART_H
#define HIRAKU_PAGES_CHART_CHART_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

#include <stdint.h>

struct html;
struct out;
struct site_palette;

/* Widths in pixels. */
enum { CHART_WIDTH_MIN = 320, CHART_WIDTH = 680, CHART_WIDTH_MAX = 1600, CHART_COLUMN_WIDTH = 280 };
/* Colours; series beyond use them again, and are told apart by their names and shapes. */
enum { CHART_COLOURS = 6 };

/* What a value is: told apart by shape and dash, too. */
enum chart_role { CHART_ACTUAL, CHART_TARGET, CHART_PROJECTION, CHART_BASELINE, CHART_ROLES };

/* What must be known of a value, as bits. */
enum chart_mark {
    CHART_APPROXIMATE = 1,
    CHART_AT_LEAST = 2, /* or more: an arrow upwards */
    CHART_AT_MOST = 4,  /* or less: an arrow downwards */
    CHART_INFERRED = 8,
    CHART_DISPUTED = 16,
    CHART_PROVISIONAL = 32,
    CHART_ESTIMATED = 64,
    CHART_REVISED = 128
};
enum { CHART_MARKS = 8 };

/* A value, or the place of one that is missing. */
struct chart_point {
    struct slice place;      /* the period or the category in its notation: `data-place` */
    struct slice label, era; /* the same for people; in 和暦, where that is another text */
    /* Days since 1970-01-01, the last one included. An open end is the same as the other one. */
    long from, to;
    bool dated;           /* it has days */
    struct slice value;   /* a canonical decimal (value/decimal.h); empty: see reason */
    struct slice reason;  /* why there is no value, in words */
    struct slice text[2]; /* what stands before and behind the number: 約, 以上 */
    struct slice former;  /* before it was revised, a canonical decimal; empty: not known */
    unsigned marks;       /* of enum chart_mark */
    struct slice id;      /* of the record, `data-id`; may be empty */
};

/* For qsort of struct chart_point: the largest value first, what has none last; of equal ones by
 * record, then by place. */
int chart_point_compare(const void *left, const void *right);
/* The same with the smallest value first: of places in a ranking the first one. */
int chart_point_compare_ranks(const void *left, const void *right);

struct chart_series {
    struct slice name;
    enum chart_role role;
    unsigned colour; /* below CHART_COLOURS */
    const struct chart_point *points;
    size_t count;
};

enum chart_kind {
    CHART_LINE,   /* levels, at the middle of their periods */
    CHART_STEP,   /* what has come together so far, at the end of its period; from zero */
    CHART_COLUMN, /* what came in a period, as wide as the period; from zero */
    CHART_BAR,    /* categories one below the other, in the order of the points; from zero */
    CHART_SHARE,  /* parts of the sum of a series, one bar a series; values are not negative */
    CHART_FIGURE, /* numbers that stand alone */
    /* Events on an axis of time, a series a lane. Of a point `label` is what happened, `era` when,
     * in words; it has no value. */
    CHART_EVENTS,
    CHART_FLOW, /* what became of what: chart_panel.flow */
    CHART_KINDS
};

/* A set of records at a stage (adoptions, pilots, results). */
struct chart_node {
    struct slice name;
    unsigned stage; /* below CHART_STAGES */
    bool unknown;   /* it is not known what became of them: drawn open and dashed */
};
/* So many records went from one node to another one of a later stage. */
struct chart_link {
    size_t from, to;
    uint32_t count;
};
/* A node is as high as what comes in or goes out, whichever is more; what comes in and does not go
 * out ends there. */
struct chart_flow {
    const struct slice *stages; /* their names */
    size_t stage_count;
    const struct chart_node *nodes; /* in the order from top to bottom */
    size_t node_count;
    const struct chart_link *links;
    size_t link_count;
};
enum { CHART_STAGES = 6, CHART_NODES = 60 };

/* One plot. Plots of a chart that have time share its axis, so that they can be compared. Where
 * they stand beside each other they are small multiples. */
struct chart_panel {
    enum chart_kind kind;
    struct slice title;      /* may be empty */
    struct slice unit;       /* as printed */
    const char *unit_before; /* "" or what stands before the number; NULL is "" */
    bool ranks;              /* 1 is on top */
    unsigned group; /* plots over time of one group have the same axis of values; 0: none */
    const struct chart_series *series;
    size_t count;
    const struct chart_flow *flow; /* of CHART_FLOW, which has no series */
};

struct chart {
    struct slice id; /* begins the ids within the picture: a letter, then letters, digits, -, _ */
    enum language language;
    int width; /* CHART_WIDTH_MIN – CHART_WIDTH_MAX */
    struct slice title, subtitle;
    struct slice description; /* for who does not see it: the values in words */
    struct slice notice;      /* a sentence that must be read with it, or empty */
    struct slice source, licence, release;
    const struct chart_panel *panels;
    size_t count;
    int columns; /* in which the plots stand, where there is room; 0 is 1 */
};

/* Writes the element `svg` into what is open: an HTML page, whose style sheet has chart_style. */
void chart_write(const struct chart *chart, struct html *html);

/* The same as a document of its own (image/svg+xml), which brings its style: it stands on the back
 * of the palette, which has been checked for that; NULL: on the program's. */
void chart_document(const struct chart *chart, const struct site_palette *palette, struct out *out);

/* A series as small as a word, for tables and lists: a line, or columns from zero, without axes. */
struct spark {
    struct slice label; /* for who does not see it */
    enum language language;
    enum chart_kind kind; /* CHART_LINE, CHART_STEP or CHART_COLUMN */
    int width, height;    /* in pixels */
    struct slice unit;
    const struct chart_series *series;
};
void spark_write(const struct spark *spark, struct html *html);

/* The style of all charts (chart.css): custom properties, dark and forced colours. */
extern const char chart_style[];

#endif
