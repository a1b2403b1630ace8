/* The canonical CSV of a table of a release: where it is, and its bytes.
 *
 * Written columns in model order, rows by key, CRLF (csv_out.h). It lies in the release as it is,
 * or packed, or, of old releases, nowhere: past_table.h then makes it again. */
#ifndef HIRAKU_RELEASE_CANONICAL_FILE_H
#define HIRAKU_RELEASE_CANONICAL_FILE_H

#include "hiraku/model/resource.h"
#include "hiraku/release/layout.h"

struct out;
struct problem;

/* The columns of such a file, in their order. */
struct canonical_columns {
    size_t count;
    size_t columns[COLUMNS_MAX]; /* of each cell, the position of its column in the resource */
};

/* Those of this program's model. */
void canonical_columns_of(struct canonical_columns *columns, const struct resource *resource);
/* Those that the table had when the release in `dir` was published. STATUS_BAD_RELEASE: one of them
 * is none of this program's model, or the manifest does not tell. */
enum status canonical_columns_read(struct canonical_columns *columns, const char *dir,
                                   const struct resource *resource, struct problem *p);

void canonical_header(struct out *out, const struct resource *resource,
                      const struct canonical_columns *columns);
/* `cells` parallel to the resource's columns. */
void canonical_row(struct out *out, const struct canonical_columns *columns,
                   const struct slice *cells);

/* DIR/data/TABLE.csv. */
enum status canonical_path(const char *dir, const struct resource *resource,
                           char path[RELEASE_PATH_SIZE], struct problem *p);

/* A file that lies in a release, plain or packed, to be read as it was. */
struct canonical_file {
    char path[RELEASE_PATH_SIZE]; /* of the file, or of what it holds unpacked, which has no name */
    int fd;                       /* -1: nothing was unpacked */
};
/* Whether there is one, without unpacking it. */
bool canonical_is_kept(const char *dir, const struct resource *resource);
enum status canonical_open(struct canonical_file *file, const char *dir,
                           const struct resource *resource, struct problem *p);
/* A file without a name, open for writing; `name` is what problems call it. */
enum status canonical_aside(struct canonical_file *file, const char *name, struct problem *p);
void canonical_leave(struct canonical_file *file); /* `fd` -1 is allowed */

#endif
