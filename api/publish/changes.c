/* What differs between two releases: old and new canonical files of a table merged in one pass.
 *
 * Both are sorted by key; one record of each is in memory. What rows mean is in release.h. */
#include "parts.h"

#include "hiraku/csv.h"

#include <stdio.h>

enum { NO_CELL = -1, ID_SIZE = 1024 };

static const struct slice none;

/* One of the two files. */
struct side {
    struct csv *csv;
    struct csv_record record;
    bool more;
    int at[COLUMNS_MAX]; /* cell of each column of the resource, or NO_CELL */
    struct slice keys[KEY_MAX];
    size_t key_count;
};

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

static struct slice side_cell(const struct side *side, size_t column)
{
    int at = side->at[column];
    return at == NO_CELL || (size_t)at >= side->record.count ? none : side->record.cells[at];
}

static enum status side_next(struct side *side, const struct resource *resource, struct problem *p)
{
    side->more = false;
    if (!side->csv)
        return STATUS_OK;
    enum status status = csv_next(side->csv, &side->record, &side->more, p);
    if (status != STATUS_OK || !side->more)
        return status;
    side->key_count = 0;
    for (size_t i = 0; resource->columns[i].name && side->key_count < KEY_MAX; i++)
        if (resource->columns[i].flags & COL_KEY)
            side->keys[side->key_count++] = side_cell(side, i);
    return STATUS_OK;
}

static enum status side_open(struct side *side, const struct resource *resource, const char *path,
                             struct problem *p)
{
    bool more = false;
    for (size_t i = 0; i < COLUMNS_MAX; i++)
        side->at[i] = NO_CELL;
    if (!path)
        return STATUS_OK;
    enum status status = csv_open(&side->csv, path, path, NULL, p);
    if (status == STATUS_OK)
        status = csv_next(side->csv, &side->record, &more, p);
    for (size_t i = 0; status == STATUS_OK && more && i < side->record.count; i++) {
        const struct column *column = model_column(resource, side->record.cells[i]);
        if (column)
            side->at[model_index(resource, column)] = (int)i;
    }
    return status == STATUS_OK ? side_next(side, resource, p) : status;
}

static int compare(const struct side *old, const struct side *now)
{
    if (!old->more || !now->more)
        return now->more ? 1 : -1;
    int order = 0;
    for (size_t i = 0; i < now->key_count && order == 0; i++)
        order = slice_compare(old->keys[i], now->keys[i]);
    return order;
}

static bool write_cells(struct out *out, const struct resource *resource, struct slice key,
                        const struct side *old, const struct side *now)
{
    bool any = false;
    for (size_t i = 0; resource->columns[i].name; i++) {
        struct slice before = side_cell(old, i), after = side_cell(now, i);
        if (!column_is_written(&resource->columns[i]) || slice_equal(before, after))
            continue;
        changes_row(out, slice_of(resource->name), key, slice_of(resource->columns[i].name), before,
                    after);
        any = true;
    }
    return any;
}

/* --- both ------------------------------------------------------------------------------------- */

struct merge {
    struct out *out;
    const struct resource *resource;
    struct slice release; /* the number as text */
    struct stage *stage;
    struct change_counts *counts;
    struct side old, now;
};

static enum status merge_step(struct merge *merge, struct problem *p)
{
    char buffer[ID_SIZE];
    struct slice table = slice_of(merge->resource->name);
    int order = compare(&merge->old, &merge->now);
    const struct side *side = order < 0 ? &merge->old : &merge->now;
    struct slice id = {buffer, model_join_id(merge->resource, side->keys, buffer, sizeof buffer)};
    enum status status = STATUS_OK;
    if (order == 0) {
        if (write_cells(merge->out, merge->resource, id, &merge->old, &merge->now))
            merge->counts->modified++;
    } else if (order < 0) {
        changes_row(merge->out, table, id, slice_of("*"), none, slice_of("removed"));
        merge->counts->removed++;
        status = stage_retire(merge->stage, table, id, merge->release, p);
    } else {
        changes_row(merge->out, table, id, slice_of("*"), none, slice_of("added"));
        merge->counts->added++;
        status = stage_unretire(merge->stage, table, id, p);
    }
    if (status == STATUS_OK && order <= 0)
        status = side_next(&merge->old, merge->resource, p);
    if (status == STATUS_OK && order >= 0)
        status = side_next(&merge->now, merge->resource, p);
    return status;
}

enum status changes_table(struct out *out, const struct resource *resource, const char *old_path,
                          const char *new_path, uint64_t release, struct stage *stage,
                          struct change_counts *counts, struct problem *p)
{
    char number[24];
    snprintf(number, sizeof number, "%llu", (unsigned long long)release);
    struct merge merge = {
        .out = out,
        .resource = resource,
        .release = slice_of(number),
        .stage = stage,
        .counts = counts,
    };
    enum status status = side_open(&merge.old, resource, old_path, p);
    if (status == STATUS_OK)
        status = side_open(&merge.now, resource, new_path, p);
    while (status == STATUS_OK && (merge.old.more || merge.now.more) && out->error == STATUS_OK)
        status = merge_step(&merge, p);
    csv_close(merge.old.csv);
    csv_close(merge.now.csv);
    return status;
}

void changes_instance(struct out *out, const struct instance *old, const struct instance *now,
                      struct change_counts *counts)
{
    struct slice name = slice_of("instance");
    bool any = false;
    for (size_t i = 0; instance_resource.columns[i].name; i++) {
        if (slice_equal(old->cells[i], now->cells[i]))
            continue;
        changes_row(out, name, name, slice_of(instance_resource.columns[i].name), old->cells[i],
                    now->cells[i]);
        any = true;
    }
    counts->modified += any;
}
