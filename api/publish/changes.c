/* changes.csv and the retired ids of a release, from the differences between it and the one before.
 *
 * What rows mean is in releases.h. Which differences there are is found by differences.c. */
#include "parts.h"

#include "hiraku/base/csv_out.h"
#include "hiraku/model/resource.h"
#include "hiraku/publish/publish.h"
#include "hiraku/staging/stage.h"

void changes_row(struct out *out, struct slice table, struct slice key, struct slice column,
                 struct slice old, struct slice now)
{
    csv_cell(out, true, table);
    csv_cell(out, false, key);
    csv_cell(out, false, column);
    csv_cell(out, false, old);
    csv_cell(out, false, now);
    csv_end(out);
}

/* The cells that are nowhere else once the release before is put away. */
static void changes_write_lost(struct out *out, const struct difference *difference)
{
    const struct resource *resource = difference->resource;
    for (size_t i = 0; difference->old && resource->columns[i].name; i++)
        if (column_is_written(&resource->columns[i]) && difference->old[i].len > 0)
            changes_row(out, slice_of(resource->name), difference->id,
                        slice_of(resource->columns[i].name), difference->old[i], SLICE_NONE);
}

void changes_write(struct out *out, const struct difference *difference)
{
    struct slice table = slice_of(difference->resource->name);
    if (!difference->old || !difference->now) {
        changes_row(out, table, difference->id, slice_of("*"), SLICE_NONE,
                    slice_of(difference->now ? "added" : "removed"));
        changes_write_lost(out, difference);
        return;
    }
    for (size_t i = difference_next(difference, 0); i < COLUMNS_MAX;
         i = difference_next(difference, i + 1))
        changes_row(out, table, difference->id, slice_of(difference->resource->columns[i].name),
                    difference->old[i], difference->now[i]);
}

enum status changes_take(struct out *out, const struct difference *difference, struct stage *stage,
                         struct slice release, struct problem *p)
{
    struct slice table = slice_of(difference->resource->name);
    changes_write(out, difference);
    if (out->error != STATUS_OK) {
        if (p)
            *p = out->problem;
        return out->error;
    }
    if (difference->resource->computed)
        return STATUS_OK; /* nobody refers to its ids */
    if (!difference->now)
        return stage_retire(stage, table, difference->id, release, p);
    return difference->old ? STATUS_OK : stage_unretire(stage, table, difference->id, p);
}
