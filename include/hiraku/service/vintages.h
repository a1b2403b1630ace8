/* What the figures of a subject (a KPI) were in the releases up to the one that is asked: of each
 * its vintages (statistics/vintage.h). What only releases say that were withdrawn is not told.
 *
 * A figure is known from the release that first had it; where the store does not know all releases
 * before it, from the first that it knows. */
#ifndef HIRAKU_SERVICE_VINTAGES_H
#define HIRAKU_SERVICE_VINTAGES_H

#include "hiraku/service/row_source.h"
#include "hiraku/statistics/vintage.h"
#include "hiraku/value/period.h"

struct column;
struct problem;
struct query;
struct service;

/* The rows of vintages_resource; `asked` is the subject's id, a struct slice. Figures in the order
 * of time, the vintages of each from the oldest on. */
extern const struct row_source vintage_rows;

struct vintages;

/* The vintages of one figure. */
struct vintage_record {
    struct slice id;
    const struct vintage *vintages; /* the oldest first; their cells are parallel to the columns */
    size_t count;                   /* 1 or more */
};

/* Of the figures that a query of a series (service/series.h) selects, in its order, its conditions
 * and order as in versions_open; `columns`, too. vintages_close in any case. */
enum status vintages_open(struct vintages **vintages, const struct service *service,
                          const struct query *query, const struct column *const *columns,
                          size_t count, struct problem *p);
/* The record lives until the next call; `*more` is false behind the last. */
enum status vintages_next(struct vintages *vintages, struct vintage_record *record, bool *more,
                          struct problem *p);
void vintages_close(struct vintages *vintages); /* NULL is allowed */

/* The day on which a release of a vintage was published, by the clock of the instance; year 0: it
 * is not known. */
struct date vintages_day(struct vintages *vintages, uint64_t release);

/* Whether a release is the first that is known here, so that nothing tells what came with it. */
bool vintages_is_first(const struct vintages *vintages, uint64_t release);

#endif
