/* Conditions on references, once there is a store to look at: a record that does not exist is a
 * mistake to be told, as an unknown code is, and not an empty answer. */
#include "internal.h"

static enum status refuse(struct request *request, struct store *store, const struct filter *filter,
                          struct slice value, struct problem *p)
{
    const struct resource *target = filter->column->ref;
    struct slice nearest = {NULL, 0};
    enum status status = store_nearest(store, target, value, &request->arena, &nearest, p);
    if (status != STATUS_OK)
        return status;
    status = problem_set(p, STATUS_BAD_PARAMETER, filter->name, value, NULL);
    problem_nearest(p, nearest);
    problem_example(p, arena_printf(&request->arena, "/v1/%s", target->name).at);
    return status;
}

static enum status check(struct request *request, struct store *store, const struct filter *filter,
                         struct slice value, struct problem *p)
{
    bool found = true;
    if (value.len == 0)
        return STATUS_OK;
    enum status status = store_has(store, filter->column->ref, value, &found, p);
    return status == STATUS_OK && !found ? refuse(request, store, filter, value, p) : status;
}

static bool is_whole_id(enum comparison comparison)
{
    return comparison == COMPARISON_EQ || comparison == COMPARISON_NE ||
           comparison == COMPARISON_IN || comparison == COMPARISON_NOTIN;
}

enum status references_check(struct request *request, struct store *store,
                             const struct query *query, struct problem *p)
{
    enum status status = STATUS_OK;
    for (size_t i = query->fixed; i < query->filter_count && status == STATUS_OK; i++) {
        const struct filter *filter = &query->filters[i];
        if (filter->column->type != TYPE_REF || !is_whole_id(filter->comparison))
            continue;
        if (!filter->values)
            status = check(request, store, filter, filter->value, p);
        for (size_t j = 0; filter->values && j < filter->value_count && status == STATUS_OK; j++)
            status = check(request, store, filter, filter->values[j], p);
    }
    return status;
}
