/* The kinds of files that a release has ready (files/), told by the end of their names: media type
 * (IANA), file type (EU authority list), titles. One table for the catalogue, the list of downloads
 * and the pages. */
#ifndef HIRAKU_EXPORTERS_FILE_KIND_H
#define HIRAKU_EXPORTERS_FILE_KIND_H

#include "hiraku/base/slice.h"

struct resource;

struct file_kind {
    const char *suffix;     /* ".excel.csv"; a longer one is found before a shorter */
    const char *media_type; /* "text/csv" */
    const char *file_type;  /* "CSV": http://publications.europa.eu/resource/authority/file-type/ */
    const char *title_ja, *title_en;
};

extern const struct file_kind file_kinds[]; /* ends with a NULL suffix */

/* What a file is, by its path in a release. */
struct ready_name {
    const struct file_kind *kind;
    const struct resource *resource; /* NULL: it holds all tables */
    struct slice name;               /* "programs.csv.gz", borrowed from the path */
    bool packed;                     /* kept with gzip (RFC 1952) */
};

/* Reads "files/programs.csv.gz"; false for what is no download (store.sqlite, an unknown kind). */
bool file_kind_read(const char *path, struct ready_name *download);

#endif
