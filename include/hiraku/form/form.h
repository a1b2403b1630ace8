/* Reports on the KPIs of a programme in a fiscal year, laid out by data: which lines and columns
 * there are, in which order and under which titles stands in a file of JSON (contrib/forms; the
 * format: contrib/docs/kpi-report.md). What the fields mean is in form_fields.c.
 *
 * Figures are those that were published, sums and differences of them exact; a rate alone is
 * rounded, half to even, to two decimals. Where there is no value, its reason stands in its place.
 */
#ifndef HIRAKU_FORM_FORM_H
#define HIRAKU_FORM_FORM_H

#include "hiraku/base/arena.h"
#include "hiraku/base/status.h"

#include <stdint.h>
#include <time.h>

struct instance;
struct manifest;
struct out;
struct problem;
struct store;

/* --- a layout --------------------------------------------------------------------------------- */

enum {
    FORM_ITEMS_MAX = 40,        /* lines above, columns, lines below: of each */
    FORM_BYTES_MAX = 256 << 10, /* a file */
    FORM_TEXT_MAX = 1000,       /* a text in it, in bytes */
    FORM_WIDTH_MAX = 120
};

/* A line or a column. */
struct form_item {
    struct slice title[2]; /* by enum language */
    struct slice value;    /* the name of a field; empty: the title is all there is */
    int width;             /* of a column, in characters; 0: that of its title */
};

struct form_items {
    struct form_item items[FORM_ITEMS_MAX];
    size_t count;
};

struct form {
    struct arena arena;
    struct slice title[2], sheet[2];
    struct form_items head, columns, foot;
};

/* Reads a layout: `name` is that of one that comes with the program, or, where it has a slash or
 * ends in .json, a file. STATUS_FORM_UNKNOWN names those that there are; STATUS_FORM_BAD says what
 * is wrong in a file. form_free in any case. */
enum status form_read(struct form *form, const char *name, struct problem *p);
void form_free(struct form *form);

/* The same of a text; `name` is for messages. */
enum status form_parse(struct form *form, const char *name, struct slice text, struct problem *p);

/* --- a report --------------------------------------------------------------------------------- */

struct form_asked {
    struct store *store;             /* as of the release that is asked for */
    const struct instance *instance; /* of it */
    const struct manifest *manifest;
    struct slice program; /* id */
    int year;             /* fiscal, by the year in which it begins */
    enum language language;
};

struct form_cell {
    struct slice text;
    bool number; /* a figure without words around it */
};

struct form_line {
    struct slice title, text;
};

/* A layout, filled in. Borrows from the instance; all else is in the arena. */
struct form_page {
    struct arena arena;
    enum language language;
    time_t made; /* when its data was published */
    struct slice title, sheet;
    struct form_line head[FORM_ITEMS_MAX], foot[FORM_ITEMS_MAX];
    size_t head_count, foot_count;
    struct slice columns[FORM_ITEMS_MAX];
    int widths[FORM_ITEMS_MAX];
    size_t column_count;
    struct form_cell *cells; /* row by row */
    size_t row_count;
};

enum { FORM_KPIS_MAX = 500, FORM_FIGURES_MAX = 2000 /* of a KPI */ };

/* STATUS_FORM_PROGRAM: there is no such programme; STATUS_FORM_NO_KPIS: it has none;
 * STATUS_TOO_MANY_ROWS. form_page_free in any case. */
enum status form_fill(struct form_page *page, const struct form *form,
                      const struct form_asked *asked, struct problem *p);
void form_page_free(struct form_page *page);

/* --- as a file -------------------------------------------------------------------------------- */

struct form_writer {
    const char *name; /* "xlsx": --format */
    enum status (*write)(const struct form_page *page, struct out *out, struct problem *p);
};
extern const struct form_writer
    form_writers[]; /* ends with a NULL name; the first is the default */

#endif
