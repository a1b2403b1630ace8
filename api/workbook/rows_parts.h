/* What rows.c and rows_cell.c share. */
#ifndef HIRAKU_API_WORKBOOK_ROWS_PARTS_H
#define HIRAKU_API_WORKBOOK_ROWS_PARTS_H

#include "rows.h"
#include "show.h"

/* The cell that is being read. */
struct rows_cell {
    uint32_t column;
    uint64_t style;
    char type; /* n, s, b, e, d; t: formula text; i: inline */
    bool formula;
    size_t begin; /* of its text in `text` */
};

/* A cell whose texts are still places in `text`, which may move. */
struct rows_place {
    size_t text, stored, unit;
};

struct rows {
    const struct package *package;
    struct markup markup;
    const struct layout *layout;
    uint64_t cell_count; /* <c> so far */
    uint32_t number;     /* of the last row, 0: none */
    uint32_t next_column;
    bool ended, in_row, row_hidden, in_cell, in_value, in_inline, aside;
    struct rows_cell cell;
    struct out text; /* of the row */
    struct workbook_cell *cells;
    struct rows_place *places;
    size_t count, cap;
    bool *hidden;      /* columns, as many as the limit has */
    uint32_t *covered; /* by how many merged ranges a column is, in this row */
    size_t merges_begun, merges_ended;
    struct shown shown;
};

/* The cell's stored text, from cell.begin on, as a cell of the row; nothing where it is empty. */
enum status rows_finish_cell(struct rows *rows, const struct rows_tables *tables,
                             struct problem *p);

/* What `text` failed of. */
enum status rows_text_failed(const struct rows *rows, struct problem *p);

#endif
