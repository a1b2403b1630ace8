/* The rows of one sheet, one after the other. Private to api/workbook. */
#ifndef HIRAKU_API_WORKBOOK_ROWS_H
#define HIRAKU_API_WORKBOOK_ROWS_H

#include "layout.h"
#include "markup.h"
#include "strings.h"
#include "styles.h"

#include "hiraku/base/out.h"

struct rows;

/* Begins at the first row. What it is given lives longer. */
enum status rows_new(struct rows **rows, const struct package *package, const char *part,
                     const struct layout *layout, struct problem *p);
void rows_free(struct rows *rows); /* NULL is allowed */

struct rows_tables {
    struct strings *strings;
    const struct styles *styles;
    bool date_1904;
};
enum status rows_next(struct rows *rows, const struct rows_tables *tables, struct workbook_row *row,
                      bool *more, struct problem *p);

uint64_t rows_offset(const struct rows *rows);
uint64_t rows_size(const struct rows *rows);

#endif
