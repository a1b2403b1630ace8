/* The jobs of a release on all processors: table × format, each by one thread from start to end.
 *
 * Threads take first what others are made of, and then what takes longest.
 * Results stay with the jobs, so that their order is that of the list whoever made them. Memory is
 * that of one writer and one store for each thread. */
#include "artifact_parts.h"

#include "hiraku/base/progress.h"
#include "hiraku/release/layout.h"
#include "hiraku/store/store.h"

#include "workbook_process.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { THREADS_MAX = 16 };

struct crew {
    const struct artifact_build *build;
    struct artifact_job *jobs, **order; /* by table; as they are taken */
    size_t count;
    pthread_mutex_t lock; /* of all below, of what is done and of the progress */
    size_t at;            /* the next job in `order` */
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

/* What is made by a function of its own. */
static enum status artifact_jobs_make_whole(const struct artifact_build *build, struct store *store,
                                            struct artifact_job *job, struct problem *p)
{
    const struct artifact_format *format = job->format;
    char path[RELEASE_PATH_SIZE];
    struct artifact *file = &job->files[0];
    const struct artifact_input input = {.instance = &build->instance,
                                         .manifest = &build->manifest,
                                         .artifacts = &job->inputs,
                                         .members = &job->members,
                                         .packs = format->packs,
                                         .zstd_bytes = build->options.zstd_bytes,
                                         .dir = build->dir,
                                         .path = path,
                                         .table = job->state ? job->state->resource : NULL};
    *file = (struct artifact){.rows = rows_of(build, job)};
    snprintf(file->path, sizeof file->path, "%s", layout_artifact(slice_of(job->name)).text);
    snprintf(file->table, sizeof file->table, "%s", job->state ? job->state->resource->name : "");
    job->count = 1;
    if (format->workbook && file->rows > build->options.sheet_rows) {
        snprintf(file->missing, sizeof file->missing, ARTIFACT_TOO_MANY_ROWS);
        return STATUS_OK;
    }
    enum status status = file_path(path, build->dir, file->path, p);
    if (status != STATUS_OK)
        return status;
    status = format->workbook && build->options.program
                 ? workbook_process_make(build->options.program, &input, p)
                 : format->make(store, &input, p);
    if (status == STATUS_OK && format->packs && !file_exists(path)) {
        job->count = 0;
        return STATUS_OK;
    }
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
    return job->format->writer ? artifact_file_write(build, store, job, p)
                               : artifact_jobs_make_whole(build, store, job, p);
}

/* --- their order ------------------------------------------------------------------------------ */

static bool is_awaited(const struct artifact_format *format)
{
    for (size_t i = 0; artifact_formats[i]; i++)
        if (artifact_formats[i]->after == format)
            return true;
    return false;
}

static unsigned format_depth(const struct artifact_format *format)
{
    unsigned steps = 0;
    while ((format = format->after))
        steps++;
    return steps;
}

/* What others wait for comes first, and behind what it waits for itself; then what takes longest.
 */
static int by_turn(const void *left, const void *right)
{
    const struct artifact_job *const *a = left, *const *b = right;
    const struct artifact_format *one = (*a)->format, *other = (*b)->format;
    bool awaited = is_awaited(one);
    if (awaited != is_awaited(other))
        return awaited ? -1 : 1;
    if (awaited && format_depth(one) != format_depth(other))
        return format_depth(one) < format_depth(other) ? -1 : 1;
    if ((*a)->cost != (*b)->cost)
        return (*a)->cost > (*b)->cost ? -1 : 1;
    return (*a > *b) - (*a < *b);
}

/* --- the threads ------------------------------------------------------------------------------ */

static void jobs_fail(struct crew *crew, enum status status, const struct problem *problem)
{
    if (crew->status == STATUS_OK) {
        crew->status = status;
        crew->problem = *problem;
    }
}

static bool is_undone(const struct crew *crew, const struct artifact_format *format)
{
    for (size_t i = 0; format && i < crew->count; i++)
        if (crew->jobs[i].format == format && !crew->jobs[i].done)
            return true;
    return false;
}

/* The next job, or NULL. */
static struct artifact_job *jobs_take(struct crew *crew)
{
    if (crew->status != STATUS_OK || crew->at == crew->count)
        return NULL;
    struct artifact_job *job = crew->order[crew->at++];
    progress_tell(crew->build->options.progress, "export", job->name, rows_of(crew->build, job), 0,
                  0);
    while (is_undone(crew, job->format->after) && crew->status == STATUS_OK)
        pthread_cond_wait(&crew->changed, &crew->lock);
    return crew->status == STATUS_OK ? job : NULL;
}

/* The files of the format that the job's comes after; all are done. */
static enum status artifact_jobs_list_inputs(const struct crew *crew, struct artifact_job *job,
                                             struct problem *p)
{
    const struct artifact_format *after = job->format->after;
    enum status status = STATUS_OK;
    for (size_t i = 0; after && i < crew->count && status == STATUS_OK; i++)
        if (crew->jobs[i].format == after && crew->jobs[i].count > 0)
            status = artifacts_put(&job->inputs, &crew->jobs[i].files[0], p);
    return status;
}

static void *jobs_work(void *context)
{
    struct crew *crew = context;
    struct problem problem;
    struct store *store = NULL;
    struct artifact_job *job;
    enum status status = store_open(&store, crew->build->dir, 0, &problem);
    pthread_mutex_lock(&crew->lock);
    if (status != STATUS_OK)
        jobs_fail(crew, status, &problem);
    while ((job = jobs_take(crew))) {
        pthread_mutex_unlock(&crew->lock);
        status = artifact_jobs_list_inputs(crew, job, &problem);
        if (status == STATUS_OK)
            status = do_job(crew->build, store, job, &problem);
        artifacts_free(&job->inputs);
        pthread_mutex_lock(&crew->lock);
        job->done = true;
        if (status != STATUS_OK)
            jobs_fail(crew, status, &problem);
        pthread_cond_broadcast(&crew->changed);
    }
    pthread_cond_broadcast(&crew->changed);
    pthread_mutex_unlock(&crew->lock);
    store_close(store);
    return NULL;
}

size_t artifact_threads(const struct publish_options *options, size_t jobs)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t threads = options->threads;
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
    size_t wanted = artifact_threads(&build->options, count), made = 0;
    struct crew crew = {.build = build, .jobs = jobs, .count = count};
    crew.order = calloc(count + 1, sizeof(struct artifact_job *));
    if (!crew.order)
        return problem_memory(p);
    for (size_t i = 0; i < count; i++) {
        jobs[i].cost = jobs[i].format->weight * rows_of(build, &jobs[i]);
        crew.order[i] = &jobs[i];
    }
    qsort(crew.order, count, sizeof(struct artifact_job *), by_turn);
    pthread_mutex_init(&crew.lock, NULL);
    pthread_cond_init(&crew.changed, NULL);
    while (made + 1 < wanted && pthread_create(&threads[made], NULL, jobs_work, &crew) == 0)
        made++;
    jobs_work(&crew);
    for (size_t i = 0; i < made; i++)
        pthread_join(threads[i], NULL);
    pthread_cond_destroy(&crew.changed);
    pthread_mutex_destroy(&crew.lock);
    free(crew.order);
    if (crew.status != STATUS_OK && p)
        *p = crew.problem;
    return crew.status;
}
