/* A descriptor as a source of libzip. Private to api/workbook. */
#ifndef HIRAKU_API_WORKBOOK_PACKAGE_SOURCE_H
#define HIRAKU_API_WORKBOOK_PACKAGE_SOURCE_H

#include <stdint.h>
#include <zip.h>

/* Reads `size` bytes of `fd`, which stays the caller's, with pread; NULL: no memory. Freed with
 * what is opened of it, or by zip_source_free. */
zip_source_t *package_source_new(int fd, uint64_t size);

#endif
