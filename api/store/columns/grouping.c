/* See grouping.h. Of each block the keys of all rows are put together to one number, column by
 * column; then each row is counted for its number. */
#include "hiraku/store/columns/grouping.h"

#include "scan.h"

#include <stdlib.h>

enum {
    SLOTS_DIRECT = 1 << 20, /* as many numbers need no hash */
    SLOTS_FIRST = 1 << 12,
    SUMS_FIRST = 64,
};

#define UNSELECTED UINT32_MAX

/* --- places of groups ------------------------------------------------------------------------- */

static size_t grouping_hash(const struct grouping *grouping, uint32_t number)
{
    return (size_t)((number * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & (grouping->slot_count - 1);
}

static uint32_t *grouping_slot(const struct grouping *grouping, uint32_t number)
{
    if (!grouping->hashed)
        return &grouping->slots[number];
    size_t at = grouping_hash(grouping, number);
    while (grouping->slots[at] && grouping->numbers[grouping->slots[at] - 1] != number)
        at = (at + 1) & (grouping->slot_count - 1);
    return &grouping->slots[at];
}

static bool grouping_grow_slots(struct grouping *grouping)
{
    uint32_t *slots = calloc(2 * grouping->slot_count, sizeof *slots);
    if (!slots)
        return false;
    free(grouping->slots);
    grouping->slots = slots;
    grouping->slot_count *= 2;
    for (size_t i = 0; i < grouping->count; i++)
        *grouping_slot(grouping, grouping->numbers[i]) = (uint32_t)i + 1;
    return true;
}

static bool grouping_grow_sums(struct grouping *grouping)
{
    size_t room = grouping->room ? 2 * grouping->room : SUMS_FIRST;
    struct group_sum *sums = realloc(grouping->sums, room * sizeof *sums);
    if (!sums)
        return false;
    grouping->sums = sums;
    uint32_t *numbers = realloc(grouping->numbers, room * sizeof *numbers);
    if (!numbers)
        return false;
    grouping->numbers = numbers;
    grouping->room = room;
    return true;
}

/* A new group, whose first row this is; NULL: no memory, or too many. */
static struct group_sum *grouping_add(struct grouping *grouping, uint32_t number, uint32_t row,
                                      uint32_t *slot)
{
    if (grouping->count == grouping->max ||
        (grouping->count == grouping->room && !grouping_grow_sums(grouping)))
        return NULL;
    struct group_sum *sum = &grouping->sums[grouping->count];
    grouping->numbers[grouping->count] = number;
    *slot = (uint32_t)++grouping->count;
    *sum = (struct group_sum){.first = row, .first_valued = GROUPING_NO_ROW};
    if (grouping->hashed && 2 * grouping->count > grouping->slot_count &&
        !grouping_grow_slots(grouping))
        return NULL;
    return sum;
}

/* How many numbers there are; 0: too many. */
static uint32_t grouping_numbers(const struct grouping *grouping)
{
    uint64_t numbers = 1;
    for (size_t i = 0; i < grouping->key_count; i++) {
        uint64_t count = grouping->keys[i].count;
        numbers *= count > 0 ? count : 1;
        if (numbers >= UNSELECTED)
            return 0;
    }
    return (uint32_t)numbers;
}

/* --- rows ------------------------------------------------------------------------------------- */

/* The rows of a block. Rows that are not selected have the number UNSELECTED or, where most are
 * selected, any: they are then left out of a run. */
struct grouping_block {
    uint32_t first;
    size_t rows;
    bool valued, plain; /* all have a value; none has a note */
    bool masked;        /* some are not selected, and only the mask tells */
    uint8_t mask[ZONE_ROWS];
    uint32_t numbers[ZONE_ROWS];
    uint8_t changes[ZONE_ROWS];
};

static void grouping_number_rows(const struct grouping_key *key, struct grouping_block *block)
{
    uint32_t count = (uint32_t)key->count;
    for (size_t i = 0; i < block->rows; i++) {
        uint32_t code = data_code(key->data, block->first + (uint32_t)i);
        block->numbers[i] = block->numbers[i] * count + (key->map ? key->map[code] : code);
    }
}

static void grouping_number(const struct grouping_key *key, struct grouping_block *block)
{
    const char *codes = key->data->codes;
    if (!codes || key->map) {
        grouping_number_rows(key, block);
        return;
    }
    const struct scan scan = {codes + (size_t)block->first * key->data->width, key->data->width,
                              block->rows};
    scan_number(&scan, (uint32_t)key->count, key->data->count - 1, block->numbers);
}

/* --- runs: rows of one group that follow each other ------------------------------------------- */

struct grouping_run {
    uint32_t from, to;   /* rows; the first and the last are selected */
    uint32_t rows;       /* that are selected */
    const uint8_t *mask; /* of each; NULL: all are */
};

static bool grouping_run_has(const struct grouping_run *run, uint32_t row)
{
    return !run->mask || run->mask[row - run->from];
}

/* The smallest code that is a value, and the greatest, of some rows. */
struct grouping_codes {
    uint32_t least, greatest;
    uint32_t valued; /* rows */
};

static void grouping_codes(const struct column_data *data, const struct grouping_run *run,
                           bool empty, struct grouping_codes *found)
{
    struct scan_extremes extremes = {run->from, run->to - 1, 0};
    const struct scan scan = {
        data->codes ? (const char *)data->codes + (size_t)run->from * data->width : NULL,
        data->width, run->to - run->from};
    if (data->codes && run->mask)
        scan_extremes_of(&scan, run->mask, empty, &extremes);
    else if (data->codes)
        scan_extremes(&scan, empty, &extremes);
    else if (data->width == 0)
        extremes = (struct scan_extremes){0, 0, run->rows};
    *found = (struct grouping_codes){extremes.least, extremes.greatest,
                                     empty ? run->rows - extremes.zeros : run->rows};
}

/* The first row of a run whose code is one of these; there is one. */
static uint32_t grouping_first_of(const struct column_data *value, const struct grouping_run *run,
                                  struct code_range codes)
{
    uint32_t row = run->from;
    while (row + 1 < run->to && (data_code_read(value, row) - codes.low >= codes.high - codes.low ||
                                 !grouping_run_has(run, row)))
        row++;
    return row;
}

/* The codes of this one's rank. */
static struct code_range grouping_alike(const struct column_data *value, uint32_t code)
{
    uint32_t rank = data_rank(value, code);
    struct code_range alike = {code, code + 1};
    while (alike.low > 0 && data_rank(value, alike.low - 1) == rank)
        alike.low--;
    while (alike.high < value->count && data_rank(value, alike.high) == rank)
        alike.high++;
    return alike;
}

/* Values of one rank are written differently; the first of them in table order counts. */
static void grouping_extremes(const struct grouping *grouping, struct group_sum *sum,
                              const struct grouping_run *run, const struct grouping_codes *codes)
{
    const struct column_data *value = grouping->value;
    if (codes->least >= value->count || codes->greatest >= value->count) {
        value->table->columns_of->damaged = true;
        return;
    }
    uint32_t least = data_rank(value, codes->least), greatest = data_rank(value, codes->greatest);
    if (sum->values == 0 || least < data_rank(value, sum->least)) {
        sum->least_row = grouping_first_of(value, run, grouping_alike(value, codes->least));
        sum->least = data_code(value, sum->least_row);
    }
    if (sum->values == 0 || greatest > data_rank(value, sum->greatest)) {
        sum->greatest_row = grouping_first_of(value, run, grouping_alike(value, codes->greatest));
        sum->greatest = data_code(value, sum->greatest_row);
    }
}

/* Rows with a value and a note. */
static uint32_t grouping_noted(const struct grouping *grouping, const struct grouping_run *run)
{
    uint32_t noted = 0;
    bool empty = data_has_empty(grouping->value);
    for (uint32_t row = run->from; row < run->to; row++)
        noted += data_code(grouping->note, row) != grouping->plain && grouping_run_has(run, row) &&
                 !(empty && data_code(grouping->value, row) == 0);
    return noted;
}

static uint32_t grouping_first_valued(const struct grouping *grouping,
                                      const struct grouping_run *run)
{
    uint32_t row = run->from;
    while (row + 1 < run->to &&
           (data_code(grouping->value, row) == 0 || !grouping_run_has(run, row)))
        row++;
    return row;
}

static void grouping_values(const struct grouping *grouping, const struct grouping_block *block,
                            struct group_sum *sum, const struct grouping_run *run)
{
    struct grouping_codes codes = {.valued = run->rows};
    if (!block->valued || grouping->extremes)
        grouping_codes(grouping->value, run, !block->valued, &codes);
    if (codes.valued == 0)
        return;
    if (sum->values == 0)
        sum->first_valued = block->valued ? run->from : grouping_first_valued(grouping, run);
    if (grouping->extremes)
        grouping_extremes(grouping, sum, run, &codes);
    sum->values += codes.valued;
    if (!block->plain)
        sum->noted += grouping_noted(grouping, run);
}

/* Of rows of one number. */
static struct grouping_run grouping_run_of(const struct grouping_block *block, size_t from,
                                           size_t to)
{
    if (block->masked)
        from = scan_next(block->mask, from, to);
    while (block->masked && to > from && !block->mask[to - 1])
        to--;
    const uint8_t *mask = block->masked ? block->mask + from : NULL;
    uint32_t rows = (uint32_t)(mask ? scan_count(mask, to - from) : to - from);
    return (struct grouping_run){block->first + (uint32_t)from, block->first + (uint32_t)to, rows,
                                 rows < to - from ? mask : NULL};
}

static bool grouping_count_block(struct grouping *grouping, struct grouping_block *block)
{
    scan_changes(block->numbers, block->rows, block->changes);
    for (size_t i = 0, end; i < block->rows; i = end) {
        uint32_t number = block->numbers[i];
        end = scan_next(block->changes, i + 1, block->rows);
        const struct grouping_run run = grouping_run_of(block, i, end);
        if (number == UNSELECTED || run.rows == 0)
            continue;
        uint32_t *slot = grouping_slot(grouping, number);
        struct group_sum *sum =
            *slot ? &grouping->sums[*slot - 1] : grouping_add(grouping, number, run.from, slot);
        if (!sum)
            return false;
        sum->rows += run.rows;
        if (grouping->value)
            grouping_values(grouping, block, sum, &run);
    }
    return true;
}

static void grouping_look(const struct grouping *grouping, struct grouping_block *block,
                          uint32_t number)
{
    const struct column_data *value = grouping->value, *note = grouping->note;
    block->valued =
        value && (!data_has_empty(value) || (value->zones && value->zones[number].low > 0));
    block->plain = !note || (note->width == 0 && grouping->plain == 0) ||
                   (note->zones && note->zones[number].low == grouping->plain &&
                    note->zones[number].high == grouping->plain);
}

static enum status grouping_rows(struct grouping *grouping, struct selection *selection,
                                 struct grouping_block *block, struct problem *p)
{
    uint32_t blocks = selection_blocks(selection);
    for (uint32_t number = 0; number < blocks; number++) {
        enum status status = selection_poll(selection, p);
        if (status != STATUS_OK)
            return status;
        size_t selected = selection_block(selection, number, block->mask);
        if (selected == 0)
            continue;
        block->first = number * ZONE_ROWS;
        block->rows = selection_block_rows(selection, number);
        grouping_look(grouping, block, number);
        memset(block->numbers, 0, block->rows * sizeof *block->numbers);
        for (size_t i = 0; i < grouping->key_count; i++)
            grouping_number(&grouping->keys[i], block);
        block->masked = selected < block->rows && selected > block->rows / 2;
        for (size_t i = 0; selected <= block->rows / 2 && i < block->rows; i++)
            block->numbers[i] |= (uint32_t)block->mask[i] - 1;
        if (!grouping_count_block(grouping, block))
            return grouping->count == grouping->max
                       ? problem_set(p, STATUS_TOO_MANY_GROUPS, SLICE_NONE, SLICE_NONE, NULL)
                       : problem_memory(p);
    }
    return STATUS_OK;
}

enum status grouping_run(struct grouping *grouping, struct selection *selection, struct problem *p)
{
    uint32_t numbers = grouping_numbers(grouping);
    if (numbers == 0)
        return problem_set(p, STATUS_TOO_MANY_GROUPS, SLICE_NONE, SLICE_NONE, NULL);
    grouping->hashed = numbers > SLOTS_DIRECT;
    grouping->slot_count = grouping->hashed ? SLOTS_FIRST : (size_t)numbers;
    grouping->slots = calloc(grouping->slot_count, sizeof *grouping->slots);
    struct grouping_block *block = malloc(sizeof *block);
    enum status status =
        grouping->slots && block ? grouping_rows(grouping, selection, block, p) : problem_memory(p);
    free(block);
    return status;
}

void grouping_close(struct grouping *grouping)
{
    free(grouping->sums);
    free(grouping->numbers);
    free(grouping->slots);
}
