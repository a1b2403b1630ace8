/* A thread that loads rows into a database while the caller makes the next ones.
 *
 * Two batches change hands: one is filled, the other is loaded. A batch is bytes: for each row the
 * statement, the number of cells, their lengths and their text. Knows nothing of tables. */
#include "hiraku/store/feeder.h"

#include "hiraku/base/out.h"
#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"
#include "hiraku/store/db.h"

#include <pthread.h>
#include <stdlib.h>

enum { ROW_MOST = 64 << 20 };

struct row_head {
    struct statement *statement;
    size_t count;
};

struct feeder {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    pthread_t thread;
    struct out batches[2];
    int filling;  /* which of them the caller writes; the other one is the thread's */
    bool loading; /* the thread has work */
    bool ending;
    enum status status;
    struct problem problem;
};

static void take(const char **at, void *target, size_t size)
{
    memcpy(target, *at, size);
    *at += size;
}

/* The row at `at`, which is moved behind it. */
static enum status load_row(const char **at, struct problem *p)
{
    struct row_head head;
    bool more;
    take(at, &head, sizeof head);
    const char *lengths = *at;
    *at += head.count * sizeof(size_t);
    for (size_t i = 0; i < head.count; i++) {
        size_t len;
        take(&lengths, &len, sizeof len);
        db_bind(head.statement, (int)i + 1, (struct slice){*at, len});
        *at += len;
    }
    return db_step(head.statement, &more, p);
}

static enum status load(const struct out *batch, struct problem *p)
{
    const char *at = batch->bytes, *end = batch->bytes + batch->len;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && at < end)
        status = load_row(&at, p);
    return status;
}

static void *work(void *context)
{
    struct feeder *feeder = context;
    pthread_mutex_lock(&feeder->lock);
    for (;;) {
        while (!feeder->loading && !feeder->ending)
            pthread_cond_wait(&feeder->changed, &feeder->lock);
        if (feeder->ending)
            break;
        const struct out *batch = &feeder->batches[1 - feeder->filling];
        enum status status = feeder->status;
        pthread_mutex_unlock(&feeder->lock);
        struct problem problem = {.status = STATUS_OK};
        if (status == STATUS_OK)
            status = load(batch, &problem);
        pthread_mutex_lock(&feeder->lock);
        if (status != STATUS_OK && feeder->status == STATUS_OK) {
            feeder->status = status;
            feeder->problem = problem;
        }
        feeder->loading = false;
        pthread_cond_broadcast(&feeder->changed);
    }
    pthread_mutex_unlock(&feeder->lock);
    return NULL;
}

enum status feeder_new(struct feeder **result, struct problem *p)
{
    *result = NULL;
    struct feeder *feeder = calloc(1, sizeof *feeder);
    if (!feeder)
        return problem_memory(p);
    pthread_mutex_init(&feeder->lock, NULL);
    pthread_cond_init(&feeder->changed, NULL);
    out_open_memory(&feeder->batches[0], FEEDER_BATCH + ROW_MOST);
    out_open_memory(&feeder->batches[1], FEEDER_BATCH + ROW_MOST);
    if (pthread_create(&feeder->thread, NULL, work, feeder) != 0) {
        pthread_cond_destroy(&feeder->changed);
        pthread_mutex_destroy(&feeder->lock);
        free(feeder);
        return problem_memory(p);
    }
    *result = feeder;
    return STATUS_OK;
}

/* Under the lock: waits until the thread has nothing to do; what has failed so far. */
static enum status idle(struct feeder *feeder, struct problem *p)
{
    while (feeder->loading)
        pthread_cond_wait(&feeder->changed, &feeder->lock);
    if (feeder->status != STATUS_OK && p)
        *p = feeder->problem;
    return feeder->status;
}

/* The filled batch becomes the thread's. */
static enum status hand_over(struct feeder *feeder, struct problem *p)
{
    pthread_mutex_lock(&feeder->lock);
    enum status status = idle(feeder, p);
    feeder->filling = 1 - feeder->filling;
    out_reset(&feeder->batches[feeder->filling]);
    feeder->loading = status == STATUS_OK;
    pthread_cond_broadcast(&feeder->changed);
    pthread_mutex_unlock(&feeder->lock);
    return status;
}

enum status feeder_row(struct feeder *feeder, struct statement *statement,
                       const struct slice *cells, size_t count, struct problem *p)
{
    struct out *batch = &feeder->batches[feeder->filling];
    struct row_head head = {statement, count};
    out_bytes(batch, &head, sizeof head);
    for (size_t i = 0; i < count; i++)
        out_bytes(batch, &cells[i].len, sizeof cells[i].len);
    for (size_t i = 0; i < count; i++)
        out_slice(batch, cells[i]);
    if (batch->error != STATUS_OK)
        return out_finish(batch, p);
    return batch->len < FEEDER_BATCH ? STATUS_OK : hand_over(feeder, p);
}

enum status feeder_wait(struct feeder *feeder, struct problem *p)
{
    enum status status = STATUS_OK;
    if (feeder->batches[feeder->filling].len > 0)
        status = hand_over(feeder, p);
    pthread_mutex_lock(&feeder->lock);
    status = status == STATUS_OK ? idle(feeder, p) : status;
    pthread_mutex_unlock(&feeder->lock);
    return status;
}

void feeder_free(struct feeder *feeder)
{
    if (!feeder)
        return;
    pthread_mutex_lock(&feeder->lock);
    feeder->ending = true;
    pthread_cond_broadcast(&feeder->changed);
    pthread_mutex_unlock(&feeder->lock);
    pthread_join(feeder->thread, NULL);
    out_close(&feeder->batches[0]);
    out_close(&feeder->batches[1]);
    pthread_cond_destroy(&feeder->changed);
    pthread_mutex_destroy(&feeder->lock);
    free(feeder);
}
