/* The rows of an instance while they are checked, by resource.
 *
 * A row holds its written cells in canonical form, its place in the input, which of its cells were
 * refused, and up to STAGE_SORTS texts by which the caller wants to order rows later. Rows are
 * added, then they are read. A table to which rows are added while it is being read is read no
 * further. On disk and private: memory does not grow with the number of rows. */
#ifndef HIRAKU_STAGING_STAGE_H
#define HIRAKU_STAGING_STAGE_H

#include "hiraku/diagnostics/finding.h"

struct arena;
struct column;
struct problem;
struct resource;
struct stage;

enum { STAGE_SORTS = 3 };

struct staged {
    struct place place; /* column "" */
    uint64_t number;    /* from 1, in the order in which rows were added; set by what reads */
    uint64_t bad;       /* bit i: the cell of resource->columns[i] was refused */
    uint64_t waits;     /* bit i of `bad`: no finding says so yet; its text is what was written */
    const struct slice *cells; /* parallel to resource->columns; empty where not written */
    struct slice sorts[STAGE_SORTS];
};

enum status stage_new(struct stage **result, struct problem *p);
void stage_free(struct stage *stage); /* NULL is allowed */

/* `place.file` must live as long as the stage (report_name). */
enum status stage_add(struct stage *stage, const struct resource *resource,
                      const struct staged *row, struct problem *p);

/* `file` has rows of this resource and is in CP932, EUC-JP or ISO-2022-JP. */
enum status stage_add_japanese(struct stage *stage, const struct resource *resource,
                               const char *file, struct problem *p);
bool stage_is_japanese(const struct stage *stage, const char *file);
bool stage_has_japanese(const struct stage *stage, const struct resource *resource);

/* Sets a cell that is no key in the row with the key that `cells` have. Also while rows are read.
 */
enum status stage_set(struct stage *stage, const struct resource *resource,
                      const struct slice *cells, size_t column, struct slice value,
                      struct problem *p);

uint64_t stage_rows(const struct stage *stage, const struct resource *resource);

/* The file in which the first row of a resource stood, or NULL. */
const char *stage_file(const struct stage *stage, const struct resource *resource);

/* Which rows, with which columns, in which order. Names are columns of the resource or "_1" … for
 * sorts; all orders are of bytes. */
struct stage_order {
    const char *const *columns; /* cells to be read, ends with NULL; NULL: all (others are empty) */
    const char *const
        *by;          /* "-name" descending; ends with NULL; NULL: the key; rows as added last */
    const char *only; /* only rows where this is not empty; NULL: all */
};

struct stage_cursor;

/* `order` NULL: all rows and columns by key. */
enum status stage_select(struct stage *stage, const struct resource *resource,
                         const struct stage_order *order, struct stage_cursor **result,
                         struct problem *p);
/* The row's slices live until the next call. */
enum status stage_next(struct stage_cursor *cursor, struct staged *row, bool *more,
                       struct problem *p);
void stage_close(struct stage_cursor *cursor); /* NULL is allowed */

/* Every value but the empty one of some written columns, each once, in no order. `each` may add
 * rows to any table. */
struct stage_column {
    const struct resource *resource;
    const struct column *column;
};
enum status stage_values(struct stage *stage, const struct stage_column *columns, size_t count,
                         enum status (*each)(void *context, struct slice value, struct problem *p),
                         void *context, struct problem *p);

/* The record with this written id (resources with one key column). The row's slices live until the
 * next stage_find of the same resource. */
enum status stage_find(struct stage *stage, const struct resource *resource, struct slice id,
                       struct staged *row, bool *found, struct problem *p);

/* The only id that is nearest to `id` among at most some thousands of ids (text_is_near); in the
 * arena, empty if none is. */
enum status stage_nearest(struct stage *stage, const struct resource *resource, struct slice id,
                          struct arena *arena, struct slice *nearest, struct problem *p);

/* Rows have numbers 1…stage_rows in the order in which they were added. For every row whose
 * `column` (a reference to the same resource) names a record: parents[row] = number of that record.
 * Others are left alone. */
enum status stage_parents(struct stage *stage, const struct resource *resource,
                          const struct column *column, uint32_t *parents, struct problem *p);

/* Which record a row is; in the arena. Left alone where there is no such row. */
struct stage_origin {
    struct slice id;
    struct place place;
};
enum status stage_row(struct stage *stage, const struct resource *resource, uint32_t number,
                      struct arena *arena, struct stage_origin *origin, struct problem *p);

/* Ids that earlier releases had and this one has not, sorted by table and id. */
enum status stage_retire(struct stage *stage, struct slice table, struct slice id,
                         struct slice release, struct problem *p);
enum status stage_unretire(struct stage *stage, struct slice table, struct slice id,
                           struct problem *p);
enum status stage_retired(struct stage *stage,
                          enum status (*each)(void *context, struct slice table, struct slice id,
                                              struct slice release, struct problem *p),
                          void *context, struct problem *p);

#endif
