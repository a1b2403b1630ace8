/* See usage_keeper.h. */
#include "hiraku/usage/usage_keeper.h"

#include "hiraku/base/log.h"
#include "hiraku/base/out.h"
#include "hiraku/usage/usage_book.h"
#include "hiraku/usage/usage_file.h"

#include <pthread.h>
#include <stdlib.h>

struct usage_keeper {
    struct usage_limits limits;
    struct usage_file file;
    struct usage_book *waiting;
    pthread_mutex_t lock; /* of what follows */
    struct usage_book *book;
    struct usage_state state;
};

static enum status usage_keeper_open(struct usage_keeper *keeper, const char *path)
{
    struct problem p = {.status = STATUS_OK};
    bool damaged;
    enum status status = usage_file_open(&keeper->file, path, &damaged, &p);
    if (status == STATUS_OK && damaged)
        log_line(LOG_WARNING, "damaged counts of use put aside", "file", path, (char *)NULL);
    if (status == STATUS_OK)
        status = usage_file_read(&keeper->file, &keeper->book, &p);
    if (status == STATUS_OK) {
        keeper->state.in_file = true;
        return STATUS_OK;
    }
    usage_file_close(&keeper->file);
    if (status != STATUS_NO_MEMORY)
        log_problem(LOG_WARNING, "counts of use are kept in memory only", &p);
    return status == STATUS_NO_MEMORY ? status : STATUS_OK;
}

enum status usage_keeper_new(struct usage_keeper **result, const char *path,
                             struct usage_limits limits, struct problem *p)
{
    struct usage_keeper *keeper = *result = calloc(1, sizeof *keeper);
    if (!keeper)
        return problem_memory(p);
    keeper->limits = limits;
    keeper->file.fd = -1;
    pthread_mutex_init(&keeper->lock, NULL);
    enum status status = path ? usage_keeper_open(keeper, path) : STATUS_OK;
    if (!keeper->book)
        keeper->book = usage_book_new();
    keeper->waiting = usage_book_new();
    if (status == STATUS_OK && keeper->book && keeper->waiting)
        return STATUS_OK;
    usage_keeper_free(keeper);
    *result = NULL;
    return problem_memory(p);
}

void usage_keeper_free(struct usage_keeper *keeper)
{
    if (!keeper)
        return;
    usage_file_close(&keeper->file);
    usage_book_unref(keeper->waiting);
    usage_book_unref(keeper->book);
    pthread_mutex_destroy(&keeper->lock);
    free(keeper);
}

bool usage_keeper_note(struct usage_keeper *keeper, int32_t day, const char *key,
                       const uint64_t counts[USAGE_AGENTS])
{
    return usage_book_add(keeper->waiting, day, key, counts);
}

/* --- the flush -------------------------------------------------------------------------------- */

/* Both books from the day `first` on, and their text. */
static enum status usage_join(const struct usage_keeper *keeper, const struct usage_book *base,
                              int32_t first, struct usage_book **book, struct out *text,
                              struct problem *p)
{
    struct usage_book *joined = *book = usage_book_new();
    if (!joined || !usage_book_merge(joined, base, first) ||
        !usage_book_merge(joined, keeper->waiting, first))
        return problem_memory(p);
    usage_book_write(joined, text);
    return out_finish(text, p);
}

/* The same within the limits: the oldest days go. */
static enum status usage_join_within(const struct usage_keeper *keeper,
                                     const struct usage_book *base, int32_t today,
                                     struct usage_book **book, struct out *text, struct problem *p)
{
    int32_t first = today - keeper->limits.days + 1;
    for (;;) {
        out_open_memory(text, keeper->limits.bytes);
        enum status status = usage_join(keeper, base, first, book, text, p);
        if (status != STATUS_TOO_LARGE || !*book || (*book)->count == 0)
            return status;
        /* an eighth of the rows, and the rest of their last day */
        int32_t gone = (*book)->rows[(*book)->count / 8].day;
        if (gone >= today)
            return status;
        first = gone + 1;
        usage_book_unref(*book);
        out_close(text);
    }
}

static void usage_digest(struct slice text, char hex[DIGEST_SIZE])
{
    struct digest digest;
    digest_init(&digest);
    digest_add(&digest, text.at, text.len);
    digest_hex(&digest, hex);
}

