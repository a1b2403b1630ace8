/* Why figures changed: the reasons in the releases' own folders that are about one subject's
 * figures, those of a release read when they are first asked for. Private to api/service. */
#ifndef HIRAKU_API_SERVICE_VINTAGE_REASONS_H
#define HIRAKU_API_SERVICE_VINTAGE_REASONS_H

#include "hiraku/base/arena.h"
#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

#include <stdint.h>

struct column;
struct problem;

struct vintage_reason {
    struct vintage_reason *next; /* of the same release */
    struct slice *cells;         /* as reason_columns */
};

struct vintage_reasons {
    const char *folder; /* of the store; NULL: no reason is known */
    struct slice subject;
    uint64_t newest;            /* release */
    struct vintage_reason **of; /* by release */
    bool *read;
    struct arena arena;
};

/* What a reason must be about. */
struct vintage_change {
    uint64_t release;
    struct slice id;                     /* of the figure */
    const struct column *const *columns; /* that are another now; a reason for the whole record */
    size_t column_count;                 /* will do, too */
};

/* vintage_reasons_free in any case. */
enum status vintage_reasons_init(struct vintage_reasons *reasons, const char *folder,
                                 struct slice subject, uint64_t newest, struct problem *p);
/* The cells of the best; NULL: none was given. They live as long as the reasons. */
enum status vintage_reasons_find(struct vintage_reasons *reasons,
                                 const struct vintage_change *change, const struct slice **cells,
                                 struct problem *p);
void vintage_reasons_free(struct vintage_reasons *reasons);

#endif
