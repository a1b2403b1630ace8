/* What changed in the releases, and why: newest release first, in each release in the order of its
 * changes.csv. Computed tables are left out, and so is a release that was withdrawn.
 *
 * Read straight from the releases' own files, which are kept for ever: one change is in memory. */
#ifndef HIRAKU_SERVICE_CHANGES_H
#define HIRAKU_SERVICE_CHANGES_H

#include "hiraku/release/change_log.h"

#include <time.h>

struct manifest;
struct problem;
struct resource;
struct service;

/* Which changes. All zero: every one. */
struct changes_range {
    uint64_t newest; /* release; 0: that of the service, behind which nothing is ever given */
    uint64_t row;    /* of the newest release, only changes behind this row; 0: all */
    uint64_t oldest; /* release; 0: the first */
    time_t begin;    /* only what was published from then on; 0: all */
    time_t end;      /* … and before then; 0: all */
    /* A table, or instance_resource; NULL: all. Releases that did not change it are not read. */
    const struct resource *table;
    struct slice id; /* of one record of the table; empty: all */
    bool cells;      /* also the cells that removed records had (CHANGE_LOST_CELL) */
};

struct changes;

enum status changes_open(struct changes **changes, const struct service *service,
                         const struct changes_range *range, struct problem *p);
/* Slices live until the next call. STATUS_DEADLINE as the store's. */
enum status changes_next(struct changes *changes, struct logged_change *change, bool *more,
                         struct problem *p);
/* The manifest of the release of the change last given; lives until the next call. */
const struct manifest *changes_manifest(const struct changes *changes);
void changes_close(struct changes *changes); /* NULL is allowed */

/* The table of a change: a registered one, instance_resource, or NULL: this program has none of
 * that name. */
const struct resource *change_table(const struct change *change);

/* Where a figure or its subject changed, the id of the subject (the KPI); else empty. */
struct slice change_subject(const struct change *change);

#endif
