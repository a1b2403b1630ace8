/* The ZIP archive of a workbook and its parts (ECMA-376 part 2, Open Packaging Conventions).
 * Private to api/workbook. */
#ifndef HIRAKU_API_WORKBOOK_PACKAGE_H
#define HIRAKU_API_WORKBOOK_PACKAGE_H

#include "hiraku/workbook/workbook.h"

#include <zip.h>

enum { PART_NAME_MAX = 512 };

struct package {
    zip_t *zip;
    const char *name; /* of the file, for problems */
    const struct workbook_limits *limits;
};

/* One part as a stream of bytes. */
struct part {
    const struct package *package;
    zip_file_t *file;
    uint64_t read, size, packed; /* unpacked so far, unpacked and packed as the archive says */
    enum status status;          /* what failed while reading */
    struct problem *problem;     /* where it is told */
};

/* `fd` stays the caller's and open until package_close. */
enum status package_open(struct package *package, int fd, const char *name,
                         const struct workbook_limits *limits, struct problem *p);
void package_close(struct package *package);

/* STATUS_BAD_WORKBOOK with the reason and where. */
enum status package_bad(const struct package *package, const char *where, const char *reason,
                        struct problem *p);

/* STATUS_WORKBOOK_LIMIT. */
enum status package_limit(const struct package *package, const char *member, uint64_t limit,
                          struct problem *p);

/* The entry of a part, without "/" in front, in any case of letters; −1: none. A part that is there
 * twice is STATUS_BAD_WORKBOOK. */
enum status package_find(const struct package *package, const char *name, zip_int64_t *entry,
                         struct problem *p);

/* Whether the name of any entry begins and ends so, in any case of letters. */
bool package_has(const struct package *package, const char *begins, const char *ends);

enum status part_open(struct part *part, const struct package *package, zip_int64_t entry,
                      struct problem *p);
/* Bytes read, 0 at the end, −1: part->status and what part_open was given say why. */
zip_int64_t part_read(struct part *part, void *to, size_t size);
void part_close(struct part *part);

#endif
