/* The tables that publishing computes from the others (resource.computed): periods and units.
 *
 * `periods` has a row for every period that a published column names; `units` one for every unit of
 * the KPIs. What a period's row says is decided here alone: publishing writes it into the table,
 * and the documents of other records describe their periods with it. */
#ifndef HIRAKU_MODEL_COMPUTED_H
#define HIRAKU_MODEL_COMPUTED_H

#include "hiraku/model/resource.h"
#include "hiraku/value/period.h"

extern const struct resource periods_resource, units_resource;

enum { PERIOD_IRI_SIZE = 96 };

/* All cells of a period's row, derived ones too, parallel to periods_resource.columns. They lie in
 * the struct, but for the period, which is the text given. */
struct period_row {
    struct slice cells[COLUMNS_MAX];
    char id[PERIOD_TEXT_SIZE];
    char label_ja[PERIOD_LABEL_SIZE], label_era[PERIOD_LABEL_SIZE], label_en[PERIOD_LABEL_SIZE];
    char starts[DATE_TEXT_SIZE], ends[DATE_TEXT_SIZE], fiscal_year[12];
    char same_interval[PERIOD_IRI_SIZE];
};

/* `text`: a canonical period, shorter than PERIOD_TEXT_SIZE, or «undated». */
void period_row_fill(struct period_row *row, struct slice text, int first_month);

#endif
