/* Computed results: rows of cells under named columns, made one after the other. */
#ifndef HIRAKU_SERVICE_FIGURES_H
#define HIRAKU_SERVICE_FIGURES_H

struct column;
struct slice;

enum figure_kind {
    FIGURE_TEXT,
    FIGURE_NUMBER, /* digits, or true or false */
    FIGURE_TEXTS,  /* several, with spaces between them */
};

/* Where a column is shown: a tree says once what is the same in every row, and has a place for rows
 * that a table does not show. */
enum figure_place { FIGURE_EVERYWHERE, FIGURE_IN_TREES, FIGURE_IN_TABLES };

struct figure_column {
    const char *name;
    enum figure_kind kind;
    enum figure_place place;
};

/* One for what a column of the model holds. */
struct figure_column figure_column_of(const char *name, const struct column *column);

/* Takes a row; `cells` are parallel to the columns and valid during the call, an empty one says
 * nothing. */
typedef void figure_sink(void *context, const struct slice *cells);

#endif
