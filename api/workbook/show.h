/* A stored number as it is shown. Private to api/workbook. */
#ifndef HIRAKU_API_WORKBOOK_SHOW_H
#define HIRAKU_API_WORKBOOK_SHOW_H

#include "format.h"

#include "hiraku/workbook/workbook.h"

enum { SHOW_TEXT_SIZE = 512 };

struct shown {
    enum workbook_kind kind; /* WORKBOOK_NUMBER, WORKBOOK_DATE, WORKBOOK_TEXT */
    bool rounded;
    struct slice unit;
    char text[SHOW_TEXT_SIZE];
    char stored[NUMBER_TEXT_SIZE];
};

/* As workbook.h says under «What a cell's text is». */
void show_number(const struct format *format, const struct number *number, bool date_1904,
                 struct shown *shown);

#endif
