/* What surrounds the rows of a sheet: merged ranges, hidden columns, drawings. Private to
 * api/workbook. */
#ifndef HIRAKU_API_WORKBOOK_LAYOUT_H
#define HIRAKU_API_WORKBOOK_LAYOUT_H

#include "relations.h"

struct layout {
    struct workbook_layout known;
    struct workbook_range *merges, *hidden;
    size_t merge_cap, hidden_cap;
    uint32_t *by_end; /* merges, by their last row */
};

/* Reads the sheet but for its rows, and its drawings. Freed in any case. */
enum status layout_read(struct layout *layout, const struct package *package, const char *part,
                        struct problem *p);
void layout_free(struct layout *layout);

/* A1:B2 or A1. false: no range, or one beyond row 1,048,576 or column XFD. */
bool layout_range(struct slice text, struct workbook_range *range);

/* B3 → row 3, column 1. false: no cell. */
bool layout_cell(struct slice text, uint32_t *row, uint32_t *column);

#endif
