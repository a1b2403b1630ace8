/* See selection.h. A block's smallest and greatest code often tell that all its rows are selected
 * or none of them, so that its codes are not read. */
#include "hiraku/store/columns/selection.h"

#include "hiraku/base/clock.h"

#include "scan.h"

enum { SELECTION_MEMORY = 512 << 20 };

/* What a block's zone tells of a condition. */
enum zone_tells { ZONE_NONE, ZONE_ALL, ZONE_SOME };

/* --- opening ---------------------------------------------------------------------------------- */

/* The rows of a table that one condition selects, a byte each; NULL: no memory. */
static const uint8_t *selection_rows_of(const struct predicate *predicate, struct arena *arena)
{
    const struct table_data *table = predicate->data->table;
    uint8_t *rows = arena_alloc(arena, (size_t)table->rows + 1);
    for (uint32_t row = 0; rows && row < table->rows; row++)
        rows[row] = predicate_test(predicate, data_code(predicate->data, row));
    return rows;
}

/* The table that a filter's condition is on, from the row's own on. */
static const struct table_data *selection_step(const struct table_data *table,
                                               const struct column *reference,
                                               const struct column_data **data)
{
    *data = table ? table_column(table, reference) : NULL;
    return *data ? (*data)->target : NULL;
}

/* A condition on a record referred to: from the last step back to the row. */
static enum status selection_add(struct selection *selection,
                                 const struct predicate_context *context,
                                 const struct filter *filter, struct problem *p)
{
    struct predicate *predicate = &selection->predicates[selection->count];
    const struct column_data *references[QUERY_STEPS_MAX];
    const struct table_data *table = selection->table;
    for (size_t i = 0; i < filter->steps; i++)
        table = selection_step(table, filter->through[i], &references[i]);
    if (!table)
        return problem_set(p, STATUS_INTERNAL, filter->name, SLICE_NONE, NULL);
    enum status status = predicate_of(predicate, context, table, filter, p);
    for (size_t i = filter->steps; i-- > 0 && status == STATUS_OK;) {
        const uint8_t *rows = selection_rows_of(predicate, context->arena);
        status = rows ? predicate_of_reference(predicate, context, references[i], rows, p)
                      : problem_memory(p);
    }
    selection->count++;
    return status;
}

/* What holds since the view's release or before, and not until a release before it. */
static void selection_add_view(struct selection *selection)
{
    const struct table_data *table = selection->table;
    uint32_t view = table->columns_of->view;
    selection->viewed[0] = (struct code_range){0, view + 1};
    selection->viewed[1] = (struct code_range){1, view};
    selection->view[0] = (struct predicate){
        .data = &table->since, .ranges = &selection->viewed[0], .range_count = 1};
    selection->view[1] = (struct predicate){
        .data = &table->until, .negated = true, .ranges = &selection->viewed[1], .range_count = 1};
    selection->views = 2;
}

enum status selection_open(struct selection *selection, const struct selection_context *context,
                           const struct query *query, struct problem *p)
{
    const struct predicate_context compile = {context->columns, context->first_month,
                                              &selection->arena};
    selection->table = columns_table(context->columns, query->resource);
    selection->count = selection->views = 0;
    selection->rows = NULL;
    selection->deadline_ms = context->deadline_ms;
    arena_init(&selection->arena, SELECTION_MEMORY);
    if (!selection->table)
        return problem_set(p, STATUS_INTERNAL, slice_of(query->resource->name), SLICE_NONE, NULL);
    enum status status = STATUS_OK;
    if (selection->table->versioned)
        selection_add_view(selection);
    for (size_t i = 0; i < query->filter_count && status == STATUS_OK; i++)
        status = selection_add(selection, &compile, &query->filters[i], p);
    return status;
}

void selection_close(struct selection *selection)
{
    arena_free(&selection->arena);
}

