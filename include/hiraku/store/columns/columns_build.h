/* The columns of a release (table_data.h), made once from its canonical CSV. */
#ifndef HIRAKU_STORE_COLUMNS_COLUMNS_BUILD_H
#define HIRAKU_STORE_COLUMNS_COLUMNS_BUILD_H

#include "hiraku/base/status.h"

/* Writes the file of columns in `dir` anew, whole and on disk with STATUS_OK. `first_month` is that
 * of the fiscal year. Memory grows with the different values of a column, and by a few bytes for
 * each row of a table with joined ids. */
enum status columns_build(const char *dir, int first_month, struct problem *p);

#endif
