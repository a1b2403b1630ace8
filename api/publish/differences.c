/* What differs between a release and what is to follow it: the old canonical file of a table merged
 * with the checked rows in one pass.
 *
 * Both are sorted by key. Judges nothing (difference_rules.c) and writes nothing (changes.c). */
#include "differences.h"

#include "hiraku/csv/csv.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/publish/publish.h"
#include "hiraku/release/layout.h"
#include "hiraku/staging/stage.h"

enum { NO_CELL = -1, ID_SIZE = 1024 };

/* A record of either side: its cells by column, its key. */
struct side {
    struct slice cells[COLUMNS_MAX], keys[KEY_MAX];
    struct place place;
    bool more;
};

struct merge {
    const struct resource *resource;
    const struct difference_sink *sink;
    struct difference_totals *totals;
    struct csv *csv;
    int at[COLUMNS_MAX]; /* cell of each column in the file, or NO_CELL */
    struct stage_cursor *cursor;
    struct side old, now;
};

size_t difference_next(const struct difference *difference, size_t at)
{
    const struct column *columns = difference->resource->columns;
    if (!difference->old || !difference->now)
        return COLUMNS_MAX;
    for (; columns[at].name; at++)
        if (column_is_written(&columns[at]) &&
            !slice_equal(difference->old[at], difference->now[at]))
            return at;
    return COLUMNS_MAX;
}

/* --- the two sides ---------------------------------------------------------------------------- */

static enum status next_old(struct merge *merge, struct problem *p)
{
    struct csv_record record;
    struct side *side = &merge->old;
    side->more = false;
    if (!merge->csv)
        return STATUS_OK;
    enum status status = csv_next(merge->csv, &record, &side->more, p);
    if (status != STATUS_OK || !side->more)
        return status;
    for (size_t i = 0; merge->resource->columns[i].name; i++) {
        int at = merge->at[i];
        bool there = at != NO_CELL && (size_t)at < record.count;
        side->cells[i] = there ? record.cells[at] : SLICE_NONE;
    }
    model_key_cells(merge->resource, side->cells, side->keys);
    return STATUS_OK;
}

static enum status next_now(struct merge *merge, struct problem *p)
{
    struct staged row;
    struct side *side = &merge->now;
    enum status status = stage_next(merge->cursor, &row, &side->more, p);
    if (status != STATUS_OK || !side->more)
        return status;
    side->place = row.place;
    for (size_t i = 0; merge->resource->columns[i].name; i++) {
        side->cells[i] = row.cells[i];
        merge->totals->filled[i] += row.cells[i].len > 0;
    }
    model_key_cells(merge->resource, side->cells, side->keys);
    return STATUS_OK;
}

static enum status open_old(struct merge *merge, const char *path, struct problem *p)
{
    struct csv_record header;
    bool more = false;
    for (size_t i = 0; i < COLUMNS_MAX; i++)
        merge->at[i] = NO_CELL;
    if (!path)
        return STATUS_OK;
    enum status status = csv_open(&merge->csv, path, path, NULL, p);
    if (status == STATUS_OK)
        status = csv_next(merge->csv, &header, &more, p);
    for (size_t i = 0; status == STATUS_OK && more && i < header.count; i++) {
        const struct column *column = model_column(merge->resource, header.cells[i]);
        if (column)
            merge->at[model_index(merge->resource, column)] = (int)i;
    }
    return status;
}

/* --- the pass --------------------------------------------------------------------------------- */

static int merge_compare(const struct side *old, const struct side *now)
{
    if (!old->more || !now->more)
        return now->more ? 1 : -1;
    return model_key_compare(old->keys, now->keys);
}

static void merge_count(struct difference_totals *totals, const struct difference *difference)
{
    totals->added += !difference->old;
    totals->removed += !difference->now;
    if (!difference->old || !difference->now)
        return;
    totals->modified++;
    for (size_t i = difference_next(difference, 0); i < COLUMNS_MAX;
         i = difference_next(difference, i + 1))
        totals->emptied[i] += difference->now[i].len == 0;
}

static enum status merge_step(struct merge *merge, struct problem *p)
{
    char buffer[ID_SIZE];
    int order = merge_compare(&merge->old, &merge->now);
    const struct side *side = order < 0 ? &merge->old : &merge->now;
    const struct difference difference = {
        .resource = merge->resource,
        .id = {buffer, model_join_id(merge->resource, side->keys, buffer, sizeof buffer)},
        .old = order <= 0 ? merge->old.cells : NULL,
        .now = order >= 0 ? merge->now.cells : NULL,
        .place = order >= 0 ? merge->now.place : (struct place){"", 0, ""},
    };
    enum status status = STATUS_OK;
    if (order != 0 || difference_next(&difference, 0) < COLUMNS_MAX) {
        merge_count(merge->totals, &difference);
        status = merge->sink->take(merge->sink->context, &difference, p);
    }
    if (status == STATUS_OK && order <= 0)
        status = next_old(merge, p);
    if (status == STATUS_OK && order >= 0)
        status = next_now(merge, p);
    return status;
}

enum status differences_table(struct stage *stage, const struct resource *resource,
                              const char *path, const struct difference_sink *sink,
                              struct difference_totals *totals, struct problem *p)
{
    struct merge merge = {.resource = resource, .sink = sink, .totals = totals};
    *totals = (struct difference_totals){.added = 0};
    enum status status = open_old(&merge, path, p);
    if (status == STATUS_OK)
        status = stage_select(stage, resource, NULL, &merge.cursor, p);
    if (status == STATUS_OK)
        status = next_old(&merge, p);
    if (status == STATUS_OK)
        status = next_now(&merge, p);
    while (status == STATUS_OK && (merge.old.more || merge.now.more))
        status = merge_step(&merge, p);
    stage_close(merge.cursor);
    csv_close(merge.csv);
    return status;
}

bool differences_instance(const struct instance *old, const struct instance *now,
                          struct difference *difference)
{
    *difference = (struct difference){
        .resource = &instance_resource,
        .id = slice_of(instance_resource.name),
        .old = old->cells,
        .now = now->cells,
        .place = {layout_instance, 0, ""},
    };
    return difference_next(difference, 0) < COLUMNS_MAX;
}
