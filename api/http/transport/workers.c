/* A bounded pool of threads for what may block: queries and slices of streams.
 *
 * Each client has a lane of its own; the lanes take turns, so that one client with many jobs delays
 * others by one job at most. The connection of a job is suspended while the job waits and runs, and
 * resumed when it has run. Jobs that are not bounded (the next slice of a stream that has begun)
 * are always taken: their number is bounded elsewhere. */
#include "hiraku/http/transport/workers.h"

#include <errno.h>
#include <microhttpd.h>
#include <pthread.h>
#include <stdlib.h>

enum { WORKER_STACK = 512 * 1024 };

struct workers {
    pthread_mutex_t lock;
    pthread_cond_t work;
    struct lane *first, **last; /* that have jobs, in turn */
    struct lane common;         /* of jobs that have none */
    size_t waiting, most, share, busy;
    uint64_t refused;
    bool ending;
    size_t count;
    pthread_t threads[];
};

void lane_init(struct lane *lane)
{
    *lane = (struct lane){.first = NULL};
    lane->last = &lane->first;
}

static void append_lane(struct workers *workers, struct lane *lane)
{
    lane->next = NULL;
    *workers->last = lane;
    workers->last = &lane->next;
}

/* The next job of the lane whose turn it is; NULL: there is none. */
static struct job *workers_take(struct workers *workers)
{
    struct lane *lane = workers->first;
    if (!lane)
        return NULL;
    workers->first = lane->next;
    if (!workers->first)
        workers->last = &workers->first;
    struct job *job = lane->first;
    lane->first = job->next;
    lane->waiting--;
    workers->waiting--;
    if (lane->first)
        append_lane(workers, lane);
    else
        lane->last = &lane->first;
    return job;
}

static void *workers_work(void *context)
{
    struct workers *workers = context;
    pthread_mutex_lock(&workers->lock);
    for (;;) {
        while (!workers->first && !workers->ending)
            pthread_cond_wait(&workers->work, &workers->lock);
        struct job *job = workers_take(workers);
        if (!job)
            break;
        workers->busy++;
        pthread_mutex_unlock(&workers->lock);
        struct MHD_Connection *connection = job->connection;
        if (job->run(job))
            MHD_resume_connection(connection); /* from here on `job` may be gone */
        pthread_mutex_lock(&workers->lock);
        workers->busy--;
    }
    pthread_mutex_unlock(&workers->lock);
    return NULL;
}

enum status workers_new(struct workers **result, size_t count, size_t queue, size_t share,
                        struct problem *p)
{
    *result = NULL;
    struct workers *workers = calloc(1, sizeof *workers + count * sizeof *workers->threads);
    if (!workers)
        return problem_memory(p);
    pthread_mutex_init(&workers->lock, NULL);
    pthread_cond_init(&workers->work, NULL);
    workers->last = &workers->first;
    lane_init(&workers->common);
    workers->most = queue;
    workers->share = share ? share : queue;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, WORKER_STACK);
    int error = 0;
    while (workers->count < count && error == 0) {
        error =
            pthread_create(&workers->threads[workers->count], &attributes, workers_work, workers);
        if (error == 0)
            workers->count++;
    }
    pthread_attr_destroy(&attributes);
    if (error == 0) {
        *result = workers;
        return STATUS_OK;
    }
    workers_free(workers);
    errno = error;
    return problem_errno(p, "pthread_create");
}

bool workers_submit(struct workers *workers, struct job *job, bool bounded)
{
    pthread_mutex_lock(&workers->lock);
    struct lane *lane = job->lane ? job->lane : &workers->common;
    bool taken = !bounded || (workers->waiting < workers->most && lane->waiting < workers->share);
    if (taken) {
        MHD_suspend_connection(job->connection);
        if (!lane->first)
            append_lane(workers, lane);
        job->next = NULL;
        *lane->last = job;
        lane->last = &job->next;
        lane->waiting++;
        workers->waiting++;
        pthread_cond_signal(&workers->work);
    } else {
        workers->refused++;
    }
    pthread_mutex_unlock(&workers->lock);
    return taken;
}

struct workers_state workers_look(struct workers *workers)
{
    pthread_mutex_lock(&workers->lock);
    struct workers_state state = {.count = workers->count,
                                  .busy = workers->busy,
                                  .waiting = workers->waiting,
                                  .most = workers->most,
                                  .refused = workers->refused};
    pthread_mutex_unlock(&workers->lock);
    return state;
}

void workers_free(struct workers *workers)
{
    if (!workers)
        return;
    pthread_mutex_lock(&workers->lock);
    workers->ending = true;
    pthread_cond_broadcast(&workers->work);
    pthread_mutex_unlock(&workers->lock);
    for (size_t i = 0; i < workers->count; i++)
        pthread_join(workers->threads[i], NULL);
    pthread_cond_destroy(&workers->work);
    pthread_mutex_destroy(&workers->lock);
    free(workers);
}
