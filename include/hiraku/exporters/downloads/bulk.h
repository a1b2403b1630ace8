/* What publish makes for download: the kinds of file_kind.h that something here makes, each with
 * what makes it, and how the files are named.
 *
 * A writer with `file` set is a kind by itself; the others (CSV for Excel, workbook, archive,
 * database) are made by functions of their own. */
#ifndef HIRAKU_EXPORTERS_DOWNLOADS_BULK_H
#define HIRAKU_EXPORTERS_DOWNLOADS_BULK_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"
#include "hiraku/query/query.h"

struct artifacts;
struct instance;
struct manifest;
struct problem;
struct resource;
struct store;
struct writer;

enum { BULK_KINDS_MAX = 24, BULK_NAME_SIZE = 128 };

struct bulk_kind {
    const char *suffix;          /* "excel.csv": the file is TABLE.excel.csv */
    const struct writer *writer; /* what writes it; NULL: none */
    const char *media_type, *title_ja, *title_en;
    enum profile profile;
    bool all;     /* one file of all tables: hiraku-{publisher_code}-{release}.SUFFIX */
    bool packed;  /* FILE.gz stands beside it */
    bool neutral; /* the same bytes under every base URL */
    bool limited; /* above the limit there is FILE.gz only */
};

/* All kinds in the order in which they are listed; returns their number. */
size_t bulk_kinds(struct bulk_kind kinds[BULK_KINDS_MAX]);

/* The kind of a file by its name without .gz; false if it is none. */
bool bulk_kind_of(struct slice name, struct bulk_kind *kind);

/* What a name without .gz is: "programs.csv", "hiraku-141003-7.zip". `table` is NULL for a kind
 * that holds all. */
void bulk_name(char name[BULK_NAME_SIZE], const struct bulk_kind *kind,
               const struct resource *table, const struct instance *instance, uint64_t release);

/* The release in the name of a file of all tables, 0 if it is none. */
uint64_t bulk_release(struct slice name);

/* --- what is made of a table or of all tables ---------------------------------------------------
 */

struct bulk {
    const struct instance *instance;
    const struct manifest *manifest;
    const char *dir;                   /* the release's folder: data, files, temporary files */
    const char *path;                  /* of the file to be made, which must not exist */
    const struct resource *table;      /* NULL: all */
    const struct artifacts *artifacts; /* the CSV files that the archive holds; NULL: not known */
    struct artifacts *members;         /* where the archive notes what else it holds */
};

/* TABLE.xlsx (exporters/downloads/workbook.c): at most WORKBOOK_ROWS_MAX rows. */
enum { WORKBOOK_ROWS_MAX = 1048574 };
enum status workbook_write(struct store *store, const struct bulk *download, struct problem *p);

/* The archive (exporters/downloads/archive.c); files/TABLE.csv of all tables must be there. */
enum status archive_write(const struct bulk *download, struct problem *p);

#endif
