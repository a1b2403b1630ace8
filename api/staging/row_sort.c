/* An external merge sort (row_sort.h).
 *
 * A record of a run is the record of the row with its key before it, so that a run is read as a
 * row_file is. Runs stand one behind the other in one file; each round of merging makes another.
 * Knows nothing of what is in rows and keys. */
#include "row_sort.h"

#include "row_file.h"

#include <stdlib.h>

enum { HEAD_SIZE = 2 * sizeof(uint32_t), RUNS_FIRST = 16 };

/* A keyed record: its length, that of the key, the key, the record of the row. */
struct item {
    uint64_t prefix; /* the first bytes of the key as a number: most comparisons end there */
    size_t at;       /* of the keyed record in `memory` */
};

struct row_sort {
    char *memory;
    size_t len, cap;
    struct item *items;
    size_t count, item_cap;
    struct row_file runs;
    uint64_t *ends; /* of each run in `runs` */
    size_t run_count, run_cap;
};

struct row_sort *row_sort_new(void)
{
    struct row_sort *sort = calloc(1, sizeof *sort);
    if (sort)
        row_file_init(&sort->runs);
    return sort;
}

void row_sort_free(struct row_sort *sort)
{
    if (!sort)
        return;
    row_file_free(&sort->runs);
    free(sort->memory);
    free(sort->items);
    free(sort->ends);
    free(sort);
}

/* --- keyed records ---------------------------------------------------------------------------- */

static struct slice keyed_key(const char *keyed)
{
    uint32_t len;
    memcpy(&len, keyed + sizeof len, sizeof len);
    return (struct slice){keyed + HEAD_SIZE, len};
}

static struct slice keyed_record(const char *keyed)
{
    struct slice key = keyed_key(keyed);
    uint32_t len;
    memcpy(&len, keyed, sizeof len);
    size_t skip = HEAD_SIZE + key.len;
    return (struct slice){keyed + skip, sizeof len + len - skip};
}

static uint64_t key_prefix(struct slice key)
{
    uint64_t prefix = 0;
    for (size_t i = 0; i < sizeof prefix; i++)
        prefix = prefix << 8 | (i < key.len ? (unsigned char)key.at[i] : 0);
    return prefix;
}

/* --- one run ---------------------------------------------------------------------------------- */

static int by_key(const void *left, const void *right, void *memory)
{
    const struct item *a = left, *b = right;
    if (a->prefix != b->prefix)
        return a->prefix < b->prefix ? -1 : 1;
    const char *bytes = memory;
    int order = slice_compare(keyed_key(bytes + a->at), keyed_key(bytes + b->at));
    return order != 0 ? order : (a->at > b->at) - (a->at < b->at);
}

static void sort_items(struct row_sort *sort)
{
    qsort_r(sort->items, sort->count, sizeof *sort->items, by_key, sort->memory);
}

static enum status note_run(struct row_sort *sort, uint64_t end, struct problem *p)
{
    if (sort->run_count == sort->run_cap) {
        size_t cap = sort->run_cap > 0 ? sort->run_cap * 2 : RUNS_FIRST;
        uint64_t *ends = realloc(sort->ends, cap * sizeof *ends);
        if (!ends)
            return problem_memory(p);
        sort->ends = ends;
        sort->run_cap = cap;
    }
    sort->ends[sort->run_count++] = end;
    return STATUS_OK;
}

static enum status end_run(struct row_sort *sort, struct problem *p)
{
    enum status status = STATUS_OK;
    sort_items(sort);
    for (size_t i = 0; i < sort->count && status == STATUS_OK; i++) {
        const char *keyed = sort->memory + sort->items[i].at;
        uint32_t len;
        memcpy(&len, keyed, sizeof len);
        status = row_file_append(&sort->runs, (struct slice){keyed, sizeof len + len}, p);
    }
    sort->len = 0;
    sort->count = 0;
    return status == STATUS_OK ? note_run(sort, row_file_end(&sort->runs), p) : status;
}

static bool sort_make_room(struct row_sort *sort, size_t size)
{
    if (sort->cap - sort->len < size) {
        size_t cap = sort->cap > 0 ? sort->cap : 64 * 1024;
        while (cap - sort->len < size)
            cap *= 2;
        char *memory = realloc(sort->memory, cap);
        if (!memory)
            return false;
        sort->memory = memory;
        sort->cap = cap;
    }
    if (sort->count == sort->item_cap) {
        size_t cap = sort->item_cap > 0 ? sort->item_cap * 2 : 1024;
        struct item *items = realloc(sort->items, cap * sizeof *items);
        if (!items)
            return false;
        sort->items = items;
        sort->item_cap = cap;
    }
    return true;
}

