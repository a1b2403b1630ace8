/* How a cell is read from columns: a stored one, one of a record referred to, or one that is
 * computed from others (hidden.h). Planned once for a walk, read for each row. */
#ifndef HIRAKU_STORE_COLUMNS_CELL_PLAN_H
#define HIRAKU_STORE_COLUMNS_CELL_PLAN_H

#include "hiraku/model/hidden.h"

#include "hiraku/store/columns/table_data.h"

enum cell_kind {
    CELL_TEXT,   /* `text` */
    CELL_STORED, /* `data` of the row */
    CELL_FOLLOW, /* `inner` of the record that `reference`, or where that is NULL `data`, leads to
                  */
    CELL_PREFER, /* `reference` if it is not empty, else `inner` */
    CELL_HIDDEN, /* what `hidden` says of `terms` */
};

struct cell_plan;

/* A condition of a hidden column on a cell. */
struct cell_condition {
    const struct cell_plan *cell;
    const struct hidden_condition *is;
};

struct cell_term {
    const struct cell_plan *cell;
    struct cell_condition when[HIDDEN_CONDITIONS_MAX];
    size_t conditions;
};

struct cell_plan {
    enum cell_kind kind;
    struct slice text;
    const struct column_data *data;
    const struct cell_plan *reference, *inner;
    const struct table_data *target; /* CELL_FOLLOW: the table of `inner` */
    const struct table_data *of;     /* CELL_HIDDEN: the table whose records are gathered, */
    const struct column_data *by;    /* and its reference that leads here; NULL: none */
    const struct hidden_column *hidden;
    struct cell_term terms[HIDDEN_TERMS_MAX];
    size_t term_count;
    struct cell_condition when; /* cell NULL: always */
};

/* In the arena. NULL: no memory, or the model has no such column (which model_check finds). */
const struct cell_plan *cell_plan(const struct table_data *table, const struct column *column,
                                  struct arena *arena);

/* The same of the record that a reference of the table leads to. */
const struct cell_plan *cell_plan_follow(const struct table_data *table,
                                         const struct column *reference,
                                         const struct column *column, struct arena *arena);

/* The cell of a row. `.at` NULL: a reference on the way leads nowhere, or there is no memory (the
 * arena then says so). It lives as long as the file and the arena. */
struct slice cell_plan_read(const struct cell_plan *plan, uint32_t row, struct arena *arena);

#endif
