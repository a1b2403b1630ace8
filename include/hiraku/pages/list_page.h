/* The page of a list: a form for its conditions, its rows, the way to the next ones, and the same
 * as data. */
#ifndef HIRAKU_PAGES_LIST_PAGE_H
#define HIRAKU_PAGES_LIST_PAGE_H

#include "hiraku/base/slice.h"

#include <stddef.h>
#include <stdint.h>

struct arena;
struct column;
struct facet;
struct list_facts;
struct out;
struct page_context;
struct query;
struct page;
struct row;
struct row_set;
struct trail_rows;

/* A column by which readers choose rows, with what it holds among the rows that are chosen. */
struct list_choice {
    const struct column *column; /* of codes, or a reference */
    const struct facet *facet;
    const struct slice *names; /* of records, parallel to the facet's values; NULL: codes */
    const bool *foreign;       /* parallel to them: in the other language; NULL with `names` */
};

/* What a record is called. */
struct list_name {
    struct slice text; /* empty: nothing names it, or it is not there */
    const char *lang;  /* of a name in another language than the page's, else NULL */
};

enum { LIST_CHOICES_MAX = 8, LIST_NAMES_MAX = 60, LIST_YEARS_MAX = LIST_NAMES_MAX };

/* A fiscal year of the rows that are chosen; 0: of what tells it no time is stated; −1: nothing
 * tells it. */
struct list_year {
    int year;
    uint64_t rows;
};

struct list_page;

/* What a page of a list has of its own. */
struct list_look {
    const char *title_ja, *title_en, *doc_ja, *doc;
    void (*rows)(struct page *page, const struct list_page *list, struct arena *arena);
};

struct list_page {
    struct slice path;              /* of the page, without slash at the beginning */
    const struct list_look *look;   /* NULL: that of its table */
    struct slice data;              /* the path of the same as data */
    const struct row *lead;         /* what it is about; NULL: nothing beside the rows */
    const struct trail_rows *trail; /* what became of the rows; NULL: it was not asked */
    const struct query *query;
    struct slice parameters; /* of the first page, in the canonical form */
    struct slice next;       /* of the next page; empty: this is the last one */
    bool first;
    const struct row_set *rows;
    const struct list_facts *facts;
    /* Of the records that conditions name, parallel to the query's filters and their values; NULL
     * where a filter names none. */
    const struct list_name *const *condition_names;
    const struct list_name *row_names; /* of the records that the rows tell of; NULL: of none */
    const struct list_choice *choices;
    size_t choice_count;
    const struct list_year *years; /* of a trail, the newest first */
    size_t year_count;
};

/* Whether readers choose by the column. */
bool list_page_has_choice(const struct column *column);

/* Want of memory latches the arena. */
void list_page_write(const struct page_context *context, const struct list_page *list,
                     struct arena *arena, struct out *out);

#endif
