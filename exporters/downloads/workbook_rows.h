/* The rows of the first sheet of a workbook, which are nearly all of it: written and packed here,
 * and put into the file that the library made without them. Private to exporters/downloads. */
#ifndef HIRAKU_EXPORTERS_DOWNLOADS_WORKBOOK_ROWS_H
#define HIRAKU_EXPORTERS_DOWNLOADS_WORKBOOK_ROWS_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

#include <stdint.h>

struct out;
struct problem;

/* Packed rows in a file without a name. */
struct workbook_rows;

/* In a folder; `*rows` NULL on failure. */
enum status workbook_rows_new(struct workbook_rows **rows, const char *dir, struct problem *p);
void workbook_rows_free(struct workbook_rows *rows); /* NULL is allowed */

/* A row, from 0 on, and then its cells from left to right; what is empty is left out. Texts are
 * NUL-terminated, as workbook_text has them; `style` is a number of the file's list, 0: none. */
void workbook_rows_begin(struct workbook_rows *rows, uint64_t row);
void workbook_rows_text(struct workbook_rows *rows, size_t column, const char *text);
void workbook_rows_number(struct workbook_rows *rows, size_t column, int style, const char *number);
void workbook_rows_end(struct workbook_rows *rows);

/* No more rows: what failed until now. */
enum status workbook_rows_finish(struct workbook_rows *rows, struct problem *p);

/* Makes the workbook `path`, which must not exist, of the one at `shell`, whose first sheet has no
 * rows behind its first; STATUS_SYSTEM where that one is not whole. */
enum status workbook_rows_insert(const struct workbook_rows *rows, const char *shell,
                                 const char *path, struct problem *p);

#endif
