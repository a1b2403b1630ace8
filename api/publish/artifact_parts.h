/* The making of artifacts: what artifacts.c, artifact_jobs.c and artifact_file.c share. Private to
 * them. */
#ifndef HIRAKU_API_PUBLISH_ARTIFACT_PARTS_H
#define HIRAKU_API_PUBLISH_ARTIFACT_PARTS_H

#include "hiraku/exporters/artifact_format.h"
#include "hiraku/model/instance.h"
#include "hiraku/publish/publish.h"
#include "hiraku/release/artifacts.h"
#include "hiraku/release/manifest.h"

struct problem;
struct store;
struct table_state;

/* What all jobs read and none changes. */
struct artifact_build {
    const char *dir, *previous; /* previous NULL: nothing is linked */
    struct publish_options options;
    struct instance instance;
    struct manifest manifest, before;
    struct artifacts artifacts, artifacts_before;
};

enum { JOB_FILES_MAX = 2 };

/* One file, or one file and its .gz, by one thread. */
struct artifact_job {
    const struct artifact_format *format;
    const struct table_state *state; /* NULL: of all tables */
    char name[ARTIFACT_NAME_SIZE];
    bool unchanged;          /* the inputs are those of the previous release */
    uint64_t cost;           /* rows, each by the weight of the format; by it jobs are begun */
    struct artifacts inputs; /* those of the format that it comes after */
    bool done;
    /* the result */
    struct artifacts members; /* of the archive: what else it holds, by digest */
    struct artifact files[JOB_FILES_MAX];
    size_t count;
};

/* Writes the file of a writer and, as its kind wants it, its .gz, in one pass. */
enum status artifact_file_write(const struct artifact_build *build, struct store *store,
                                struct artifact_job *job, struct problem *p);

/* Links what the previous release has of it; `*linked` is false where it has not all of it. */
enum status artifact_file_link(const struct artifact_build *build, struct artifact_job *job,
                               bool *linked, struct problem *p);

/* Works off the jobs with as many threads as there are processors, each with a store of its own.
 * The first error counts; the rest is then left. */
enum status artifact_jobs_run(const struct artifact_build *build, struct artifact_job *jobs,
                              size_t count, struct problem *p);

/* Threads for so many jobs. */
size_t artifact_threads(const struct publish_options *options, size_t jobs);

#endif
