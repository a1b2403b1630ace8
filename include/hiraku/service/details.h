/* The figures of one subject (a KPI) with what a picture of them says: names of what they are
 * divided by, how sure they are, where they are from, what they were before they were revised, and
 * what is missing between them. */
#ifndef HIRAKU_SERVICE_DETAILS_H
#define HIRAKU_SERVICE_DETAILS_H

#include "hiraku/base/arena.h"
#include "hiraku/query/query.h"
#include "hiraku/statistics/series.h"

struct inputs;
struct problem;
struct service;

enum { DETAILS_MAX = 4000 };

enum detail_cell {
    DETAIL_STATUS,
    DETAIL_REVISED, /* the release in which it was last revised */
    DETAIL_CERTAINTY,
    DETAIL_ITEM_JA,
    DETAIL_ITEM_EN,
    DETAIL_SEGMENT_JA,
    DETAIL_SEGMENT_EN,
    DETAIL_AREA_JA,
    DETAIL_AREA_EN,
    DETAIL_SOURCE_JA,
    DETAIL_SOURCE_EN,
    DETAIL_SOURCE, /* its id */
    DETAIL_TEXT,   /* as printed, where that says more than the number */
    DETAIL_CELLS
};

struct detail {
    struct point point;
    struct slice cells[DETAIL_CELLS];
    struct slice former; /* the last other value that was published; empty: none */
    struct slice of[2];  /* where figures of several subjects are together, whose, by language */
    bool gap;            /* a period without a row: id and value are empty */
};

struct details {
    /* the question */
    struct slice subject;
    struct query query;
    /* the result */
    struct arena arena; /* holds the texts */
    struct slice about[SUBJECT_CELLS];
    struct detail *points; /* runs one behind the other, each in the order of time */
    size_t count, room;
    size_t cap; /* as many at most; 0: DETAILS_MAX */
    bool lost;  /* there was no memory for a gap */
    int first_month;
};

/* Reads conditions on the figures of details->subject, as of a series. */
enum status details_parse(struct details *details, struct arena *arena,
                          const struct parameter *parameters, size_t count, int first_month,
                          struct problem *p);
/* The conditions in the canonical form; want of memory latches the arena. */
struct slice details_canonical(const struct details *details, struct arena *arena);
/* `/v1/kpis/{kpi}/chart`, in the arena. */
struct slice details_path(struct arena *arena, struct slice subject);
void details_inputs(const struct details *details, struct inputs *inputs);

/* Reads subject and figures. What a figure was before is read where one of them was revised.
 * STATUS_NOT_FOUND, STATUS_TOO_MANY_ROWS beyond DETAILS_MAX. details_close in any case. */
enum status details_read(struct details *details, const struct service *service, struct problem *p);
void details_close(struct details *details);

/* The same of one subject of a comparison, with the conditions of its query but the last, which is
 * the subject. */
enum status details_read_of(struct details *details, const struct service *service,
                            const struct query *query, struct problem *p);

/* Whether both are of one run. */
bool detail_shares_run(const struct detail *a, const struct detail *b);

#endif
