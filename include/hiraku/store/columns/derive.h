/* Cells that are computed from a record's own cells: the joined id, and the days and fiscal year of
 * its period. */
#ifndef HIRAKU_STORE_COLUMNS_DERIVE_H
#define HIRAKU_STORE_COLUMNS_DERIVE_H

#include "hiraku/value/period.h"

struct resource;

/* Where the derived cells' bytes stand. */
struct derived_cells {
    char id[1025], starts[DATE_TEXT_SIZE], ends[DATE_TEXT_SIZE], fiscal_year[8];
};

/* Sets the derived cells (`id` of several keys, `starts`, `ends`, `fiscal_year`) in `cells`, which
 * is parallel to the resource's columns; they borrow from `derived`. Empty where the period is open
 * or undated. */
void derive_cells(const struct resource *resource, struct slice *cells, int first_month,
                  struct derived_cells *derived);

/* First and last day of a period, each NUL-terminated; "" where that end is open or it is no
 * period. */
void derive_days(struct slice period, int first_month, char starts[DATE_TEXT_SIZE],
                 char ends[DATE_TEXT_SIZE]);

#endif
