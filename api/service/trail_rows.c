/* See trail_rows.h. One question for each step, of all records of the step before together. */
#include "hiraku/service/trail_rows.h"

#include "hiraku/model/model.h"
#include "hiraku/service/service.h"

static void trail_ask(struct list *list, const struct resource *table, struct filter filter)
{
    *list = (struct list){.without = COL_HIDDEN | COL_LOOKUP, .named = true};
    list->query =
        (struct query){.resource = table, .filter_count = 1, .fixed = 1, .limit = ROW_SET_MAX};
    list->query.filters[0] = filter;
}

static enum status trail_read_step(struct trail_rows *rows, size_t step,
                                   const struct service *service, struct problem *p)
{
    enum status status = list_open(&rows->lists[step], service, p);
    return status == STATUS_OK ? row_set_read(&rows->sets[step], &rows->lists[step], p) : status;
}

enum status trail_follow(struct trail_rows *rows, const struct service *service, struct problem *p)
{
    const struct trail *trail = rows->trail;
    for (size_t step = 1; step < trail->count && rows->sets[step - 1].count > 0; step++) {
        const struct row_set *before = &rows->sets[step - 1];
        const struct resource *table = trail->steps[step].table;
        struct slice *ids = arena_alloc(service->arena, before->count * sizeof *ids);
        if (!ids)
            return problem_memory(p);
        for (size_t i = 0; i < before->count; i++)
            ids[i] = row_cell(&before->rows[i], "id");
        trail_ask(&rows->lists[step], table,
                  (struct filter){.column = model_column(table, slice_of(trail->steps[step].from)),
                                  .comparison = COMPARISON_IN,
                                  .values = ids,
                                  .value_count = before->count});
        enum status status = trail_read_step(rows, step, service, p);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

enum status trail_read(struct trail_rows *rows, const struct service *service,
                       const struct column *column, struct slice id, struct problem *p)
{
    trail_ask(&rows->lists[0], rows->trail->steps[0].table,
              (struct filter){.column = column, .comparison = COMPARISON_EQ, .value = id});
    enum status status = trail_read_step(rows, 0, service, p);
    return status == STATUS_OK ? trail_follow(rows, service, p) : status;
}

const struct column *trail_column(const struct trail *trail, const struct resource *table)
{
    const struct resource *first = trail->steps[0].table;
    if (table == first)
        return first->columns;
    for (const struct column *column = first->columns; column->name; column++)
        if (column->ref == table && column_is_published(column) &&
            !(column->flags & COL_PROVENANCE))
            return column;
    return NULL;
}

size_t trail_find(const struct trail_rows *rows, size_t step, struct slice from, size_t i)
{
    const struct row_set *set = &rows->sets[step];
    int column = set->count > 0 ? view_index(set->view, rows->trail->steps[step].from) : -1;
    while (i < set->count && !(column >= 0 && slice_equal(set->rows[i].cells[column], from)))
        i++;
    return i;
}

void trail_close(struct trail_rows *rows)
{
    bool own = rows->lists[0].query.resource != NULL;
    for (size_t step = own ? 0 : 1; step < TRAIL_STEPS_MAX; step++) {
        row_set_free(&rows->sets[step]);
        if (rows->lists[step].query.resource)
            list_close(&rows->lists[step]);
    }
}
