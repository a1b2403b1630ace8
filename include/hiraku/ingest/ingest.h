/* From a folder of CSV files to checked rows: the findings of an instance, and the stage that a
 * release is built from. */
#ifndef HIRAKU_INGEST_INGEST_H
#define HIRAKU_INGEST_INGEST_H

#include "hiraku/diagnostics/finding.h"

struct instance;
struct own_files;
struct problem;
struct progress;
struct resource;
struct stage;

struct report;

/* Reads and checks an instance directory. All problems go into `report`; the status is for the
 * machine. `*stage` may be NULL-ed by the caller's choice (`stage` NULL: check only). Encodings
 * read are noted in `report`. */
enum status ingest_check(const char *dir, struct instance *instance, struct report *report,
                         const struct progress *progress, struct stage **stage, struct problem *p);

/* The files of a table in an instance's folder: how many there are, and the first by name, relative
 * to the folder; the name that it would have where there is none. */
struct ingest_table_file {
    size_t count;
    char name[1024];
};
enum status ingest_find_table(const char *dir, const struct resource *resource,
                              struct ingest_table_file *found, struct problem *p);

/* What the operator allows an instance to bring beside its tables. */
struct own_limits {
    size_t pages, page_bytes;
    size_t site_bytes; /* of a file of site/ */
};

/* Where it lies, the rows that it may refer to, where findings go. */
struct own_check {
    const char *dir;
    struct stage *stage;
    struct report *report;
    struct own_limits limits;
};

/* Reads and checks the pages that the instance writes itself (pages/NAME.ja.md, NAME.en.md), and
 * its logo, colours and style (site/, site.h). They go into `files`, which is open, in the form in
 * which they are published: text in NFC, with lines that end in LF. Findings go into the report. */
enum status ingest_own_files(const struct own_check *check, struct own_files *files,
                             struct problem *p);

/* Both of them, for who wants the findings alone. */
enum status ingest_check_folder(const char *dir, const struct own_limits *limits,
                                struct report *report, const struct progress *progress,
                                struct problem *p);

/* --- a corrected copy of the data ---------------------------------------------------------------
 */

enum fix_kind {
    FIX_CELL,      /* old → now at the place */
    FIX_BLANK,     /* the rows from the place to `now` are gone: they were empty */
    FIX_ENCODING,  /* the file was in `old`, and is in `now` */
    FIX_LINE_ENDS, /* `now` rows that ended in CR alone have CR LF */
    FIX_LEFT,      /* nothing was changed in this file: bytes of it are no text */
};

struct fix_change {
    enum fix_kind kind;
    struct place place; /* in the folder as it was */
    struct slice old, now;
};

struct fix_sink {
    enum status (*take)(void *context, const struct fix_change *change, struct problem *p);
    void *context;
};

/* Whether the proposal of a finding can be taken without a person: ingest_fix would take it. */
bool ingest_is_certain(const struct finding *finding);

/* Checks the folder and writes a copy of it to `to`, which must not be there or be empty and must
 * not be in `dir` (STATUS_FIX_TARGET): each proposal that is certain is taken and told to `sink`,
 * everything else is as it was. Whole or not at all; `dir` is not touched. Findings of `dir` go
 * into `report`. */
enum status ingest_fix(const char *dir, const char *to, struct report *report,
                       const struct progress *progress, const struct fix_sink *sink,
                       struct problem *p);

#endif
