/* What a client asks of a table: parameters checked against the model.
 *
 * query_parse accepts only what it understands: an unknown parameter, a repeated one that is no
 * list, an empty name or a value that the column's type cannot have is STATUS_UNKNOWN_PARAMETER,
 * REPEATED_PARAMETER or BAD_PARAMETER naming it, with the nearest name, the allowed values and an
 * example that works. */
#ifndef HIRAKU_QUERY_QUERY_H
#define HIRAKU_QUERY_QUERY_H

#include "hiraku/base/status.h"
#include "hiraku/model/resource.h"

struct arena;
struct column;
struct problem;
struct resource;

enum {
    QUERY_FILTERS_MAX = 64,
    QUERY_ORDER_MAX = 8,
    QUERY_STEPS_MAX = 2,
    QUERY_VALUES_MAX = 100,
    QUERY_INCLUDE_MAX = 8,
    QUERY_FACETS_MAX = 8,
    QUERY_LIMIT = 100,
    QUERY_LIMIT_MAX = 1000
};

/* Operators of `column__operator=value`; their names and the types that have them are in
 * query_name.c. */
enum comparison {
    COMPARISON_EQ, /* the whole cell in its type's canonical form; text as NFKC */
    COMPARISON_NE, /* every other cell, empty ones too */
    /* Numbers as numbers, days as days; a period and a day are compared with a period alike. */
    COMPARISON_GT, /* a period: starts behind the operand's end */
    COMPARISON_GE, /* a period: starts on or behind the operand's start */
    COMPARISON_LT, /* a period: ends before the operand's start */
    COMPARISON_LE, /* a period: ends on or before the operand's end */
    COMPARISON_IN, /* any of values separated by commas */
    COMPARISON_NOTIN,
    COMPARISON_CONTAINS,   /* NFKC of both */
    COMPARISON_STARTSWITH, /* NFKC of both */
    COMPARISON_ISNULL,     /* true: empty cells; false: the others */
    COMPARISON_COUNT
};

/* One condition on a cell, of the row itself or of a record that it refers to. */
struct filter {
    const struct column *column; /* of the resource at the end of `through` */
    enum comparison comparison;
    struct slice value;   /* canonical; EQ … LE, CONTAINS, STARTSWITH, ISNULL */
    struct slice *values; /* canonical, without repetition; IN, NOTIN */
    size_t value_count;
    const struct column *through[QUERY_STEPS_MAX]; /* references gone through, from the row on */
    size_t steps;
    struct slice name; /* the parameter's name, as in the canonical form */
};

/* Where a walk stands: behind the row with these order values and this id. Where there is no such
 * order (query_is_numbered), and without an id: behind so many rows. All zero: at the beginning. */
struct position {
    struct slice id;
    uint64_t given;
    struct slice values[QUERY_ORDER_MAX];
};

static inline bool position_is_start(const struct position *position)
{
    return position->id.len == 0 && position->given == 0;
}

/* What kind of answer parameters are for: which options it knows beside filters, sort, fields, q
 * and lang (but for QUERY_FILTERS). */
enum query_form {
    QUERY_GRAPH,   /* no others */
    QUERY_ROWS,    /* include */
    QUERY_CSV,     /* include, profile, headers, substitute */
    QUERY_PAGES,   /* include, limit, cursor, count, facet */
    QUERY_FILTERS, /* of all options q only */
    QUERY_FORM_COUNT
};

/* How a CSV is written (csv_profile.h). */
enum profile { PROFILE_PLAIN, PROFILE_EXCEL, PROFILE_CP932, PROFILE_SDMX };

/* How the same rows are shown. All zero: as the format does by itself. */
struct presentation {
    enum profile profile;
    bool titles;      /* headers=ja: the columns' Japanese titles instead of their names */
    bool substituted; /* substitute=geta: 〓 for what CP932 lacks */
    const char *lang; /* lang=: only this language's text columns, "ja" or "en"; NULL: all */
};

struct query {
    const struct resource *resource;
    struct filter filters[QUERY_FILTERS_MAX];
    size_t filter_count;
    size_t fixed; /* the first filters come from the path: not repeated in links */
    const struct column *order[QUERY_ORDER_MAX]; /* the key order is always last */
    bool descending[QUERY_ORDER_MAX];
    size_t order_count;
    bool sorted;      /* the order was asked for with `sort` */
    uint64_t limit;   /* rows of a page; 0: all */
    uint64_t release; /* from the cursor: the release it belongs to; 0: none given */
    struct position after;
    bool uncounted;                           /* count=no */
    const struct column *fields[COLUMNS_MAX]; /* fields=: the columns to show; none: all */
    size_t field_count;
    const struct column *include[QUERY_INCLUDE_MAX]; /* include=: references to embed */
    size_t include_count;
    const struct column *facets[QUERY_FACETS_MAX]; /* facet=: columns whose values are counted */
    size_t facet_count;
    struct slice words; /* q=, as given; empty: none */
    struct slice match; /* the same for the index (search.h) */
    struct presentation shown;
};

