/* A corrected copy of an instance's folder: what is taken, and one file of it. Private to
 * api/ingest. */
#ifndef HIRAKU_API_INGEST_FIX_H
#define HIRAKU_API_INGEST_FIX_H

#include "hiraku/base/arena.h"
#include "hiraku/diagnostics/finding.h"

struct check_run;
struct data_file;
struct finding;
struct fix_sink;
struct problem;

struct report;

/* A proposal that can be taken without a person. */
struct fix {
    const char *file; /* kept by the report */
    uint64_t row;
    const char *column;
    struct slice value, mended;
    enum rule rule;
};

/* What the check of the folder proposed, sorted by file, row and column. */
struct fixes {
    struct report *report;
    struct arena arena;
    struct fix *items;
    size_t count, cap;
    enum status status; /* STATUS_NO_MEMORY where one could not be kept */
};

void fixes_init(struct fixes *fixes, struct report *report);
void fixes_free(struct fixes *fixes);
/* A finding: kept if it is certain. For report_watch; `fixes` is the context. */
void fixes_see(void *fixes, const struct finding *finding);
void fixes_sort(struct fixes *fixes);
/* Those of a row of a file; `*count` may be 0. */
const struct fix *fixes_of_row(const struct fixes *fixes, const char *file, uint64_t row,
                               size_t *count);

/* Writes `file` corrected to DIR/name, or as it is where nothing is certain or where bytes of it
 * are no text. Changes go to `sink`. */
enum status fix_table(const struct check_run *run, const struct fixes *fixes,
                      const struct data_file *file, const char *dir, const struct fix_sink *sink,
                      struct problem *p);

/* instance.json, which is UTF-8 without a byte order mark then. */
enum status fix_instance(const char *path, const char *dir, const struct fix_sink *sink,
                         struct problem *p);

/* DIR/name with the bytes and the permissions of the file at `path`. */
enum status fix_copy(const char *path, const char *dir, const char *name, struct problem *p);

#endif