enum status row_sort_add(struct row_sort *sort, struct slice key, struct slice record,
                         struct problem *p)
{
    size_t size = HEAD_SIZE + key.len + record.len;
    if (size > UINT32_MAX)
        return problem_memory(p);
    if (sort->count > 0 && sort->len + size > ROW_SORT_MEMORY) {
        enum status status = end_run(sort, p);
        if (status != STATUS_OK)
            return status;
    }
    if (!sort_make_room(sort, size))
        return problem_memory(p);
    char *to = sort->memory + sort->len;
    uint32_t lengths[] = {(uint32_t)(size - sizeof *lengths), (uint32_t)key.len};
    memcpy(to, lengths, sizeof lengths);
    memcpy(to + HEAD_SIZE, key.at, key.len);
    memcpy(to + HEAD_SIZE + key.len, record.at, record.len);
    sort->items[sort->count++] = (struct item){key_prefix(key), sort->len};
    sort->len += size;
    return STATUS_OK;
}

/* --- merging ---------------------------------------------------------------------------------- */

struct merging {
    struct row_reader readers[ROW_SORT_FAN];
    struct slice at[ROW_SORT_FAN]; /* keyed records; empty: the run is over */
    size_t count;
};

/* The run whose record comes next: of equal keys the earlier one. SIZE_MAX: all are over. */
static size_t merging_first(const struct merging *merging)
{
    size_t first = SIZE_MAX;
    for (size_t i = 0; i < merging->count; i++)
        if (merging->at[i].len > 0 &&
            (first == SIZE_MAX ||
             slice_compare(keyed_key(merging->at[i].at), keyed_key(merging->at[first].at)) < 0))
            first = i;
    return first;
}

/* Appends the runs from `from` on, of which the last ends at `to`; only the rows, or with keys. */
static enum status merge_runs(const struct row_sort *sort, size_t from, size_t to,
                              struct row_file *target, bool keyed, struct problem *p)
{
    struct merging *merging = calloc(1, sizeof *merging);
    enum status status = merging ? STATUS_OK : problem_memory(p);
    for (size_t i = from; i < to && status == STATUS_OK; i++) {
        struct row_reader *reader = &merging->readers[merging->count];
        row_reader_open(reader, &sort->runs, i > 0 ? sort->ends[i - 1] : 0, sort->ends[i]);
        status = row_reader_next(reader, &merging->at[merging->count++], p);
    }
    while (status == STATUS_OK) {
        size_t first = merging_first(merging);
        if (first == SIZE_MAX)
            break;
        struct slice record = merging->at[first];
        status = row_file_append(target, keyed ? record : keyed_record(record.at), p);
        if (status == STATUS_OK)
            status = row_reader_next(&merging->readers[first], &merging->at[first], p);
    }
    for (size_t i = 0; merging && i < merging->count; i++)
        row_reader_close(&merging->readers[i]);
    free(merging);
    return status;
}

/* Fewer runs, each of ROW_SORT_FAN. */
static enum status merge_round(struct row_sort *sort, struct problem *p)
{
    struct row_file merged;
    enum status status = STATUS_OK;
    size_t made = 0;
    row_file_init(&merged);
    for (size_t from = 0; from < sort->run_count && status == STATUS_OK; from += ROW_SORT_FAN) {
        size_t left = sort->run_count - from;
        size_t to = from + (left < ROW_SORT_FAN ? left : ROW_SORT_FAN);
        status = merge_runs(sort, from, to, &merged, true, p);
        sort->ends[made++] = row_file_end(&merged);
    }
    row_file_free(&sort->runs);
    sort->runs = merged;
    sort->run_count = made;
    return status;
}

static enum status give_items(struct row_sort *sort, struct row_file *to, struct problem *p)
{
    enum status status = STATUS_OK;
    sort_items(sort);
    for (size_t i = 0; i < sort->count && status == STATUS_OK; i++)
        status = row_file_append(to, keyed_record(sort->memory + sort->items[i].at), p);
    return status;
}

enum status row_sort_finish(struct row_sort *sort, struct row_file *to, struct problem *p)
{
    if (sort->run_count == 0)
        return give_items(sort, to, p);
    enum status status = end_run(sort, p);
    while (status == STATUS_OK && sort->run_count > ROW_SORT_FAN)
        status = merge_round(sort, p);
    return status == STATUS_OK ? merge_runs(sort, 0, sort->run_count, to, false, p) : status;
}