/* One raw parameter of the query string, decoded. */
struct parameter {
    struct slice name, value;
};

/* Of the record with this id: at most one row. Sets all of `query`. */
void query_record(struct query *query, const struct resource *resource, struct slice id);

/* Splits and decodes a raw query string (no '?'); at most `max` parameters. STATUS_BAD_TARGET for
 * what iri_decode refuses, STATUS_BAD_PARAMETER for too many. */
enum status query_split(struct arena *arena, struct slice raw, struct parameter *parameters,
                        size_t max, size_t *count, struct problem *p);

/* How parameters are read. */
struct query_rules {
    enum query_form form; /* which options there are */
    int first_month;      /* of the fiscal year, 1–12 */
    int utc_offset;       /* of the clocks by which days begin, in seconds, east positive */
};

/* Reads the parameters of a list of query->resource into `query`, which the caller has initialised:
 * all zero but for `resource` and, for a list below a path such as a series, the `fixed` filters
 * and the order. An option that the form does not know is an unknown parameter. */
enum status query_parse(struct query *query, struct arena *arena,
                        const struct parameter *parameters, size_t count, struct query_rules rules,
                        struct problem *p);

/* Which parameters are lists: options of the form, columns of the resource, and the caller's own
 * ones (`own` ends with NULL; NULL: none). */
struct query_lists {
    const struct resource *resource;
    enum query_form form;
    const char *const *own;
};

/* Makes one parameter with commas of a list that is written as several (`kind=a&kind=b`,
 * `kind[]=a`), in the place of the first. What is no list stays as it is. query_parse does so by
 * itself; who reads some parameters before it does so first. */
enum status query_join(struct arena *arena, const struct query_lists *lists,
                       const struct parameter **parameters, size_t *count, struct problem *p);

/* STATUS_TOO_MANY_STEPS of a name in a parameter (which may be that name), with the nearest one of
 * `resource` that has fewer. */
enum status query_too_many_steps(const struct resource *resource, struct slice parameter,
                                 struct slice name, struct problem *p);

/* The option of lists of the resource (NULL: of any) that is meant by a name that other services
 * have for it (page, per_page), or, where no column is as near, one that is written nearly so;
 * empty: none. */
struct slice query_nearest_option(const struct resource *resource, struct slice name,
                                  enum query_form form);

/* Whether some form has an option of this name. */
bool query_is_option(struct slice name);

/* The whole table: every row and column in key order, however it is shown. */
static inline bool query_is_whole(const struct query *query)
{
    return query->filter_count == 0 && !query->sorted && query->field_count == 0 &&
           query->include_count == 0 && query->words.len == 0;
}

/* Rows come by relevance: words were given and no order. */
static inline bool query_is_ranked(const struct query *query)
{
    return query->words.len > 0 && !query->sorted;
}

/* A row's place is known only by the number of rows before it: by relevance, or made on demand. */
static inline bool query_is_numbered(const struct query *query)
{
    return query_is_ranked(query) || query->resource->on_demand;
}

/* Whether a cell of the filter's column, in canonical form, fulfils the condition. Texts in NFKC
 * are made in the arena; want of memory latches it. */
bool filter_holds(const struct filter *filter, struct slice cell, int first_month,
                  struct arena *arena);

/* No parameters at all are allowed (records, documents). */
enum status query_none(const struct parameter *parameters, size_t count, struct problem *p);

/* The canonical form: parameters by name, only what differs from the default; percent-encoded;
 * without `cursor`. For ETags, caches and links. `cursor` (may be empty) is appended. */
struct slice query_canonical(const struct query *query, struct arena *arena, struct slice cursor);

/* A cursor is base64url (RFC 4648 s.5, no padding) of: version, release, a digest of the filters
 * and order, position. A cursor used with other filters is STATUS_BAD_CURSOR. */
struct slice query_cursor(const struct query *query, uint64_t release,
                          const struct position *position, struct arena *arena);

/* Reads a cursor back into query->release and query->after; STATUS_BAD_CURSOR; STATUS_OLD_CURSOR
 * of one that version 0.1.0 gave: rows have no longer the numbers that it counts by. */
enum status query_read_cursor(struct query *query, struct slice cursor, struct arena *arena,
                              struct problem *p);

#endif
