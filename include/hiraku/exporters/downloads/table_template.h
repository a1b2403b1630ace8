/* A workbook for filling in tables of the model, with libxlsxwriter.
 *
 * Sheets: `tables` (a row a column: what it means, whether it is required), one sheet a table with
 * its columns as the only header row, `codes` and `references` (what the drop-down lists show), and
 * one sheet a table with examples, whose name begins with TABLE_TEMPLATE_EXAMPLE. A comment at a
 * column's name has its title and meaning in both languages. Columns but those of numbers have the
 * format text, so that codes keep their zeros and days and periods stay as they were typed. The
 * lists warn and do not forbid: a new id is typed before it is anywhere. */
#ifndef HIRAKU_EXPORTERS_DOWNLOADS_TABLE_TEMPLATE_H
#define HIRAKU_EXPORTERS_DOWNLOADS_TABLE_TEMPLATE_H

#include "hiraku/base/status.h"
#include "hiraku/workbook/workbook.h"

struct problem;
struct resource;

#define TABLE_TEMPLATE_EXAMPLE WORKBOOK_EXAMPLE

enum { TABLE_TEMPLATE_ROWS = 10000 }; /* below the header that have lists */

/* Writes the workbook to `path`, which must not be there (STATUS_FILE_THERE). `table` NULL: all
 * that an instance may have. `instance`, a folder or NULL: the ids of its data/ are in the lists.
 */
enum status table_template_write(const char *path, const struct resource *table,
                                 const char *instance, struct problem *p);

#endif
