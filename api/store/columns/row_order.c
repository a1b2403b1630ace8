/* See row_order.h. An entry holds the first key's value above the row's number, turned round where
 * the key descends, so that most comparisons are those of two integers. A buffer of twice as many
 * as are wanted is filled, sorted and cut in turn; what is behind the last one wanted is passed
 * over at once. */
#include "hiraku/store/columns/row_order.h"

#include "scan.h"

#include <stdlib.h>

enum { ROOM_FIRST = 256 };

/* A pass for the next rows. */
struct order_pass {
    const struct row_order *order;
    const uint32_t *after;
    uint64_t after_entry;
    size_t max;
    struct row_batch *batch;
    bool cut;           /* there were max or more: the last one wanted is known */
    uint64_t worst;     /* then: its first key, */
    uint32_t low, span; /* and the codes that are no worse; span 0: they are not told by code */
    uint8_t good[ZONE_ROWS];
};

bool order_key_of_path(struct order_key *key, const struct table_data *table,
                       const struct path *path)
{
    *key = (struct order_key){.steps = path->steps, .exact = true};
    for (size_t i = 0; i < path->steps && table; i++) {
        key->through[i] = table_column(table, path->through[i]);
        table = key->through[i] ? key->through[i]->target : NULL;
    }
    key->data = table ? table_column(table, path->column) : NULL;
    return key->data != NULL;
}

struct slice order_key_text(const struct order_key *key, uint32_t row, struct arena *arena)
{
    return order_key_follow(key, &row) ? data_text(key->data, data_code(key->data, row), arena)
                                       : slice_of("");
}

bool order_key_follow(const struct order_key *key, uint32_t *row)
{
    for (size_t i = 0; i < key->steps; i++)
        if (!data_follow(key->through[i], *row, row))
            return false;
    return true;
}

uint32_t order_key_value(const struct order_key *key, uint32_t row)
{
    if (!order_key_follow(key, &row))
        return data_has_empty(key->data);
    uint32_t code = data_code(key->data, row);
    return (key->exact && !key->data->target ? code : data_rank(key->data, code)) + 1;
}

static uint64_t order_entry(const struct row_order *order, uint32_t row)
{
    const struct order_key *key = &order->keys[0];
    uint32_t value = order->count > 0 ? order_key_value(key, row) : 0;
    return (uint64_t)(order->count > 0 && key->descending ? ~value : value) << 32 | row;
}

static int order_compare_rest(const struct row_order *order, uint32_t a, uint32_t b)
{
    for (size_t i = 1; i < order->count; i++) {
        uint32_t left = order_key_value(&order->keys[i], a);
        uint32_t right = order_key_value(&order->keys[i], b);
        if (left != right)
            return (left < right) == order->keys[i].descending ? 1 : -1;
    }
    return (a > b) - (a < b);
}

static int row_order_compare(const void *a, const void *b, void *order)
{
    const uint64_t *left = a, *right = b;
    if (*left >> 32 != *right >> 32)
        return *left < *right ? -1 : 1;
    return order_compare_rest(order, (uint32_t)*left, (uint32_t)*right);
}

