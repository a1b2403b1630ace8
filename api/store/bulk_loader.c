/* A thread that loads rows into a database while the caller makes the next ones.
 *
 * Two batches change hands: one is filled, the other is loaded. A batch is bytes: for each row the
 * statement, the number of cells, their lengths and their text. Knows nothing of tables. */
#include "hiraku/store/bulk_loader.h"

#include "hiraku/base/out.h"
#include "hiraku/store/db.h"

#include <pthread.h>
#include <stdlib.h>

enum { ROW_MOST = 64 << 20 };

struct row_head {
    struct statement *statement;
    size_t count;
};

struct bulk_loader {
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

static void bulk_loader_take(const char **at, void *target, size_t size)
{
    memcpy(target, *at, size);
    *at += size;
}

/* The row at `at`, which is moved behind it. */
static enum status load_row(const char **at, struct problem *p)
{
    struct row_head head;
    bool more;
    bulk_loader_take(at, &head, sizeof head);
    const char *lengths = *at;
    *at += head.count * sizeof(size_t);
    for (size_t i = 0; i < head.count; i++) {
        size_t len;
        bulk_loader_take(&lengths, &len, sizeof len);
        db_bind(head.statement, (int)i + 1, (struct slice){*at, len});
        *at += len;
    }
    return db_step(head.statement, &more, p);
}

static enum status bulk_loader_load(const struct out *batch, struct problem *p)
{
    const char *at = batch->bytes, *end = batch->bytes + batch->len;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && at < end)
        status = load_row(&at, p);
    return status;
}

static void *bulk_loader_work(void *context)
{
    struct bulk_loader *loader = context;
    pthread_mutex_lock(&loader->lock);
    for (;;) {
        while (!loader->loading && !loader->ending)
            pthread_cond_wait(&loader->changed, &loader->lock);
        if (loader->ending)
            break;
        const struct out *batch = &loader->batches[1 - loader->filling];
        enum status status = loader->status;
        pthread_mutex_unlock(&loader->lock);
        struct problem problem = {.status = STATUS_OK};
        if (status == STATUS_OK)
            status = bulk_loader_load(batch, &problem);
        pthread_mutex_lock(&loader->lock);
        if (status != STATUS_OK && loader->status == STATUS_OK) {
            loader->status = status;
            loader->problem = problem;
        }
        loader->loading = false;
        pthread_cond_broadcast(&loader->changed);
    }
    pthread_mutex_unlock(&loader->lock);
    return NULL;
}

enum status bulk_loader_new(struct bulk_loader **result, struct problem *p)
{
    *result = NULL;
    struct bulk_loader *loader = calloc(1, sizeof *loader);
    if (!loader)
        return problem_memory(p);
    pthread_mutex_init(&loader->lock, NULL);
    pthread_cond_init(&loader->changed, NULL);
    out_open_memory(&loader->batches[0], BULK_LOADER_BATCH + ROW_MOST);
    out_open_memory(&loader->batches[1], BULK_LOADER_BATCH + ROW_MOST);
    if (pthread_create(&loader->thread, NULL, bulk_loader_work, loader) != 0) {
        pthread_cond_destroy(&loader->changed);
        pthread_mutex_destroy(&loader->lock);
        free(loader);
        return problem_memory(p);
    }
    *result = loader;
    return STATUS_OK;
}

/* Under the lock: waits until the thread has nothing to do; what has failed so far. */
static enum status idle(struct bulk_loader *loader, struct problem *p)
{
    while (loader->loading)
        pthread_cond_wait(&loader->changed, &loader->lock);
    if (loader->status != STATUS_OK && p)
        *p = loader->problem;
    return loader->status;
}

/* The filled batch becomes the thread's. */
static enum status bulk_loader_hand_over(struct bulk_loader *loader, struct problem *p)
{
    pthread_mutex_lock(&loader->lock);
    enum status status = idle(loader, p);
    loader->filling = 1 - loader->filling;
    out_reset(&loader->batches[loader->filling]);
    loader->loading = status == STATUS_OK;
    pthread_cond_broadcast(&loader->changed);
    pthread_mutex_unlock(&loader->lock);
    return status;
}

enum status bulk_loader_row(struct bulk_loader *loader, struct statement *statement,
                            const struct slice *cells, size_t count, struct problem *p)
{
    struct out *batch = &loader->batches[loader->filling];
    struct row_head head = {statement, count};
    out_bytes(batch, &head, sizeof head);
    for (size_t i = 0; i < count; i++)
        out_bytes(batch, &cells[i].len, sizeof cells[i].len);
    for (size_t i = 0; i < count; i++)
        out_slice(batch, cells[i]);
    if (batch->error != STATUS_OK)
        return out_finish(batch, p);
    return batch->len < BULK_LOADER_BATCH ? STATUS_OK : bulk_loader_hand_over(loader, p);
}

enum status bulk_loader_wait(struct bulk_loader *loader, struct problem *p)
{
    enum status status = STATUS_OK;
    if (loader->batches[loader->filling].len > 0)
        status = bulk_loader_hand_over(loader, p);
    pthread_mutex_lock(&loader->lock);
    status = status == STATUS_OK ? idle(loader, p) : status;
    pthread_mutex_unlock(&loader->lock);
    return status;
}

void bulk_loader_free(struct bulk_loader *loader)
{
    if (!loader)
        return;
    pthread_mutex_lock(&loader->lock);
    loader->ending = true;
    pthread_cond_broadcast(&loader->changed);
    pthread_mutex_unlock(&loader->lock);
    pthread_join(loader->thread, NULL);
    out_close(&loader->batches[0]);
    out_close(&loader->batches[1]);
    pthread_cond_destroy(&loader->changed);
    pthread_mutex_destroy(&loader->lock);
    free(loader);
}
