/* What a server keeps of the counts of use: those that came since the last flush, and the book that
 * they are added to.
 *
 * One thread notes and flushes; any thread takes the book. A flush adds what came to what is in the
 * file now, for other processes add there, too. What cannot be written waits for the next flush,
 * and nothing else has to wait for it. Without a file the book is in memory alone. */
#ifndef HIRAKU_USAGE_USAGE_KEEPER_H
#define HIRAKU_USAGE_USAGE_KEEPER_H

#include "hiraku/base/status.h"
#include "hiraku/usage/usage_agent.h"

#include <stddef.h>
#include <stdint.h>
#include <time.h>

struct problem;
struct usage_book;
struct usage_keeper;

struct usage_limits {
    size_t bytes; /* of the text; beyond it the oldest days go */
    int days;     /* so many are kept, today included */
};

/* `path` NULL: in memory alone, as where the file cannot be opened, which is then said in the log.
 * STATUS_NO_MEMORY. */
enum status usage_keeper_new(struct usage_keeper **keeper, const char *path,
                             struct usage_limits limits, struct problem *p);
void usage_keeper_free(struct usage_keeper *keeper); /* flushes nothing; NULL is allowed */

/* Adds to what waits; false: no memory, and it was not added. */
bool usage_keeper_note(struct usage_keeper *keeper, int32_t day, const char *key,
                       const uint64_t counts[USAGE_AGENTS]);

/* Adds what waits to the book. False: it still waits; why is in the log, once until it works again.
 * `today` in days since 1970-01-01, `now` in seconds. */
bool usage_keeper_flush(struct usage_keeper *keeper, int32_t today, time_t now);

/* The book as of the last flush; a reference. */
struct usage_book *usage_keeper_book(struct usage_keeper *keeper);

/* For operators; from any thread. */
struct usage_state {
    bool in_file;      /* … or in memory alone */
    bool failing;      /* the last flush could not be made */
    uint64_t failures; /* flushes that could not be made */
    time_t flushed_at; /* 0: not yet */
};
struct usage_state usage_keeper_look(struct usage_keeper *keeper);

#endif
