/* See row_order.h. An entry holds the first key's value above the row's number, turned round where
 * the key descends, so that most comparisons are those of two integers. A buffer of twice as many
 * as are wanted is filled, sorted and cut in turn; what is behind the last one wanted is passed
 * over at once. */
#include "hiraku/store/columns/row_order.h"

#include <stdlib.h>

enum { ROOM_FIRST = 256 };

/* A pass for the next rows. */
struct order_pass {
    const struct row_order *order;
    const uint32_t *after;
    uint64_t after_entry;
    size_t max;
    struct row_batch *batch;
    bool cut;       /* there were max or more: the last one wanted is known */
    uint64_t worst; /* then: its first key */
};

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

static void order_sort(struct order_pass *pass)
{
    struct row_batch *batch = pass->batch;
    if (pass->order->count > 1 && batch->count > 1)
        qsort_r(batch->entries, batch->count, sizeof *batch->entries, row_order_compare,
                (void *)(uintptr_t)pass->order);
    else if (pass->order->count == 1 && batch->count > 1)
        qsort(batch->entries, batch->count, sizeof *batch->entries, order_compare_plain);
    if (batch->count < pass->max)
        return;
    batch->count = pass->max;
    pass->cut = true;
    pass->worst = batch->entries[pass->max - 1] >> 32;
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
    return row_order_compare(&entry, &pass->after_entry, (void *)(uintptr_t)pass->order) > 0;
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
    if (pass->order->count == 0 || key->steps > 0 || key->data->target || !key->data->zones ||
        key->data->ranks)
        return false;
    const struct zone *zone = &key->data->zones[block];
    uint32_t first = key->descending ? ~(zone->high + 1) : zone->low + 1;
    uint32_t last = key->descending ? ~(zone->low + 1) : zone->high + 1;
    return (pass->cut && first > pass->worst) ||
           (pass->after && last < (uint32_t)(pass->after_entry >> 32));
}

static bool order_block(struct order_pass *pass, const uint8_t *mask, uint32_t first, size_t rows)
{
    bool good = true;
    for (size_t i = 0; i < rows && good; i++)
        if (mask[i])
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
