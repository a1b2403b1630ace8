/* Workbooks made by a process of their own, whose end is not the publisher's. Private to
 * api/publish; what main.c calls is in publish.h. */
#ifndef HIRAKU_SHEET_CHILD_H
#define HIRAKU_SHEET_CHILD_H

#include "hiraku/bulk.h"

/* As sheet_write, from the store in the download's folder, with `program` (this one). Where the
 * child ends otherwise than by exit: STATUS_WORKBOOK. */
enum status sheet_child_make(const char *program, const struct bulk *download, struct problem *p);

#endif
