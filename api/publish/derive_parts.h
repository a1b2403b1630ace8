/* Deriving a release's files: what derive.c, derive_job.c and derive_file.c share. Private to
 * them. */
#ifndef HIRAKU_API_PUBLISH_DERIVE_PARTS_H
#define HIRAKU_API_PUBLISH_DERIVE_PARTS_H

#include "hiraku/base/status.h"
#include "hiraku/exporters/downloads/bulk.h"
#include "hiraku/model/instance.h"
#include "hiraku/publish/publish.h"
#include "hiraku/release/release.h"

struct problem;
struct progress;
struct store;
struct table_state;

/* What all jobs read and none changes. */
struct derivation {
    const char *dir, *previous; /* previous NULL: nothing is linked */
    const struct progress *progress;
    struct publish_options options;
    struct instance instance;
    struct manifest manifest, before;
    struct derived derived, derived_before;
};

enum { JOB_FILES_MAX = 2 };

/* One file, or one file and its .gz, by one thread. */
struct derive_job {
    struct bulk_kind kind;
    const struct table_state *state; /* NULL: of all tables */
    char name[BULK_NAME_SIZE];
    bool unchanged;     /* the inputs are those of the previous release */
    struct derived csv; /* of the archive: the CSV files that it holds */
    /* the result */
    struct derived members; /* of the archive: what else it holds, by digest */
    struct derived_file files[JOB_FILES_MAX];
    size_t count;
};

/* Writes the file of a writer and, as its kind wants it, its .gz, in one pass. */
enum status derive_file(const struct derivation *derivation, struct store *store,
                        struct derive_job *job, struct problem *p);

/* Links what the previous release has of it; `*linked` is false where it has not all of it. */
enum status derive_link(const struct derivation *derivation, struct derive_job *job, bool *linked,
                        struct problem *p);

/* Works off the jobs with as many threads as there are processors, each with a store of its own.
 * The first error counts; the rest is then left. */
enum status derive_jobs(const struct derivation *derivation, struct derive_job *jobs, size_t count,
                        struct problem *p);

#endif
