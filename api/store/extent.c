/* How full the tables are and which time they cover, as their columns tell. Hidden and looked-up
 * columns are not counted: they are nobody's to fill in. */
#include "hiraku/store/extent.h"

#include "hiraku/model/model.h"
#include "hiraku/query/query.h"

#include "hiraku/store/columns/selection.h"
#include "store.h"

#include <stdlib.h>

static void extent_keep_day(char text[DATE_TEXT_SIZE], int32_t day)
{
    if (day != DAY_OPEN)
        date_format(date_from_days(day), text);
}

/* `used`, a byte for each code: whether it is one of the selection's rows. */
static enum status extent_mark(struct selection *selection, const struct column_data *data,
                               uint8_t *used, struct problem *p)
{
    uint8_t mask[ZONE_ROWS];
    uint32_t blocks = selection_blocks(selection);
    enum status status = STATUS_OK;
    for (uint32_t block = 0; block < blocks && status == STATUS_OK; block++) {
        status = selection_poll(selection, p);
        size_t rows = status == STATUS_OK && selection_block(selection, block, mask) > 0
                          ? selection_block_rows(selection, block)
                          : 0;
        for (size_t i = 0; i < rows; i++)
            used[data_code(data, block * ZONE_ROWS + (uint32_t)i)] |= mask[i];
    }
    return status;
}

/* Without versions every value of a dictionary is some row's; `used` is NULL then. */
static void extent_days(struct column_extent *extent, const struct column_data *data,
                        const uint8_t *used)
{
    int32_t starts = DAY_OPEN, ends = DAY_OPEN;
    for (uint32_t code = 0; code < data->count; code++) {
        const struct code_days *days = &data->days[code];
        if (used && !used[code])
            continue;
        if (days->starts != DAY_OPEN && (starts == DAY_OPEN || days->starts < starts))
            starts = days->starts;
        ends = days->ends > ends ? days->ends : ends;
    }
    extent_keep_day(extent->starts, starts);
    extent_keep_day(extent->ends, ends);
}

static enum status extent_period(struct column_extent *extent, struct selection *selection,
                                 const struct column_data *data, struct problem *p)
{
    enum status status = STATUS_OK;
    uint8_t *used = NULL;
    if (data->table->versioned) {
        used = calloc((size_t)data->count + 1, 1);
        status = used ? extent_mark(selection, data, used, p) : problem_memory(p);
    }
    if (status == STATUS_OK)
        extent_days(extent, data, used);
    free(used);
    return status;
}

static enum status extent_column(struct column_extent *extent, const struct store *store,
                                 const struct resource *resource, const struct column_data *data,
                                 struct problem *p)
{
    const struct query all = {.resource = resource};
    const struct selection_context context = {&store->columns, store->first_month,
                                              &store->deadline_ms};
    struct selection selection;
    bool complete;
    enum status status = selection_open(&selection, &context, &all, p);
    if (status == STATUS_OK) {
        selection_add_filled(&selection, data);
        status = selection_count(&selection, 0, &extent->filled, &complete, p);
    }
    if (status == STATUS_OK && data->days)
        status = extent_period(extent, &selection, data, p);
    selection_close(&selection);
    return status;
}

enum status store_extent(struct store *store, const struct resource *resource,
                         struct extent *extent, struct problem *p)
{
    const struct table_data *table = columns_table(&store->columns, resource);
    enum status status = STATUS_OK;
    *extent = (struct extent){.resource = resource};
    for (size_t i = 0; resource->columns[i].name && status == STATUS_OK; i++)
        if (table && column_is_published(&resource->columns[i]))
            status = extent_column(&extent->columns[i], store, resource, &table->columns[i], p);
    return status == STATUS_OK ? columns_check(&store->columns, p) : status;
}
