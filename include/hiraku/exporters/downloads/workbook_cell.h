/* What a cell of a workbook holds. For all that writes workbooks with libxlsxwriter. */
#ifndef HIRAKU_EXPORTERS_DOWNLOADS_WORKBOOK_CELL_H
#define HIRAKU_EXPORTERS_DOWNLOADS_WORKBOOK_CELL_H

#include "hiraku/base/slice.h"

enum { WORKBOOK_CELL_SIZE = 160 * 1024, WORKBOOK_DECIMALS_MAX = 18, WORKBOOK_CELL_UNITS = 32767 };
enum { WORKBOOK_ADDRESS_MAX = 512, WORKBOOK_NUMBER_SIZE = 64 };

/* The text as the file holds it, NUL-terminated, in WORKBOOK_CELL_SIZE bytes: what Excel would take
 * for an escape (_x000D_) and CR are escaped (ECMA-376 part 1, s.22.9.2.19, ST_Xstring). A text of
 * more than WORKBOOK_CELL_UNITS UTF-16 units is cut at a character and ends in « […ADDRESS]», where
 * it is whole: at most WORKBOOK_ADDRESS_MAX bytes. */
void workbook_text(char *cell, struct slice text, const char *address);

/* Whether a figure can be a number of Excel, which is a double, and still be shown as published:
 * at most 15 significant digits, and what is read back from the file, shown with the figure's own
 * decimals, is the published text. `number` is what the file holds, NUL-terminated, `*decimals` are
 * those decimals. */
bool workbook_number(struct slice text, char number[WORKBOOK_NUMBER_SIZE], int *decimals);

struct lxw_format;
struct lxw_worksheet;
/* Writes a number that workbook_number gave into a cell; an lxw_error. */
int workbook_put_number(struct lxw_worksheet *sheet, unsigned row, unsigned column,
                        const char *number, struct lxw_format *format);

#endif
