/* Rows that are in no table: a service makes them when they are asked for, one after the other.
 *
 * Their columns are those of a resource that is `on_demand`, so that every format, condition and
 * page of a list (service/list.h) is theirs, too: a list whose `walk` has a source. What a row
 * source has to do is in struct row_source; that its resource is known is a line in
 * model_on_demand. */
#ifndef HIRAKU_SERVICE_ROW_SOURCE_H
#define HIRAKU_SERVICE_ROW_SOURCE_H

#include "hiraku/query/query.h"
#include "hiraku/query/view.h"

struct arena;
struct inputs;
struct problem;
struct row_walk;
struct service;

struct row_source {
    const struct resource *resource;
    /* Adds the tables that the rows are made from. */
    void (*inputs)(const struct row_walk *walk, struct inputs *inputs);
    /* Begins with the first row; `walk->state` is the source's own. The conditions of the query are
     * looked at by row_walk_next: who opens may leave rows out that do not fulfil them. `close`
     * follows in any case. */
    enum status (*open)(struct row_walk *walk, const struct service *service,
                        const struct query *query, struct problem *p);
    /* The next row into walk->cells, parallel to the resource's columns, each valid until the next
     * call; `*more` false: there is none. */
    enum status (*next)(struct row_walk *walk, bool *more, struct problem *p);
    void (*close)(struct row_walk *walk);
};

struct row_walk {
    /* the question */
    const struct row_source *source; /* NULL: rows are those of a table */
    const void *asked; /* what the source wants to know beside the query; lives as long as this */
    /* while it is open */
    void *state;
    uint64_t passed; /* rows that fulfil the conditions, so far */
    bool ended;
    int first_month;
    struct slice members; /* of the row at hand: further JSON members, set by the source (view.h) */
    struct slice cells[COLUMNS_MAX], shown[VIEW_COLUMNS_MAX], same[VIEW_COLUMNS_MAX];
};

/* What every function here is given: the question, and memory that is used anew for each row. */
struct row_walk_query {
    const struct query *query;
    struct arena *scratch;
};

/* Begins behind the place query->after. row_walk_close in any case. */
enum status row_walk_open(struct row_walk *walk, const struct service *service,
                          struct row_walk_query asked, struct problem *p);
/* The next row that fulfils the conditions, as the view shows it, valid until the next call. */
enum status row_walk_next(struct row_walk *walk, struct row_walk_query asked,
                          const struct view *view, struct row *row, bool *more, struct problem *p);
/* Goes on to the end, or until a monotonic time; `*complete` tells which. walk->passed is then the
 * number of rows. */
enum status row_walk_count(struct row_walk *walk, struct row_walk_query asked, int64_t until_ms,
                           bool *complete, struct problem *p);
void row_walk_close(struct row_walk *walk);

/* What changed in the releases (service/changes.h). */
extern const struct row_source change_rows;
/* The same of one record (conditions on table and id), with the cells that it had when it was
 * removed, and behind the last, where that did not add it, an `added` of the first release, which
 * is no entry; `history_entries` without that. */
extern const struct row_source history_rows, history_entries;

#endif
