/* The columns of a release (table_data.h), made once from its canonical CSV and from its changes
 * and those of the releases before it. */
#ifndef HIRAKU_STORE_COLUMNS_COLUMNS_BUILD_H
#define HIRAKU_STORE_COLUMNS_COLUMNS_BUILD_H

#include "hiraku/base/status.h"

struct resource;
struct section_writer;
struct slice;

/* Who else makes something of the rows while they are read: called at the beginning of a table, for
 * each row with its written cells (parallel to resource->columns) and whether it still holds, and
 * when the table's own sections are written, to write others. */
struct columns_listener {
    void *context;
    enum status (*begin)(void *context, const struct resource *resource, struct problem *p);
    enum status (*row)(void *context, const struct slice *cells, bool holds, struct problem *p);
    enum status (*write)(void *context, struct section_writer *writer, struct problem *p);
};

/* Writes the file of columns in `dir` anew, whole and on disk with STATUS_OK. `first_month` is that
 * of the fiscal year. Memory grows with the different values of a column, with what changed in all
 * releases, and by a few bytes for each row of a table with joined ids. */
enum status columns_build(const char *dir, int first_month, const struct columns_listener *listener,
                          struct problem *p);

#endif
