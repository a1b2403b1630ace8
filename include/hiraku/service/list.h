/* The rows of a table, or of what a service makes on demand, that a query selects: a page of them,
 * or all. */
#ifndef HIRAKU_SERVICE_LIST_H
#define HIRAKU_SERVICE_LIST_H

#include "hiraku/base/arena.h"
#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"
#include "hiraku/query/query.h"
#include "hiraku/query/view.h"
#include "hiraku/service/record.h"
#include "hiraku/service/row_source.h"

struct facet;
struct inputs;
struct problem;
struct resource;
struct row;
struct service;

struct cursor;

struct list {
    /* the question */
    struct query query;           /* limit 0: all rows */
    const struct resource *about; /* the list belongs to this record, or NULL */
    struct slice about_id;
    unsigned without;     /* columns with one of these flags are not shown */
    bool named;           /* beside each reference what its record is called (both languages) */
    bool snippets;        /* rows show where the words of the query were found */
    struct row_walk walk; /* with a source: the rows are not stored */
    /* the result */
    struct stored_record subject; /* the record `about` */
    struct view view;
    struct cursor *cursor;
    struct arena *arena;  /* of the service */
    struct arena scratch; /* of one row */
    uint64_t returned;    /* rows so far */
    bool more;            /* there are rows behind the page */
    struct position last; /* the place of its last row */
};

/* Every table that the rows depend on: shown, gone through by conditions, embedded. */
void list_inputs(const struct list *list, struct inputs *inputs);

/* STATUS_NOT_FOUND or STATUS_GONE of the record `about`; as references_check. list_close in any
 * case. */
enum status list_open(struct list *list, const struct service *service, struct problem *p);
/* The next row, valid until the next call; `*more` false: the end, or that of the page. */
enum status list_next(struct list *list, struct row *row, bool *more, struct problem *p);
/* The cursor of the next page, of an answer that last changed in a release; empty: this is the last
 * one. After the last row. */
struct slice list_cursor(const struct list *list, uint64_t changed_in);
void list_close(struct list *list);

/* How many rows there are on all pages, and how often values occur. */
struct list_facts {
    int64_t total;          /* -1: not counted */
    int64_t total_at_least; /* where total is −1: counted so far; −1: not at all */
    struct facet *facets;   /* parallel to query.facets */
};
/* Counts for `count_ms` at most (store_count); after the last row. */
enum status list_count(struct list *list, const struct service *service, int64_t count_ms,
                       struct list_facts *facts, struct problem *p);

#endif
