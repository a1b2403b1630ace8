/* What a figure was when: its versions, as far as they may be shown. */
#ifndef HIRAKU_STATISTICS_VINTAGE_H
#define HIRAKU_STATISTICS_VINTAGE_H

#include "hiraku/base/slice.h"

#include <stddef.h>
#include <stdint.h>

/* From one release on until another, which does not have it any more; `to` 0: it still holds. */
struct vintage {
    uint64_t from, to;
    const struct slice *cells;
};

/* The first release from `release` on that may be shown; 0: there is none. */
typedef uint64_t vintage_shown(void *context, uint64_t release);

/* Makes of the versions of one record, the oldest first, what the releases that may be shown say of
 * it, in place; returns how many there are. A version that only others had is left out; two that
 * follow on each other with the same cells, `cell_count` of each, are one. */
size_t vintages_shown(struct vintage *vintages, size_t count, size_t cell_count,
                      vintage_shown *shown, void *context);

/* Which of the vintages holds in a release; NULL: none does. */
const struct vintage *vintage_in(const struct vintage *vintages, size_t count, uint64_t release);

#endif
