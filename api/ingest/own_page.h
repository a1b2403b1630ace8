/* Checks one page that an instance writes itself. Private to api/ingest. */
#ifndef HIRAKU_API_INGEST_OWN_PAGE_H
#define HIRAKU_API_INGEST_OWN_PAGE_H

#include "hiraku/base/status.h"

struct own_check;
struct own_file;
struct own_files;
struct problem;
struct slice;

/* Title, headings, HTML, images and links of `file`, one of `files`; findings name `place`, which
 * lives as long as the report. STATUS_OK whatever is found. */
enum status own_page_check(const struct own_check *check, const struct own_files *files,
                           const struct own_file *file, const char *place, struct problem *p);

/* Whether the first segment of a path is one that this service has besides its tables. */
bool own_page_knows(struct slice segment);

#endif
