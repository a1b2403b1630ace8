/* See groups.h. */
#include "hiraku/store/groups.h"

#include "hiraku/base/arena.h"

#include "hiraku/store/columns/grouping.h"
#include "hiraku/store/columns/row_order.h"
#include "matching.h"
#include "store.h"

#include <stdlib.h>

enum { MAPS_MEMORY = 256 << 20 };

struct groups {
    struct store *store;
    const struct table_data *table;
    struct grouping grouping;
    struct order_key order[GROUPS_KEYS_MAX];
    size_t ordered;
    struct arena maps;
};

/* --- planning --------------------------------------------------------------------------------- */

/* The number of what a path leads to from each row that its first reference can have. */
static const uint32_t *groups_map(struct groups *groups, const struct order_key *key)
{
    const struct column_data *reference = key->through[0];
    struct order_key rest = {.data = key->data, .steps = key->steps - 1};
    uint32_t *map = arena_alloc(&groups->maps, (size_t)reference->count * sizeof *map);
    if (!map)
        return NULL;
    for (size_t i = 1; i < key->steps; i++)
        rest.through[i - 1] = key->through[i];
    for (uint32_t code = 0; code < reference->count; code++) {
        uint32_t row = code - 1;
        bool there =
            code > 0 && table_version(reference->target, &row) && order_key_follow(&rest, &row);
        map[code] = there ? data_code(key->data, row) + 1 : data_has_empty(key->data);
    }
    return map;
}

static enum status groups_plan_key(struct groups *groups, const struct path *path,
                                   struct problem *p)
{
    struct grouping *grouping = &groups->grouping;
    struct grouping_key *key = &grouping->keys[grouping->key_count];
    struct order_key *order = &groups->order[grouping->key_count++];
    if (!order_key_of_path(order, groups->table, path))
        return problem_set(p, STATUS_INTERNAL, path->name, SLICE_NONE, NULL);
    key->data = path->steps > 0 ? order->through[0] : order->data;
    key->count = path->steps > 0 ? (uint64_t)order->data->count + 1 : order->data->count;
    if (path->steps > 0)
        key->map = groups_map(groups, order);
    return path->steps == 0 || key->map ? STATUS_OK : problem_memory(p);
}

static enum status groups_plan(struct groups *groups, const struct grouped *grouped,
                               struct problem *p)
{
    struct grouping *grouping = &groups->grouping;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < grouped->key_count && status == STATUS_OK; i++)
        status = groups_plan_key(groups, &grouped->keys[i], p);
    groups->ordered = grouped->ordered;
    grouping->extremes = grouped->extremes;
    if (!grouped->value)
        return status;
    grouping->value = table_column(groups->table, grouped->value->column);
    grouping->note = table_column(groups->table, grouped->note->column);
    if (grouping->note && !data_find(grouping->note, slice_of(grouped->plain), &grouping->plain))
        grouping->plain = UINT32_MAX;
    return grouping->value && grouping->note
               ? status
               : problem_set(p, STATUS_INTERNAL, grouped->value->name, SLICE_NONE, NULL);
}

/* --- order ------------------------------------------------------------------------------------ */

static uint32_t group_sum_row(const struct group_sum *sum)
{
    return sum->first_valued != GROUPING_NO_ROW ? sum->first_valued : sum->first;
}

static int groups_compare(const void *a, const void *b, void *context)
{
    const struct groups *groups = context;
    uint32_t left = group_sum_row(a), right = group_sum_row(b);
    for (size_t i = 0; i < groups->ordered; i++) {
        uint32_t before = order_key_value(&groups->order[i], left);
        uint32_t behind = order_key_value(&groups->order[i], right);
        if (before != behind)
            return before < behind ? -1 : 1;
    }
    return (left > right) - (left < right);
}

enum status groups_open(struct groups **result, struct store *store, const struct query *query,
                        const struct grouped *grouped, size_t max, struct problem *p)
{
    struct matching matching;
    *result = NULL;
    struct groups *groups = calloc(1, sizeof *groups);
    if (!groups)
        return problem_memory(p);
    groups->store = store;
    groups->grouping.max = max;
    arena_init(&groups->maps, MAPS_MEMORY);
    enum status status = matching_open(&matching, store, query, p);
    groups->table = matching.selection.table;
    if (status == STATUS_OK)
        status = groups_plan(groups, grouped, p);
    if (status == STATUS_OK)
        status = grouping_run(&groups->grouping, &matching.selection, p);
    if (status == STATUS_OK)
        status = columns_check(&store->columns, p);
    matching_close(&matching);
    if (status == STATUS_OK && groups->grouping.count > 1)
        qsort_r(groups->grouping.sums, groups->grouping.count, sizeof *groups->grouping.sums,
                groups_compare, groups);
    if (status == STATUS_OK)
        *result = groups;
    else
        groups_close(groups);
    return status;
}

void groups_close(struct groups *groups)
{
    if (!groups)
        return;
    grouping_close(&groups->grouping);
    arena_free(&groups->maps);
    free(groups);
}

/* --- what was found --------------------------------------------------------------------------- */

size_t groups_count(const struct groups *groups)
{
    return groups->grouping.count;
}

void groups_get(const struct groups *groups, size_t i, struct group *group)
{
    const struct group_sum *sum = &groups->grouping.sums[i];
    const struct column_data *value = groups->grouping.value;
    *group = (struct group){.row = group_sum_row(sum),
                            .rows = sum->rows,
                            .values = sum->values,
                            .noted = sum->noted,
                            .least_row = sum->least_row,
                            .greatest_row = sum->greatest_row};
    if (sum->values > 0 && groups->grouping.extremes) {
        group->least = data_text(value, sum->least, NULL);
        group->greatest = data_text(value, sum->greatest, NULL);
    }
}

enum status groups_cells(const struct groups *groups, uint32_t row, struct projected projected,
                         struct slice *cells, struct arena *arena, struct problem *p)
{
    for (size_t i = 0; i < projected.count; i++) {
        struct order_key key;
        if (!order_key_of_path(&key, groups->table, &projected.paths[i]))
            return problem_set(p, STATUS_INTERNAL, projected.paths[i].name, SLICE_NONE, NULL);
        cells[i] = order_key_text(&key, row, arena);
    }
    return arena_overflowed(arena) ? problem_memory(p) : STATUS_OK;
}