static void usage_show(struct usage_keeper *keeper, struct usage_book *book)
{
    pthread_mutex_lock(&keeper->lock);
    struct usage_book *former = keeper->book;
    keeper->book = book;
    pthread_mutex_unlock(&keeper->lock);
    usage_book_unref(former);
}

/* Adds what waits to `base`, in the file where there is one. */
static enum status usage_add_waiting(struct usage_keeper *keeper, const struct usage_book *base,
                                     int32_t today, time_t now, struct problem *p)
{
    struct usage_book *book = NULL, *empty = usage_book_new();
    struct out text;
    if (!empty)
        return problem_memory(p);
    enum status status = usage_join_within(keeper, base, today, &book, &text, p);
    if (status == STATUS_OK) {
        usage_digest(out_written(&text), book->digest);
        book->changed_at = now;
        if (keeper->state.in_file)
            status = usage_file_write(&keeper->file, out_written(&text), book->digest, p);
    }
    out_close(&text);
    if (status != STATUS_OK) {
        usage_book_unref(book);
        usage_book_unref(empty);
        return status;
    }
    usage_book_unref(keeper->waiting);
    keeper->waiting = empty;
    usage_show(keeper, book);
    return STATUS_OK;
}

/* What others have written since is the book to add to. One that was damaged meanwhile is written
 * anew from what is known here. */
static enum status usage_refresh(struct usage_keeper *keeper, struct problem *p)
{
    struct usage_book *book;
    bool changed;
    enum status status = usage_file_is_changed(&keeper->file, &changed, p);
    if (status != STATUS_OK || !changed)
        return status;
    status = usage_file_read(&keeper->file, &book, p);
    if (status == STATUS_OK)
        usage_show(keeper, book);
    else if (status == STATUS_BAD_USAGE)
        log_problem(LOG_WARNING, "damaged counts of use are written anew", p);
    return status == STATUS_BAD_USAGE ? STATUS_OK : status;
}

static enum status usage_flush_file(struct usage_keeper *keeper, int32_t today, time_t now,
                                    bool *done, struct problem *p)
{
    *done = keeper->waiting->count == 0;
    if (*done)
        return usage_refresh(keeper, p);
    enum status status = usage_file_lock(&keeper->file, done, p);
    if (status != STATUS_OK || !*done)
        return status;
    status = usage_refresh(keeper, p);
    if (status == STATUS_OK)
        status = usage_add_waiting(keeper, keeper->book, today, now, p);
    usage_file_unlock(&keeper->file);
    return status;
}

/* Said once, until it works again. */
static void usage_tell(struct usage_keeper *keeper, enum status status, bool done, time_t now,
                       const struct problem *p)
{
    bool fails = status != STATUS_OK, failed = keeper->state.failing;
    if (fails && !failed)
        log_problem(LOG_WARNING, "counts of use wait to be written", p);
    else if (!fails && done && failed)
        log_line(LOG_INFO, "counts of use are written again", (char *)NULL);
    pthread_mutex_lock(&keeper->lock);
    keeper->state.failing = fails || (failed && !done);
    keeper->state.failures += fails;
    if (!fails && done)
        keeper->state.flushed_at = now;
    pthread_mutex_unlock(&keeper->lock);
}

bool usage_keeper_flush(struct usage_keeper *keeper, int32_t today, time_t now)
{
    struct problem p = {.status = STATUS_OK};
    enum status status = STATUS_OK;
    bool done = true;
    if (keeper->state.in_file)
        status = usage_flush_file(keeper, today, now, &done, &p);
    else if (keeper->waiting->count > 0)
        status = usage_add_waiting(keeper, keeper->book, today, now, &p);
    usage_tell(keeper, status, done, now, &p);
    return status == STATUS_OK && done;
}

/* --- who looks -------------------------------------------------------------------------------- */

struct usage_book *usage_keeper_book(struct usage_keeper *keeper)
{
    pthread_mutex_lock(&keeper->lock);
    struct usage_book *book = usage_book_ref(keeper->book);
    pthread_mutex_unlock(&keeper->lock);
    return book;
}

struct usage_state usage_keeper_look(struct usage_keeper *keeper)
{
    pthread_mutex_lock(&keeper->lock);
    struct usage_state state = keeper->state;
    pthread_mutex_unlock(&keeper->lock);
    return state;
}
