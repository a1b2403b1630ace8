/* One record of a table, by its id. */
#ifndef HIRAKU_SERVICE_RECORD_H
#define HIRAKU_SERVICE_RECORD_H

#include "hiraku/query/query.h"
#include "hiraku/query/view.h"

struct arena;
struct problem;
struct resource;
struct service;
struct store;

struct cursor;

struct stored_record {
    struct view view; /* set by the caller: the table and what is shown of it */
    struct query query;
    struct cursor *cursor;
    struct row row; /* of what was found; its cells live until record_close */
    bool found;
};

/* Reads the record of view.resource. That there is none is no error. record_close in any case. */
enum status record_read(struct stored_record *record, struct store *store, struct slice id,
                        struct problem *p);
void record_close(struct stored_record *record);

/* `/v1/{table}/{id}` with the segment encoded, in the arena. */
struct slice record_path(struct arena *arena, const struct resource *resource, struct slice id);

/* The title of a record in a language ("ja"): the first column that names it. */
struct slice record_title(const struct row *row, const char *lang);

/* Where the words of a search stand: in the first of the row's own searchable cells that has them,
 * as HTML with `mark` around them (search_snippet). */
struct slice record_snippet(const struct row *row, struct slice words, struct arena *arena);

/* What to say of an id that no record has: STATUS_GONE where an earlier release had it, else
 * STATUS_NOT_FOUND with the nearest id. The example is that record, or the table. */
enum status record_missing(const struct service *service, const struct resource *resource,
                           struct slice id, struct problem *p);

/* record_read, where that there is none is an error: record_missing. */
enum status record_require(struct stored_record *record, const struct service *service,
                           struct slice id, struct problem *p);

#endif
