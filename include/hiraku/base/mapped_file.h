/* Files that are mapped read-only.
 *
 * A page that the disk does not give, or that is behind the end of a file that was cut off, reads
 * as zeros instead of ending the process (SIGBUS, mmap(2)); `mapped_file_is_whole` then says so.
 * The first mapping takes the signal for the whole process; faults at other addresses end it as
 * before.
 */
#ifndef HIRAKU_BASE_MAPPED_FILE_H
#define HIRAKU_BASE_MAPPED_FILE_H

#include "hiraku/base/status.h"

enum { MAPPED_FILES_MAX = 4096 };

/* All zero: none. */
struct mapped_file {
    const char *bytes;
    size_t size, slot;
};

/* STATUS_BAD_RELEASE of an empty file; STATUS_NO_MEMORY with more than MAPPED_FILES_MAX. */
enum status mapped_file_open(struct mapped_file *file, const char *path, struct problem *p);
void mapped_file_close(struct mapped_file *file);

/* Whether all that was read of it could be read. */
bool mapped_file_is_whole(const struct mapped_file *file);

#endif
