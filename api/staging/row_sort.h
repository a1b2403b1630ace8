/* Rows in the order of keys, within bounded memory: runs of sorted rows in a scratch file, merged.
 * Private to api/staging. */
#ifndef HIRAKU_API_STAGING_ROW_SORT_H
#define HIRAKU_API_STAGING_ROW_SORT_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

struct problem;
struct row_file;

struct row_sort;

/* Memory: ROW_SORT_MEMORY bytes of rows while they are added, then ROW_SORT_FAN readers. */
enum { ROW_SORT_MEMORY = 8 << 20, ROW_SORT_FAN = 16 };

struct row_sort *row_sort_new(void);       /* NULL: no memory */
void row_sort_free(struct row_sort *sort); /* NULL is allowed */

/* A record of a row_file and the bytes by which it is ordered (memcmp, a prefix first). */
enum status row_sort_add(struct row_sort *sort, struct slice key, struct slice record,
                         struct problem *p);

/* Appends all records in order to `to`; those with the same key as they were added. */
enum status row_sort_finish(struct row_sort *sort, struct row_file *to, struct problem *p);

#endif
