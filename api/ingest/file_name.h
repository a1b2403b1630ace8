/* What a name in data/ says about a file. Private to api/ingest. */
#ifndef HIRAKU_API_INGEST_FILE_NAME_H
#define HIRAKU_API_INGEST_FILE_NAME_H

#include "hiraku/base/slice.h"

struct resource;

enum file_class {
    FILE_TABLE,    /* TABLE.csv */
    FILE_PASSED,   /* made by an operating system or an office program for itself, or for readers */
    FILE_WORKBOOK, /* of a spreadsheet */
    FILE_TEXT,     /* text with cells that a spreadsheet opens: .txt, .tsv … */
    FILE_ARCHIVE,  /* packed */
    FILE_SPARE,    /* a backup, a copy or a draft, by the marks that programs give to such names */
    FILE_VERSION,  /* a CSV file named after a table, with more in its name */
    FILE_MISNAMED, /* a CSV file whose name is no table's */
    FILE_OTHER,    /* anything else */
};

struct file_name {
    enum file_class class;
    const struct resource *resource; /* whose table it is, or may be; NULL: not known */
    struct slice stem;               /* the name without .csv, borrowed */
};

/* Whether a folder's name is one that people give to what they keep aside: «backup», «旧», «控え»,
 * «コピー»; or, `*dated`, the day of a version: «20240401». Years and months are none. */
bool file_name_is_aside(const char *folder, bool *dated);

/* `name` without its folder; its bytes need not be UTF-8. */
struct file_name file_name_read(const char *name);

#endif
