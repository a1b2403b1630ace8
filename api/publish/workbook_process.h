/* Workbooks made by a process of their own, whose end is not the publisher's. Private to
 * api/publish; what main.c calls is in publish.h. */
#ifndef HIRAKU_API_PUBLISH_WORKBOOK_PROCESS_H
#define HIRAKU_API_PUBLISH_WORKBOOK_PROCESS_H

#include "hiraku/base/status.h"

struct bulk;
struct problem;

/* As workbook_write, from the store in the download's folder, with `program` (this one). Where the
 * child ends otherwise than by exit: STATUS_WORKBOOK. */
enum status workbook_process_make(const char *program, const struct bulk *download,
                                  struct problem *p);

#endif
