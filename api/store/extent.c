/* How full the tables are and which time they cover, as their columns tell. Hidden and looked-up
 * columns are not counted: they are nobody's to fill in. */
#include "hiraku/store/extent.h"

#include "hiraku/model/model.h"
#include "hiraku/query/query.h"

#include "hiraku/store/columns/selection.h"
#include "store.h"

static void extent_keep_day(char text[DATE_TEXT_SIZE], int32_t day)
{
    if (day != DAY_OPEN)
        date_format(date_from_days(day), text);
}

/* Every value of a dictionary is some row's. */
static void extent_period(struct column_extent *extent, const struct column_data *data)
{
    int32_t starts = DAY_OPEN, ends = DAY_OPEN;
    for (uint32_t code = 0; code < data->count; code++) {
        const struct code_days *days = &data->days[code];
        if (days->starts != DAY_OPEN && (starts == DAY_OPEN || days->starts < starts))
            starts = days->starts;
        ends = days->ends > ends ? days->ends : ends;
    }
    extent_keep_day(extent->starts, starts);
    extent_keep_day(extent->ends, ends);
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
    selection_close(&selection);
    if (data->days)
        extent_period(extent, data);
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
