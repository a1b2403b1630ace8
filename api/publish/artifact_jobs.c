/* The jobs of a derivation on all processors: table × kind, each by one thread from start to end.
 *
 * Threads take CSV first, of which the archive is made, and then what takes longest.
 * Results stay with the jobs, so that their order is that of the list whoever made them. Memory is
 * that of one writer and one store for each thread. */
#include "artifact_parts.h"

#include "hiraku/base/progress.h"
#include "hiraku/release/layout.h"
#include "hiraku/store/download.h"
#include "hiraku/store/store.h"

#include "workbook_process.h"

#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

enum { THREADS_MAX = 16 };

struct crew {
    const struct artifact_build *build;
    struct artifact_job *jobs;
    size_t count;
    pthread_mutex_t lock; /* of all below and of the progress */
    unsigned rank;
    size_t at;         /* the next job to look at, of this rank */
    size_t csv_undone; /* the archive waits for them */
    pthread_cond_t changed;
    enum status status;
    struct problem problem;
};

/* --- one job ---------------------------------------------------------------------------------- */

static uint64_t rows_of(const struct artifact_build *build, const struct artifact_job *job)
{
    uint64_t rows = 0;
    if (job->state)
        return job->state->rows;
    for (size_t i = 0; i < build->manifest.table_count; i++)
        rows += build->manifest.tables[i].rows;
    return rows;
}

/* What is made by a function of its own: workbook, archive, database. */
static enum status make_whole(const struct artifact_build *build, struct store *store,
                              struct artifact_job *job, struct problem *p)
{
    char path[RELEASE_PATH_SIZE];
    struct artifact *file = &job->files[0];
    const struct bulk download = {.instance = &build->instance,
                                  .manifest = &build->manifest,
                                  .artifacts = &job->csv,
                                  .members = &job->members,
                                  .dir = build->dir,
                                  .path = path,
                                  .table = job->state ? job->state->resource : NULL};
    *file = (struct artifact){.rows = rows_of(build, job)};
    snprintf(file->path, sizeof file->path, "%s", layout_artifact(slice_of(job->name)).text);
    snprintf(file->table, sizeof file->table, "%s", job->state ? job->state->resource->name : "");
    job->count = 1;
    if (job->state && job->state->rows > build->options.sheet_rows) {
        snprintf(file->missing, sizeof file->missing, "too-many-rows");
        return STATUS_OK;
    }
    enum status status = file_path(path, build->dir, file->path, p);
    if (status != STATUS_OK)
        return status;
    if (job->state && build->options.program)
        status = workbook_process_make(build->options.program, &download, p);
    else if (job->state)
        status = workbook_write(store, &download, p);
    else if (strcmp(job->kind.suffix, "zip") == 0)
        status = archive_write(&download, p);
    else
        status = store_download(store, download.instance, download.manifest, download.path, p);
    if (status == STATUS_OK)
        status = file_sync_path(path, p);
    return status == STATUS_OK ? digest_file(path, file->sha256, &file->bytes, p) : status;
}

static enum status do_job(const struct artifact_build *build, struct store *store,
                          struct artifact_job *job, struct problem *p)
{
    bool linked = false;
    enum status status = STATUS_OK;
    if (job->unchanged)
        status = artifact_file_link(build, job, &linked, p);
    if (status != STATUS_OK || linked)
        return status;
    return job->kind.writer ? artifact_file_write(build, store, job, p)
                            : make_whole(build, store, job, p);
}

/* --- the threads ------------------------------------------------------------------------------ */

static void fail(struct crew *crew, enum status status, const struct problem *problem)
{
    if (crew->status == STATUS_OK) {
        crew->status = status;
        crew->problem = *problem;
    }
}

/* In which order jobs are taken. */
enum { RANK_CSV, RANK_SQLITE, RANK_SHEET, RANK_ARCHIVE, RANK_REST, RANKS };

