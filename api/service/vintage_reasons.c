/* See vintage_reasons.h. */
#include "vintage_reasons.h"

#include "hiraku/model/model.h"
#include "hiraku/model/resource.h"
#include "hiraku/release/change_log.h"
#include "hiraku/release/layout.h"

#include <stdlib.h>

enum { REASONS_MEMORY = 64 << 20 };

enum status vintage_reasons_init(struct vintage_reasons *reasons, const char *folder,
                                 struct slice subject, uint64_t newest, struct problem *p)
{
    *reasons = (struct vintage_reasons){.folder = folder, .subject = subject, .newest = newest};
    arena_init(&reasons->arena, REASONS_MEMORY);
    reasons->of = calloc((size_t)newest + 1, sizeof *reasons->of);
    reasons->read = calloc((size_t)newest + 1, sizeof *reasons->read);
    return reasons->of && reasons->read ? STATUS_OK : problem_memory(p);
}

void vintage_reasons_free(struct vintage_reasons *reasons)
{
    arena_free(&reasons->arena);
    free(reasons->of);
    free(reasons->read);
}

/* A release that is read. */
struct vintage_reading {
    struct vintage_reasons *reasons;
    uint64_t release;
};

static enum status vintage_reasons_take(void *context, const struct slice *cells, struct problem *p)
{
    const struct vintage_reading *reading = context;
    struct vintage_reasons *reasons = reading->reasons;
    if (!slice_is(cells[REASON_TABLE], model_cube()->name) ||
        !slice_equal(model_first_key(cells[REASON_ID]), reasons->subject))
        return STATUS_OK;
    struct vintage_reason *reason = arena_alloc(&reasons->arena, sizeof *reason);
    struct slice *kept = arena_alloc(&reasons->arena, REASON_CELLS * sizeof *kept);
    if (!reason || !kept)
        return problem_memory(p);
    for (size_t i = 0; i < REASON_CELLS; i++)
        kept[i] = arena_copy(&reasons->arena, cells[i]);
    *reason = (struct vintage_reason){reasons->of[reading->release], kept};
    reasons->of[reading->release] = reason;
    return arena_overflowed(&reasons->arena) ? problem_memory(p) : STATUS_OK;
}

static enum status vintage_reasons_read(struct vintage_reasons *reasons, uint64_t release,
                                        struct problem *p)
{
    char dir[RELEASE_PATH_SIZE];
    struct vintage_reading reading = {reasons, release};
    if (reasons->read[release])
        return STATUS_OK;
    reasons->read[release] = true;
    layout_release_dir(reasons->folder, release, dir);
    return change_log_reasons(dir, vintage_reasons_take, &reading, p);
}

static bool vintage_reasons_are_about(const struct vintage_change *change,
                                      const struct slice *cells)
{
    bool found = cells[REASON_COLUMN].len == 0;
    for (size_t i = 0; i < change->column_count && !found; i++)
        found = slice_is(cells[REASON_COLUMN], change->columns[i]->name);
    return found && slice_equal(cells[REASON_ID], change->id);
}

enum status vintage_reasons_find(struct vintage_reasons *reasons,
                                 const struct vintage_change *change, const struct slice **cells,
                                 struct problem *p)
{
    *cells = NULL;
    if (!reasons->folder || change->release == 0 || change->release > reasons->newest)
        return STATUS_OK;
    enum status status = vintage_reasons_read(reasons, change->release, p);
    for (const struct vintage_reason *reason = reasons->of[change->release];
         status == STATUS_OK && reason; reason = reason->next)
        if (vintage_reasons_are_about(change, reason->cells) &&
            reason_is_better(reason->cells, *cells))
            *cells = reason->cells;
    return status;
}