enum status selection_add_referring(struct selection *selection,
                                    const struct column_data *reference, const uint8_t *rows,
                                    struct problem *p)
{
    const struct predicate_context context = {reference->table->columns_of, 0, &selection->arena};
    return predicate_of_reference(&selection->predicates[selection->count++], &context, reference,
                                  rows, p);
}

void selection_add_filled(struct selection *selection, const struct column_data *data)
{
    static struct code_range empty[] = {{0, 1}};
    selection->predicates[selection->count++] = (struct predicate){
        .data = data, .negated = true, .ranges = empty, .range_count = data_has_empty(data)};
}

/* --- blocks ----------------------------------------------------------------------------------- */

static struct zone selection_zone(const struct column_data *data, uint32_t block, size_t rows)
{
    if (data->zones)
        return data->zones[block];
    uint32_t first = data->width ? block * ZONE_ROWS : 0;
    return (struct zone){first, data->width ? first + (uint32_t)rows - 1 : 0};
}

static enum zone_tells selection_zone_tells(const struct predicate *predicate, struct zone zone)
{
    enum zone_tells tells = ZONE_NONE;
    if (zone.low == zone.high && zone.low < predicate->data->count)
        return predicate_test(predicate, zone.low) ? ZONE_ALL : ZONE_NONE;
    if (predicate->set)
        return ZONE_SOME;
    for (size_t i = 0; i < predicate->range_count; i++) {
        const struct code_range *range = &predicate->ranges[i];
        if (zone.low >= range->low && zone.high < range->high)
            tells = ZONE_ALL;
        else if (zone.high >= range->low && zone.low < range->high && tells == ZONE_NONE)
            tells = ZONE_SOME;
    }
    return tells == ZONE_SOME || !predicate->negated ? tells
           : tells == ZONE_ALL                       ? ZONE_NONE
                                                     : ZONE_ALL;
}

/* Codes that are the rows' numbers need no array. */
static void selection_scan_rows(const struct predicate *predicate, uint32_t first, size_t rows,
                                uint8_t *mask)
{
    for (size_t i = 0; predicate->set && i < rows; i++)
        mask[i] = predicate->set[first + i];
    for (size_t r = 0; !predicate->set && r < predicate->range_count; r++) {
        const struct code_range *range = &predicate->ranges[r];
        uint32_t low = range->low > first ? range->low - first : 0;
        uint32_t high = range->high > first ? range->high - first : 0;
        for (size_t i = low; i < high && i < rows; i++)
            mask[i] = 1;
    }
}

static struct scan selection_codes(const struct column_data *data, uint32_t first, size_t rows)
{
    return (struct scan){(const char *)data->codes + (size_t)first * data->width, data->width,
                         rows};
}

static void selection_scan(const struct predicate *predicate, uint32_t block, struct zone zone,
                           size_t rows, uint8_t *mask)
{
    const struct column_data *data = predicate->data;
    uint32_t first = block * ZONE_ROWS;
    memset(mask, 0, rows);
    if (!data->codes) {
        selection_scan_rows(predicate, first, rows, mask);
        return;
    }
    const struct scan scan = selection_codes(data, first, rows);
    if (predicate->set) {
        scan_set(&scan, predicate->set, data->count, mask);
        return;
    }
    for (size_t i = 0; i < predicate->range_count; i++) {
        const struct code_range *range = &predicate->ranges[i];
        if (zone.high >= range->low && zone.low < range->high)
            scan_range(&scan, range->low, range->high - range->low, mask);
    }
}

/* `first` is that of a block. */
static void selection_mask_rows(const uint64_t *bits, uint32_t first, size_t rows, uint8_t *mask)
{
    for (size_t at = 0; at < rows; at += 64) {
        size_t end = rows - at < 64 ? rows - at : 64;
        uint64_t word = bits[(first + at) / 64];
        if (word == 0)
            memset(mask + at, 0, end);
        for (size_t i = 0; word != 0 && ~word != 0 && i < end; i++)
            mask[at + i] = (uint8_t)(mask[at + i] & (word >> i & 1));
    }
}