static unsigned rank_of(const struct artifact_job *job)
{
    static const char *const first[RANK_REST] = {"csv", "sqlite", "xlsx", "zip"};
    unsigned rank = 0;
    while (rank < RANK_REST && strcmp(job->kind.suffix, first[rank]) != 0)
        rank++;
    return rank;
}

/* The next job, or NULL. */
static struct artifact_job *take(struct crew *crew)
{
    struct artifact_job *job = NULL;
    while (!job && crew->status == STATUS_OK && crew->rank < RANKS) {
        if (crew->at == crew->count) {
            crew->at = 0;
            crew->rank++;
        } else if (rank_of(&crew->jobs[crew->at++]) == crew->rank) {
            job = &crew->jobs[crew->at - 1];
        }
    }
    if (!job)
        return NULL;
    progress_tell(crew->build->progress, "export", job->name, rows_of(crew->build, job), 0, 0);
    while (rank_of(job) == RANK_ARCHIVE && crew->csv_undone > 0 && crew->status == STATUS_OK)
        pthread_cond_wait(&crew->changed, &crew->lock);
    return crew->status == STATUS_OK ? job : NULL;
}

/* All CSV files are done when the archive is taken. */
static enum status list_csv(const struct crew *crew, struct artifact_job *archive,
                            struct problem *p)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < crew->count && status == STATUS_OK; i++)
        if (rank_of(&crew->jobs[i]) == RANK_CSV && crew->jobs[i].count > 0)
            status = artifacts_put(&archive->csv, &crew->jobs[i].files[0], p);
    return status;
}

static void *work(void *context)
{
    struct crew *crew = context;
    struct problem problem;
    struct store *store = NULL;
    struct artifact_job *job;
    enum status status = store_open(&store, crew->build->dir, &problem);
    pthread_mutex_lock(&crew->lock);
    if (status != STATUS_OK)
        fail(crew, status, &problem);
    while ((job = take(crew))) {
        pthread_mutex_unlock(&crew->lock);
        status = rank_of(job) == RANK_ARCHIVE ? list_csv(crew, job, &problem) : STATUS_OK;
        if (status == STATUS_OK)
            status = do_job(crew->build, store, job, &problem);
        artifacts_free(&job->csv);
        pthread_mutex_lock(&crew->lock);
        crew->csv_undone -= rank_of(job) == RANK_CSV;
        if (status != STATUS_OK)
            fail(crew, status, &problem);
        pthread_cond_broadcast(&crew->changed);
    }
    pthread_cond_broadcast(&crew->changed);
    pthread_mutex_unlock(&crew->lock);
    store_close(store);
    return NULL;
}

static size_t thread_count(const struct artifact_build *build, size_t jobs)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t threads = build->options.threads;
    if (threads == 0)
        threads = processors > 0 ? (size_t)processors : 1;
    if (threads > THREADS_MAX)
        threads = THREADS_MAX;
    return threads < jobs ? threads : jobs;
}

/* The calling thread is one of them: a thread that cannot be made is one less. */
enum status artifact_jobs_run(const struct artifact_build *build, struct artifact_job *jobs,
                              size_t count, struct problem *p)
{
    pthread_t threads[THREADS_MAX];
    size_t wanted = thread_count(build, count), made = 0;
    struct crew crew = {.build = build, .jobs = jobs, .count = count};
    for (size_t i = 0; i < count; i++)
        crew.csv_undone += rank_of(&jobs[i]) == RANK_CSV;
    pthread_mutex_init(&crew.lock, NULL);
    pthread_cond_init(&crew.changed, NULL);
    while (made + 1 < wanted && pthread_create(&threads[made], NULL, work, &crew) == 0)
        made++;
    work(&crew);
    for (size_t i = 0; i < made; i++)
        pthread_join(threads[i], NULL);
    pthread_cond_destroy(&crew.changed);
    pthread_mutex_destroy(&crew.lock);
    if (crew.status != STATUS_OK && p)
        *p = crew.problem;
    return crew.status;
}
