/* One check of an instance directory, and its steps. Private to api/ingest. */
#ifndef HIRAKU_API_INGEST_RUN_H
#define HIRAKU_API_INGEST_RUN_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"
#include "hiraku/model/registry.h"

struct finding;
struct instance;
struct problem;
struct progress;
struct resource;
struct stage;
struct staged;

struct report;

struct check_run {
    const struct instance *instance;
    struct report *report;
    struct stage *stage;
    const struct progress *progress; /* may be NULL */
    uint64_t *unread;                /* bit i: a file of model_resources[i] could not be read */
};

static inline uint64_t run_bit(const struct resource *resource)
{
    size_t i = 0;
    while (i < model_resource_count && model_resources[i] != resource)
        i++;
    return UINT64_C(1) << (i % 64);
}

/* A CSV file of the instance. */
struct data_file {
    char *path; /* to be opened */
    char *name; /* relative to the instance directory: what findings say */
    const struct resource *resource;
    uint64_t size;
};

struct data_files {
    struct data_file *files;
    size_t count, cap;
    uint64_t unread; /* bit i: a file is not read that model_resources[i] may be in (run_bit) */
};

/* All data/…/TABLE.csv of the directory, by name in byte order. Files that are no table's are
 * findings; what systems and office programs leave behind is passed over
 * (file_name.h). The caller calls data_files_free in any case. */
enum status data_files_find(struct data_files *files, const char *dir, struct report *report,
                            struct problem *p);
void data_files_free(struct data_files *files);

/* Reads all files into the stage. */
enum status read_data(const struct check_run *run, const struct data_files *files,
                      struct problem *p);

/* What only several records together show: keys, references, cycles, then each resource's own
 * rules. */
enum status check_records(const struct check_run *run, struct problem *p);

/* Sort texts of a row for series_check (rows of other resources have none). The texts are in
 * `buffer`. */
struct series_sorts {
    char starts[16], ends[16], rank[512];
};
void series_sort(struct series_sorts *buffer, const struct instance *instance, struct staged *row,
                 const struct resource *resource);

/* --- the checker (check.h) -------------------------------------------------------------------- */

struct checker;

/* A record that was looked up. Lives until checker_begin. */
struct known {
    struct known *dead; /* checker.c */
    bool found;
    struct slice id;
    struct slice *cells; /* parallel to the resource's columns */
};

enum status checker_new(struct checker **result, const struct check_run *run, struct problem *p);
void checker_free(struct checker *checker); /* NULL is allowed */

/* From now on findings are about this row (NULL: none); forgets what lived until now. */
void checker_begin(struct checker *checker, const struct staged *row);

/* NULL: the machine failed; see checker_status. */
const struct known *checker_find(struct checker *checker, const struct resource *resource,
                                 struct slice id);

/* What went wrong with the machine since the beginning: check functions cannot say it. */
enum status checker_status(const struct checker *checker, struct problem *p);

/* Whether check_report has told of an error in this column of the row. */
bool checker_refuses(const struct checker *checker, size_t column);

/* A finding about a row. A warning is left out where the row, or its KPI, has a note. */
void checker_report(struct checker *checker, const struct finding *finding, struct slice note,
                    struct slice kpi);

/* Chains of COL_PARENT references that come back to where they began. */
enum status check_cycles(const struct check_run *run, const struct resource *resource,
                         struct problem *p);

/* Endings of the instance that are of a KPI which there is not. */
enum status check_endings(const struct check_run *run, struct problem *p);

/* What only several values of a KPI together show. */
enum status series_check(const struct check_run *run, struct checker *checker, struct problem *p);

#endif
