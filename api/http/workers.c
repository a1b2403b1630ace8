/* A bounded pool of threads for what may block: queries and slices of streams.
 *
 * The connection of a job is suspended while the job waits and runs, and resumed when it has run.
 * Jobs that are not bounded (the next slice of a stream that has begun) are always taken: their
 * number is bounded elsewhere. */
#include "internal.h"

#include <errno.h>
#include <microhttpd.h>
#include <stdlib.h>

enum { WORKER_STACK = 512 * 1024 };

struct workers {
    pthread_mutex_t lock;
    pthread_cond_t work;
    struct job *first, **last;
    size_t waiting, most;
    bool ending;
    size_t count;
    pthread_t threads[];
};

static void *work(void *context)
{
    struct workers *workers = context;
    pthread_mutex_lock(&workers->lock);
    for (;;) {
        while (!workers->first && !workers->ending)
            pthread_cond_wait(&workers->work, &workers->lock);
        struct job *job = workers->first;
        if (!job)
            break;
        workers->first = job->next;
        if (!workers->first)
            workers->last = &workers->first;
        workers->waiting--;
        pthread_mutex_unlock(&workers->lock);
        struct MHD_Connection *connection = job->connection;
        if (job->run(job))
            MHD_resume_connection(connection); /* from here on `job` may be gone */
        pthread_mutex_lock(&workers->lock);
    }
    pthread_mutex_unlock(&workers->lock);
    return NULL;
}

enum status workers_new(struct workers **result, size_t count, size_t queue, struct problem *p)
{
    *result = NULL;
    struct workers *workers = calloc(1, sizeof *workers + count * sizeof *workers->threads);
    if (!workers)
        return problem_memory(p);
    pthread_mutex_init(&workers->lock, NULL);
    pthread_cond_init(&workers->work, NULL);
    workers->last = &workers->first;
    workers->most = queue;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, WORKER_STACK);
    int error = 0;
    while (workers->count < count && error == 0) {
        error = pthread_create(&workers->threads[workers->count], &attributes, work, workers);
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
    bool taken = !bounded || workers->waiting < workers->most;
    if (taken) {
        MHD_suspend_connection(job->connection);
        job->next = NULL;
        *workers->last = job;
        workers->last = &job->next;
        workers->waiting++;
        pthread_cond_signal(&workers->work);
    }
    pthread_mutex_unlock(&workers->lock);
    return taken;
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
