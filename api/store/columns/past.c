/* See past.h: reading. Undoing is past_versions.c. */
#include "past.h"

#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/manifest.h"

#include <stdlib.h>

enum { RECORDS_FIRST = 256 };

/* What the days of all periods follow from. */
static const char past_of_days[] = "fiscal_year_first_month";

/* --- how far back ----------------------------------------------------------------------------- */

static enum status past_look_at_days(void *context, const struct change *change, struct problem *p)
{
    bool *can = context;
    (void)p;
    if (slice_is(change->table, instance_resource.name) && slice_is(change->column, past_of_days))
        *can = false;
    return STATUS_OK;
}

/* Whether what a release changed can be undone: it tells all, what was lost and the rows of
 * computed tables, too. Only where the instance changed the days may have. */
static enum status past_can_undo(const char *dir, bool *can, struct problem *p)
{
    struct manifest *manifest = malloc(sizeof *manifest);
    if (!manifest)
        return problem_memory(p);
    enum status status = changes_manifest_read(manifest, dir, can, p);
    *can = *can && manifest->counted;
    bool look = *can && manifest->instance.changed_in == manifest->number;
    free(manifest);
    return status == STATUS_OK && look ? change_reader_each(dir, past_look_at_days, can, p)
                                       : status;
}

/* --- changes ---------------------------------------------------------------------------------- */

static struct past_records *past_find_table(const struct past *past, struct slice name)
{
    const struct resource *resource = model_resource(name);
    for (size_t i = 0; resource && i < model_resource_count; i++)
        if (model_resources[i] == resource)
            return &past->tables[i];
    return NULL;
}

static bool past_grow(struct past_records *table)
{
    if (table->ids.count < table->room)
        return true;
    size_t room = table->room ? 2 * table->room : RECORDS_FIRST;
    struct past_record *records = realloc(table->records, room * sizeof *records);
    if (!records)
        return false;
    table->records = records;
    table->room = room;
    return true;
}

static enum status past_add(struct past *past, struct past_records *table,
                            const struct past_change *made, struct slice id, struct problem *p)
{
    uint32_t number, known = table->ids.count;
    struct past_change *change = arena_alloc(&past->arena, sizeof *change);
    if (!change || !past_grow(table))
        return problem_memory(p);
    *change = *made;
    change->old = arena_copy(&past->arena, made->old);
    enum status status = value_set_add(&table->ids, id, NULL, &number, p);
    if (status != STATUS_OK)
        return status;
    struct past_record *record = &table->records[number];
    if (number == known)
        record->newest = change;
    else
        record->oldest->older = change;
    record->oldest = change;
    return arena_overflowed(&past->arena) ? problem_memory(p) : STATUS_OK;
}

/* Of the release past->first. */
static enum status past_take(void *context, const struct change *change, struct problem *p)
{
    struct past *past = context;
    const struct resource *resource = model_resource(change->table);
    struct past_records *table = past_find_table(past, change->table);
    struct past_change made = {.release = past->first, .kind = change->kind, .old = change->old};
    if (!table)
        return STATUS_OK;
    if (change->kind == CHANGE_CELL || change->kind == CHANGE_LOST_CELL) {
        const struct column *column = model_column(resource, change->column);
        if (!column || !column_is_written(column))
            return STATUS_OK;
        made.column = model_index(resource, column);
    }
    return past_add(past, table, &made, change->key, p);
}

enum status past_read(struct past *past, const char *dir, struct problem *p)
{
    char sibling[FILE_PATH_SIZE];
    bool whole, can = true;
    uint64_t number = layout_number(dir, &whole);
    *past = (struct past){.tables = calloc(model_resource_count, sizeof *past->tables)};
    arena_init(&past->arena, SIZE_MAX);
    if (!past->tables)
        return problem_memory(p);
    if (number == 0 || number >= UINT32_MAX)
        return STATUS_OK;
    past->first = past->last = (uint32_t)number;
    enum status status = STATUS_OK;
    while (past->first > 1 && status == STATUS_OK) {
        layout_sibling(dir, past->first, sibling);
        const char *release = past->first == past->last ? dir : sibling;
        status = past_can_undo(release, &can, p);
        if (status != STATUS_OK || !can)
            break;
        status = change_reader_each(release, past_take, past, p);
        past->first--;
    }
    return status;
}

const struct past_records *past_table_of(const struct past *past, const struct resource *resource)
{
    for (size_t i = 0; i < model_resource_count; i++)
        if (model_resources[i] == resource)
            return past->tables[i].ids.count > 0 ? &past->tables[i] : NULL;
    return NULL;
}

void past_free(struct past *past)
{
    for (size_t i = 0; past->tables && i < model_resource_count; i++) {
        value_set_free(&past->tables[i].ids);
        free(past->tables[i].records);
    }
    free(past->tables);
    past->tables = NULL;
    arena_free(&past->arena);
}
