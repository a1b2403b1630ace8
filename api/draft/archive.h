/* A ZIP archive of files with tables, unpacked one after the other. Private to api/draft. */
#ifndef HIRAKU_API_DRAFT_ARCHIVE_H
#define HIRAKU_API_DRAFT_ARCHIVE_H

#include "hiraku/base/status.h"

#include <stdint.h>

struct problem;

enum archive_kind {
    ARCHIVE_NONE,     /* no ZIP, or one that cannot be read */
    ARCHIVE_WORKBOOK, /* of one of the office suites */
    ARCHIVE_FILES,
};
enum archive_kind archive_kind(const char *path);

struct archive_limits {
    uint64_t entries;  /* members that are taken */
    uint64_t bytes;    /* of one, unpacked */
    uint64_t unpacked; /* of all together */
};

/* Each member that is a file, but for what systems put beside files, as an open descriptor without
 * a name, which stays archive_walk's, in `folder`. No member's name becomes the name of a file.
 * STATUS_DRAFT_TOO_LARGE, STATUS_DRAFT_TOO_MANY_FILES; STATUS_DRAFT_FILE_TYPE: encrypted or
 * damaged. */
enum status archive_walk(const char *path, const char *folder, const struct archive_limits *limits,
                         enum status (*take)(void *context, int fd, const char *name,
                                             struct problem *p),
                         void *context, struct problem *p);

#endif
