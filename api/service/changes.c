/* See service/changes.h. */
#include "hiraku/service/changes.h"

#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/manifest.h"
#include "hiraku/service/service.h"
#include "hiraku/store/store.h"

#include <stdlib.h>

enum { DEADLINE_ROWS = 1024 };

struct changes {
    struct changes_range range;
    const char *releases;      /* the folder of the service's store */
    const struct store *store; /* whose deadline holds; may be NULL */
    uint64_t at;               /* the release that is read, or was last */
    struct change_log *log;
    struct manifest manifest;
    uint64_t rows;
};

enum status changes_open(struct changes **result, const struct service *service,
                         const struct changes_range *range, struct problem *p)
{
    struct changes *changes = calloc(1, sizeof *changes);
    *result = changes;
    if (!changes)
        return problem_memory(p);
    uint64_t newest = service->manifest->number;
    changes->range = *range;
    changes->releases = service->folder;
    changes->store = service->store;
    if (range->newest == 0 || range->newest > newest) {
        changes->range.newest = newest;
        changes->range.row = 0;
    }
    if (range->oldest == 0)
        changes->range.oldest = 1;
    changes->at = changes->range.newest + 1;
    return STATUS_OK;
}

void changes_close(struct changes *changes)
{
    if (!changes)
        return;
    change_log_close(changes->log);
    free(changes);
}

const struct manifest *changes_manifest(const struct changes *changes)
{
    return &changes->manifest;
}

/* --- what a change is about ------------------------------------------------------------------- */

const struct resource *change_table(const struct change *change)
{
    return slice_is(change->table, instance_resource.name) ? &instance_resource
                                                           : model_resource(change->table);
}

struct slice change_subject(const struct change *change)
{
    const struct resource *table = change_table(change);
    if (table == model_cube_subject()->ref)
        return change->key;
    return table == model_cube() ? model_first_key(change->key) : SLICE_NONE;
}

/* --- releases --------------------------------------------------------------------------------- */

/* Whether the release can have changes of the table, as far as its manifest tells. */
static bool changes_may_have(const struct changes *changes)
{
    const struct manifest *manifest = &changes->manifest;
    const struct resource *table = changes->range.table;
    if (manifest->withdrawal.reason[0] != '\0' ||
        (changes->range.end != 0 && manifest->published_at >= changes->range.end))
        return false;
    if (!table)
        return true;
    const struct table_state *state =
        table == &instance_resource ? &manifest->instance : manifest_table(manifest, table);
    return state && state->changed_in == manifest->number;
}

/* Whether it is older than what is asked for, and so are all before it. */
static bool changes_are_past(const struct changes *changes)
{
    return changes->range.begin != 0 && changes->manifest.published_at < changes->range.begin;
}

/* The next release that has changes; `*more` false: there is none. One that is not there has none
 * before it either. */
static enum status changes_next_release(struct changes *changes, bool *more, struct problem *p)
{
    *more = false;
    change_log_close(changes->log);
    changes->log = NULL;
    while (changes->at > changes->range.oldest) {
        char dir[RELEASE_PATH_SIZE];
        layout_release_dir(changes->releases, --changes->at, dir);
        if (!file_exists(dir))
            return STATUS_OK;
        enum status status = manifest_read_any(&changes->manifest, dir, p);
        if (status != STATUS_OK || changes_are_past(changes))
            return status;
        if (!changes_may_have(changes))
            continue;
        *more = true;
        return change_log_open(&changes->log, dir, changes->at, p);
    }
    return STATUS_OK;
}

/* --- changes ---------------------------------------------------------------------------------- */

static bool changes_want(const struct changes *changes, const struct logged_change *logged)
{
    const struct changes_range *range = &changes->range;
    const struct change *change = &logged->change;
    if ((change->kind == CHANGE_LOST_CELL && !range->cells) ||
        (logged->release == range->newest && logged->row <= range->row) ||
        (range->id.len > 0 && !slice_equal(change->key, range->id)) ||
        (range->table && !slice_is(change->table, range->table->name)))
        return false;
    const struct resource *table = change_table(change);
    return !table || !table->computed;
}

enum status changes_next(struct changes *changes, struct logged_change *change, bool *more,
                         struct problem *p)
{
    enum status status = STATUS_OK;
    *more = true;
    for (;;) {
        bool row = false;
        if (changes->store && ++changes->rows % DEADLINE_ROWS == 0)
            status = store_poll(changes->store, p);
        if (status == STATUS_OK && changes->log)
            status = change_log_next(changes->log, change, &row, p);
        if (status == STATUS_OK && !row) {
            status = changes_next_release(changes, more, p);
            if (status == STATUS_OK && *more)
                continue;
        }
        if (status != STATUS_OK || !*more || changes_want(changes, change))
            return status;
    }
}
