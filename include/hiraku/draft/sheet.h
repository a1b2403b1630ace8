/* A table as rows of text cells, in memory: what a file holds before anything is known of it.
 *
 * A row keeps the number that a spreadsheet gives it (csv.h); numbers grow, and a gap stands for
 * blank lines. Cells are UTF-8 as they were written. At most DRAFT limits of rows and bytes. */
#ifndef HIRAKU_DRAFT_SHEET_H
#define HIRAKU_DRAFT_SHEET_H

#include "hiraku/base/arena.h"
#include "hiraku/base/status.h"
#include "hiraku/model/resource.h"

struct out;
struct problem;

enum { SHEET_COLUMNS_MAX = 1024 }; /* of a row of a workbook; CSV has as many (csv.h) */

struct sheet_row {
    uint64_t row;
    size_t count;
    struct slice *cells;
};

/* Rows that are not written, from the one to the other, blank lines among them. */
struct sheet_gone {
    uint64_t from, to;
};

struct sheet {
    struct arena arena; /* of all texts and rows' cells */
    struct sheet_row *rows;
    size_t count, cap, most; /* `most`: rows that it may have */
    struct sheet_gone *gone;
    size_t gone_count, gone_cap;
    bool bom, lf; /* how it is written: with a byte order mark, with LF at the ends of lines */
    bool lossy; /* the file says more than is here: an open quote, too many columns and the like */
};

/* To be freed with sheet_free, whatever came of it. */
void sheet_init(struct sheet *sheet, uint64_t rows, uint64_t bytes);
void sheet_free(struct sheet *sheet);

/* Adds a row below the others, its cells copied. STATUS_DRAFT_TOO_LARGE: a limit is met. */
enum status sheet_add(struct sheet *sheet, uint64_t row, const struct slice *cells, size_t count,
                      struct problem *p);

/* Adds all rows of a CSV file, in any encoding that csv.h finds. */
enum status sheet_read(struct sheet *sheet, const char *path, struct problem *p);

/* As CSV (csv_out.h), blank lines where numbers have gaps. Line ends are those of the file that was
 * read first; text that was not UTF-8 has a byte order mark, as spreadsheets write it. */
void sheet_write(const struct sheet *sheet, struct out *out);
/* DIR/NAME by that, whole or not at all. */
enum status sheet_save(const struct sheet *sheet, const char *dir, const char *name,
                       struct problem *p);

/* Rows that sheet_write passes over; those below them move up. */
enum status sheet_drop(struct sheet *sheet, uint64_t from, uint64_t to, struct problem *p);
bool sheet_is_dropped(const struct sheet *sheet, uint64_t row);

/* The row of this number, or NULL. */
struct sheet_row *sheet_find(const struct sheet *sheet, uint64_t row);

/* A cell, empty where the row is shorter. */
static inline struct slice sheet_cell(const struct sheet_row *row, size_t at)
{
    return at < row->count ? row->cells[at] : SLICE_NONE;
}

/* Sets a cell; the row grows where it is shorter. The text is copied. */
enum status sheet_set(struct sheet *sheet, struct sheet_row *row, size_t at, struct slice text,
                      struct problem *p);

/* --- what its columns are (recognise.c) ------------------------------------------------------- */

enum sheet_match {
    SHEET_UNKNOWN, /* the header names no column */
    SHEET_NAME,    /* its name */
    SHEET_TITLE,   /* its title in Japanese or English, which the checker reads too */
    SHEET_SYNONYM, /* a usual word for it (synonym.def) */
    SHEET_MEMORY,  /* a mapping that somebody once made of the same set of headers */
    SHEET_HAND,    /* a mapping that was made now */
    SHEET_LEFT,    /* to be left out, by hand or from memory */
};

struct sheet_column {
    struct slice header;         /* trimmed, as written; borrowed from the sheet */
    const struct column *column; /* NULL: none */
    enum sheet_match by;
};

struct recognition {
    const struct resource *resource; /* NULL: no table was known by the columns */
    size_t header;                   /* index of the row in the sheet; `count` of it: none */
    struct sheet_column *columns;    /* in the sheet's arena */
    size_t count;
};

/* Finds the table, the header and its columns: the table most of whose columns a row of the first
 * twenty names, where that is more than one and the name of the file decides between equals.
 * `only`: that table, NULL: any that the model has a file of. */
enum status sheet_recognise(struct sheet *sheet, struct slice file, const struct resource *only,
                            struct recognition *recognition, struct problem *p);

/* --- rows by key (sheet_keys.c) --------------------------------------------------------------- */

/* Where the columns of a table stand in a sheet: cell by position in the model, SIZE_MAX: not. */
struct sheet_places {
    const struct resource *resource;
    size_t header; /* index of the row */
    size_t at[COLUMNS_MAX];
};

void sheet_places(const struct recognition *recognition, struct sheet_places *places);

/* Rows by the canonical form of their key cells. */
struct sheet_keys;
enum status sheet_keys_new(struct sheet_keys **keys, struct sheet *sheet,
                           const struct sheet_places *places, struct problem *p);
void sheet_keys_free(struct sheet_keys *keys); /* NULL is allowed */

/* The key of a row below the header: cells joined by U+001F, as an id by «.»; empty where a key
 * cell that is needed is. It lives as long as `keys`. */
struct slice sheet_keys_of(const struct sheet_keys *keys, size_t index);
/* The first row with that key, or SIZE_MAX. */
size_t sheet_keys_find(const struct sheet_keys *keys, struct slice key);

#endif