static int order_compare_plain(const void *a, const void *b)
{
    const uint64_t *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

/* Whether the first key's values follow from its codes in a row. */
static bool order_is_by_code(const struct row_order *order)
{
    const struct order_key *key = &order->keys[0];
    return order->count > 0 && key->steps == 0 && !key->data->target && key->data->codes;
}

/* The first code whose value is not below this one. */
static uint32_t order_code_of(const struct order_key *key, uint32_t value)
{
    uint32_t low = 0, high = key->data->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if ((key->exact ? middle : data_rank(key->data, middle)) + 1 < value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void order_bound(struct order_pass *pass)
{
    const struct order_key *key = &pass->order->keys[0];
    if (!order_is_by_code(pass->order))
        return;
    uint32_t worst = key->descending ? ~(uint32_t)pass->worst : (uint32_t)pass->worst;
    pass->low = key->descending ? order_code_of(key, worst) : 0;
    pass->span = key->descending ? key->data->count - pass->low : order_code_of(key, worst + 1);
}

static void order_sort(struct order_pass *pass)
{
    struct row_batch *batch = pass->batch;
    if (pass->order->count > 1 && batch->count > 1)
        qsort_r(batch->entries, batch->count, sizeof *batch->entries, row_order_compare,
                (void *)pass->order);
    else if (pass->order->count == 1 && batch->count > 1)
        qsort(batch->entries, batch->count, sizeof *batch->entries, order_compare_plain);
    if (batch->count < pass->max)
        return;
    batch->count = pass->max;
    pass->cut = true;
    pass->worst = batch->entries[pass->max - 1] >> 32;
    order_bound(pass);
}

static bool order_make_room(struct row_batch *batch, size_t max)
{
    size_t room = batch->room ? 2 * batch->room : ROOM_FIRST;
    room = room < max ? room : max;
    uint64_t *entries = realloc(batch->entries, room * sizeof *entries);
    if (!entries)
        return false;
    batch->entries = entries;
    batch->room = room;
    return true;
}

void row_batch_free(struct row_batch *batch)
{
    free(batch->entries);
    *batch = (struct row_batch){0};
}

static bool order_is_behind(const struct order_pass *pass, uint64_t entry)
{
    return row_order_compare(&entry, &pass->after_entry, (void *)pass->order) > 0;
}

/* False: no memory. */
static bool order_take(struct order_pass *pass, uint32_t row)
{
    struct row_batch *batch = pass->batch;
    uint64_t entry = order_entry(pass->order, row);
    if ((pass->cut && entry >> 32 > pass->worst) || (pass->after && !order_is_behind(pass, entry)))
        return true;
    if (batch->count == batch->room && batch->room < 2 * pass->max &&
        !order_make_room(batch, 2 * pass->max))
        return false;
    batch->entries[batch->count++] = entry;
    if (batch->count == 2 * pass->max)
        order_sort(pass);
    return true;
}

/* Whether all rows of a block are behind the last one wanted, or before the first. */
static bool order_passes_over(const struct order_pass *pass, uint32_t block)
{
    const struct order_key *key = &pass->order->keys[0];
    if (!order_is_by_code(pass->order) || !key->data->zones)
        return false;
    const struct zone *zone = &key->data->zones[block];
    if (pass->cut && pass->span > 0 &&
        (zone->high < pass->low || zone->low >= (uint64_t)pass->low + pass->span))
        return true;
    if (key->data->ranks && !key->exact)
        return false;
    uint32_t last = key->descending ? ~(zone->low + 1) : zone->high + 1;
    return pass->after && last < (uint32_t)(pass->after_entry >> 32);
}

/* Takes from the mask what is worse than the last one wanted. */
static void order_narrow(struct order_pass *pass, uint8_t *mask, uint32_t first, size_t rows)
{
    const struct column_data *data = pass->order->keys[0].data;
    const struct scan scan = {(const char *)data->codes + (size_t)first * data->width, data->width,
                              rows};
    memset(pass->good, 0, rows);
    scan_range(&scan, pass->low, pass->span, pass->good);
    scan_and(mask, pass->good, rows);
}

static bool order_block(struct order_pass *pass, uint8_t *mask, uint32_t first, size_t rows)
{
    bool good = true;
    if (pass->cut && pass->span > 0)
        order_narrow(pass, mask, first, rows);
    for (size_t i = scan_next(mask, 0, rows); i < rows && good; i = scan_next(mask, i + 1, rows))
        good = order_take(pass, first + (uint32_t)i);
    return good;
}

enum status row_order_next(struct selection *selection, const struct row_order *order,
                           const uint32_t *after, size_t max, struct row_batch *batch,
                           struct problem *p)
{
    struct order_pass pass = {.order = order, .after = after, .max = max, .batch = batch};
    uint8_t mask[ZONE_ROWS];
    uint32_t blocks = selection_blocks(selection);
    bool plain = order->count == 0;
    batch->count = 0;
    if (after)
        pass.after_entry = order_entry(order, *after);
    for (uint32_t block = plain && after ? *after / ZONE_ROWS : 0; block < blocks; block++) {
        enum status status = selection_poll(selection, p);
        if (status != STATUS_OK)
            return status;
        if (order_passes_over(&pass, block) || selection_block(selection, block, mask) == 0)
            continue;
        if (!order_block(&pass, mask, block * ZONE_ROWS, selection_block_rows(selection, block)))
            return problem_memory(p);
        if (plain && batch->count >= max)
            break;
    }
    order_sort(&pass);
    return STATUS_OK;
}
