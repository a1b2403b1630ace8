/* How well machines can read a sheet: 行政データにおける機械可読性に関するルール (令和8年3月31日;
 * digital-go-jp/machine_readability_rule), as findings of rule.def (RULE_SHEET_…).
 *
 * For any table, not only those of the model. What a table is like (where its header stands, which
 * columns are numbers) is judged by its first READABILITY_HEAD rows; the rest is read one row after
 * the other, in constant memory. A rule that needs a person's judgement is a warning or a note that
 * says «seems». */
#ifndef HIRAKU_READABILITY_READABILITY_H
#define HIRAKU_READABILITY_READABILITY_H

#include "hiraku/base/status.h"

struct problem;
struct report;
struct workbook_limits;
struct workbook_reader;

enum { READABILITY_HEAD = 60 };

/* All sheets of a workbook, or the table of a CSV file, as its first bytes say which it is.
 * Findings have `name`, with the sheet in brackets behind it (budget.xlsx[支出]), as their file,
 * rows as on the screen and letters as their column. A file that is neither is a finding
 * (RULE_SHEET_FORMAT), as is one that cannot be read (its status' text in the problem otherwise).
 * `limits` NULL: the defaults. STATUS_BAD_WORKBOOK, STATUS_WORKBOOK_LIMIT, STATUS_WORKBOOK_LOCKED,
 * and what csv_open says. */
enum status readability_check(const char *path, const char *name,
                              const struct workbook_limits *limits, struct report *report,
                              struct problem *p);

/* One sheet of an open workbook, which workbook_begin begins. `name`: of its findings' file; lives
 * as long as the report. */
enum status readability_check_sheet(struct workbook_reader *reader, size_t index, const char *name,
                                    struct report *report, struct problem *p);

#endif
