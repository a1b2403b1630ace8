/* The read side of a release: rows of a table as slices of text, in a stable order.
 *
 * One `struct store` is one connection with its own statements, used by one thread at a time. SQL
 * exists only in api/store. Tables are filled once, by store_build, in key order: `rowid` is the
 * position in the canonical CSV. Every cell is text, an empty one is ''. Columns that compare as
 * numbers (TYPE_INT, TYPE_DECIMAL) have a companion `name__key` in the order of decimal_key. */
#ifndef HIRAKU_STORE_H
#define HIRAKU_STORE_H

#include "hiraku/instance.h"
#include "hiraku/model.h"
#include "hiraku/period.h"
#include "hiraku/query.h"

enum { VIEW_COLUMNS_MAX = 4 * COLUMNS_MAX };

/* Which columns a reader wants: those of the resource and, behind them, those of embedded records.
 */
struct view {
    const struct resource *resource;
    bool hidden; /* hidden columns are shown */
    size_t count;
    const struct column *columns[VIEW_COLUMNS_MAX];
    /* parallel: the reference of the resource through which an embedded record's column is reached;
     * NULL: own */
    const struct column *through[VIEW_COLUMNS_MAX];
};

/* What an output may show: the columns of a resource without any of the `without` flags. */
void view_init(struct view *view, const struct resource *resource, unsigned without);
/* Narrows a view to the query's `lang` and `fields` (hidden columns stay) and adds the published
 * columns of the records that `include` embeds. STATUS_BAD_PARAMETER where that is more than
 * VIEW_COLUMNS_MAX.
 */
enum status view_select(struct view *view, const struct query *query, struct problem *p);
/* For people: puts behind each reference what the record that it leads to is called (COL_LABEL,
 * COL_BESIDE; in Japanese or in no language), and the references among the query's `include`. Of
 * the references the first QUERY_INCLUDE_MAX, of the columns at most VIEW_COLUMNS_MAX. */
void view_name_references(struct view *view, struct query *query);
/* Position of an own column in the view, or -1. */
int view_index(const struct view *view, const char *name);

struct row {
    const struct view *view;
    const struct slice *cells; /* parallel to view->columns; valid until the cursor moves */
    /* parallel too; for a TYPE_REF to a resource with rdf_same_as: the id of the record whose IRI
     * the target has, or empty. NULL where the view shows no hidden columns (nobody but RDF asks).
     */
    const struct slice *same;
    struct slice snippet; /* where a search found it (search.h), or empty */
};
struct slice row_cell(const struct row *row, const char *name);

struct manifest; /* release.h */
struct store;

enum status store_open(struct store **store, const char *release_dir, struct problem *p);
void store_close(struct store *store);
/* Every statement from now on ends with STATUS_DEADLINE after that moment; 0: never. */
void store_deadline(struct store *store, int64_t monotonic_ms);

/* From now on no connection of this process creates a file that has a name: for servers, before
 * their first connection. */
enum status store_without_names(struct problem *p);

struct cursor;

/* The rows that the query selects, in its order, from behind query->after on; query->limit 0: all.
 * Filters, order and view must outlive the cursor. */
enum status store_select(struct store *store, const struct query *query, const struct view *view,
                         struct cursor **cursor, struct problem *p);
enum status cursor_next(struct cursor *cursor, struct row *row, bool *more, struct problem *p);
/* The place of the row last given, for query.after of the next page: rowid and the values of the
 * order columns, in the arena. */
enum status cursor_position(const struct cursor *cursor, struct arena *arena,
                            struct position *position);
void cursor_close(struct cursor *cursor); /* NULL is allowed */

/* How many rows the query's filters match. Counting stops after `budget_ms` (0: never): `*complete`
 * is then false and there are at least `*count`. */
enum status store_count(struct store *store, const struct query *query, int64_t budget_ms,
                        uint64_t *count, bool *complete, struct problem *p);

enum { FACET_VALUES_MAX = 100 };

/* How often each value of a column occurs among the rows that the filters match. */
struct facet {
    const struct column *column;
    size_t count;
    bool complete; /* no further values */
    struct facet_value {
        struct slice value; /* empty: empty cells */
        uint64_t rows;
    } values[FACET_VALUES_MAX]; /* the most frequent first, then in byte order */
};

/* The values are copied into the arena. */
enum status store_facet(struct store *store, const struct query *query, const struct column *column,
                        struct arena *arena, struct facet *facet, struct problem *p);

/* A cell that CP932 (cp932.h) cannot hold; `column` NULL: there is none. */
struct unencodable {
    struct slice id;                       /* of the row, in the arena */
    const struct column *column, *through; /* as in a view */
    int32_t character;                     /* the first of them */
};

/* Looks for one among the cells that the query selects and the view shows; which characters a row
 * has is known since store_build. */
enum status store_unencodable(struct store *store, const struct query *query,
                              const struct view *view, struct arena *arena,
                              struct unencodable *found, struct problem *p);

/* One record found by words, and how many there are in each table. */
struct search_hit {
    const struct resource *resource;
    struct slice id;
};
struct search_count {
    const struct resource *resource;
    uint64_t rows;
};

enum { SEARCH_TABLES_MAX = 64 };

/* The records of all searchable tables that match (search.h), the most relevant first, at most
 * `max` of them, with their ids in the arena; and the number of matches of each searchable table.
 */
enum status store_search(struct store *store, struct slice match, struct arena *arena, size_t max,
                         struct search_hit *hits, size_t *hit_count,
                         struct search_count counts[SEARCH_TABLES_MAX], size_t *table_count,
                         struct problem *p);

/* How full a table is and which time its periods cover, as counted by store_build. */
struct extent {
    const struct resource *resource;
    struct column_extent {
        uint64_t filled; /* rows that have a cell here; 0 for hidden and looked-up columns */
        /* of a period: the earliest first and the latest last day that are stated, or "" */
        char starts[DATE_TEXT_SIZE], ends[DATE_TEXT_SIZE];
    } columns[COLUMNS_MAX]; /* parallel to resource->columns */
};
enum status store_extent(struct store *store, const struct resource *resource,
                         struct extent *extent, struct problem *p);

/* Whether a record exists. */
enum status store_has(struct store *store, const struct resource *resource, struct slice id,
                      bool *found, struct problem *p);

/* The newest release in which a record changed, or what is shown beside its references (looked-up
 * columns but those with one of the flags `without`), or the instance's base URL or fiscal year; 0:
 * not known (a computed table). What hidden columns gather from other tables does not count. */
enum status store_changed_in(struct store *store, const struct resource *resource, struct slice id,
                             unsigned without, uint64_t *release, struct problem *p);

/* The id nearest to `id` among those that share a prefix with it, in the arena; empty if none is
 * near. */
enum status store_nearest(struct store *store, const struct resource *resource, struct slice id,
                          struct arena *arena, struct slice *nearest, struct problem *p);

/* Fills DIR/store.sqlite from DIR/data (canonical CSV): tables, derived and hidden columns,
 * indexes. */
enum status store_build(const char *dir, const struct instance *instance, struct problem *p);

/* The database that people download, at `path`, which must not exist; `store` is the release's,
 * `manifest` its manifest. */
enum status store_download(struct store *store, const struct instance *instance,
                           const struct manifest *manifest, const char *path, struct problem *p);

#endif