/* Of 64 rows; those behind the last are 0. */
static uint64_t selection_word(const uint8_t *mask, size_t rows)
{
    uint64_t word = 0;
    for (size_t i = 0; i < rows; i++)
        word |= (uint64_t)mask[i] << i;
    return word;
}

/* Takes from the mask what a condition does not hold for, of ZONE_NONE nothing. */
static enum zone_tells selection_narrow(struct selection *selection,
                                        const struct predicate *predicate, uint32_t block,
                                        uint8_t *mask)
{
    size_t rows = selection_block_rows(selection, block);
    struct zone zone = selection_zone(predicate->data, block, rows);
    enum zone_tells tells = selection_zone_tells(predicate, zone);
    if (tells != ZONE_SOME)
        return tells;
    if (predicate->data->codes && !predicate->set && predicate->range_count == 1) {
        const struct code_range *range = predicate->ranges;
        const struct scan scan = selection_codes(predicate->data, block * ZONE_ROWS, rows);
        scan_keep(&scan, range->low, range->high - range->low, predicate->negated, mask);
        return ZONE_SOME;
    }
    selection_scan(predicate, block, zone, rows, selection->one);
    (predicate->negated ? scan_and_not : scan_and)(mask, selection->one, rows);
    return ZONE_SOME;
}

size_t selection_block(struct selection *selection, uint32_t block, uint8_t mask[ZONE_ROWS])
{
    size_t rows = selection_block_rows(selection, block);
    bool all = true;
    memset(mask, 1, rows);
    for (size_t i = 0; i < selection->count + selection->views; i++) {
        enum zone_tells tells =
            selection_narrow(selection,
                             i < selection->count ? &selection->predicates[i]
                                                  : &selection->view[i - selection->count],
                             block, mask);
        if (tells == ZONE_NONE) {
            memset(mask, 0, rows);
            return 0;
        }
        all = all && tells == ZONE_ALL;
    }
    if (selection->rows)
        selection_mask_rows(selection->rows, block * ZONE_ROWS, rows, mask);
    return all && !selection->rows ? rows : scan_count(mask, rows);
}

enum status selection_bits(struct selection *selection, uint64_t *bits, struct problem *p)
{
    uint8_t mask[ZONE_ROWS];
    uint32_t blocks = selection_blocks(selection);
    for (uint32_t block = 0; block < blocks; block++) {
        enum status status = selection_poll(selection, p);
        if (status != STATUS_OK)
            return status;
        size_t rows = selection_block(selection, block, mask) > 0
                          ? selection_block_rows(selection, block)
                          : 0;
        for (size_t at = 0; at < rows; at += 64)
            bits[((size_t)block * ZONE_ROWS + at) / 64] =
                selection_word(mask + at, rows - at < 64 ? rows - at : 64);
    }
    return STATUS_OK;
}

enum status selection_poll(const struct selection *selection, struct problem *p)
{
    int64_t deadline = selection->deadline_ms ? *selection->deadline_ms : 0;
    if (deadline != 0 && clock_monotonic_ms() > deadline)
        return problem_set(p, STATUS_DEADLINE, SLICE_NONE, SLICE_NONE, NULL);
    return STATUS_OK;
}

enum status selection_count(struct selection *selection, int64_t until_ms, uint64_t *count,
                            bool *complete, struct problem *p)
{
    uint8_t mask[ZONE_ROWS];
    uint32_t blocks = selection_blocks(selection);
    *count = 0;
    *complete = true;
    for (uint32_t block = 0; block < blocks; block++) {
        enum status status = selection_poll(selection, p);
        if (status != STATUS_OK)
            return status;
        if (until_ms != 0 && *count > 0 && clock_monotonic_ms() >= until_ms) {
            *complete = false;
            break;
        }
        *count += selection_block(selection, block, mask);
    }
    return STATUS_OK;
}
