/* Workbooks made by a process of their own, whose end is not the publisher's. Private to
 * api/publish; what main.c calls is in publish.h. */
#ifndef HIRAKU_API_PUBLISH_WORKBOOK_PROCESS_H
#define HIRAKU_API_PUBLISH_WORKBOOK_PROCESS_H

#include "hiraku/base/status.h"

struct artifact_input;
struct problem;

/* As artifact_workbook makes one, from the store in the release's folder, with `program` (this
 * one). Where the child ends otherwise than by exit: STATUS_WORKBOOK. */
enum status workbook_process_make(const char *program, const struct artifact_input *input,
                                  struct problem *p);

#endif
