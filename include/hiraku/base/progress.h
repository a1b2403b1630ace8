/* How far something long has come. */
#ifndef HIRAKU_BASE_PROGRESS_H
#define HIRAKU_BASE_PROGRESS_H

#include <stdint.h>

/* Called now and then. `done` and `total` in bytes of input (total 0:
 * not known). */
struct progress {
    void (*update)(void *context, const char *step, const char *table, uint64_t rows, uint64_t done,
                   uint64_t total);
    void *context;
};

enum { PROGRESS_ROWS = 4096 }; /* rows after which it is told again */

/* `progress` may be NULL. */
static inline void progress_tell(const struct progress *progress, const char *step,
                                 const char *table, uint64_t rows, uint64_t done, uint64_t total)
{
    if (progress && progress->update)
        progress->update(progress->context, step, table, rows, done, total);
}

#endif
