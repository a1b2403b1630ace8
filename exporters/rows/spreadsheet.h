/* What a spreadsheet makes of a cell of CSV that does not say what it is. Private to exporters. */
#ifndef HIRAKU_EXPORTERS_ROWS_SPREADSHEET_H
#define HIRAKU_EXPORTERS_ROWS_SPREADSHEET_H

#include "hiraku/base/slice.h"

/* Whether the text is made like something that Excel, LibreOffice or Gnumeric turns into a number,
 * a day, a time, a truth value or an error when it opens a CSV: digits, also full-width ones, with
 * nothing but marks, 年月日時分秒, eras, and names of months and weekdays around them (1-2, 3E5,
 * (5), 50%, ￥100, 14 June 2011, 2011年6月14日, 令和5年6月, H23.6.14, １２); TRUE; #N/A. Rather
 * too much than too little: what is taken for a text is shown as it is. */
bool spreadsheet_converts(struct slice text);

#endif
