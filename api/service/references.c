/* See service/references.h. */
#include "hiraku/service/references.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/text.h"
#include "hiraku/query/path.h"
#include "hiraku/service/service.h"
#include "hiraku/store/count.h"
#include "hiraku/store/store.h"

/* Whether a record of the table has this name. */
static bool is_named(struct store *store, const struct resource *table, const struct column *label,
                     struct slice name)
{
    struct query query = {.resource = table, .filter_count = 1};
    uint64_t count = 0;
    bool complete;
    query.filters[0].column = label;
    query.filters[0].value = name;
    return store_count(store, &query, -1, &count, &complete, NULL) == STATUS_OK && count > 0;
}

/* A name in the place of an id: the condition on the name; empty if there is no such name. */
static struct slice reference_by_name(const struct service *service, const struct filter *filter,
                                      struct slice value)
{
    const struct resource *table = filter->column->ref;
    struct slice name = text_nfkc(service->arena, value);
    if (filter->steps == QUERY_STEPS_MAX || filter->comparison != COMPARISON_EQ || !name.at)
        return SLICE_NONE;
    for (const struct column *column = table->columns; column->name; column++)
        if (column->flags & COL_LABEL && is_named(service->store, table, column, name))
            return arena_printf(service->arena, "%.*s.%s=%.*s", (int)filter->name.len,
                                filter->name.at, column->name, (int)name.len, name.at);
    return SLICE_NONE;
}

static enum status reference_refuse(const struct service *service, const struct filter *filter,
                                    struct slice value, struct problem *p)
{
    const struct resource *target = filter->column->ref;
    struct slice nearest = {NULL, 0};
    enum status status = store_nearest(service->store, target, value, service->arena, &nearest, p);
    if (status != STATUS_OK)
        return status;
    status = problem_set(p, STATUS_UNKNOWN_REFERENCE, filter->name, value, NULL);
    problem_nearest(p, nearest.len ? nearest : reference_by_name(service, filter, value));
    problem_example(p, arena_printf(service->arena, "/v1/%s", target->name).at);
    return status;
}

static enum status reference_check(const struct service *service, const struct filter *filter,
                                   struct slice value, struct problem *p)
{
    bool found = true;
    if (value.len == 0)
        return STATUS_OK;
    enum status status = store_has(service->store, filter->column->ref, value, &found, p);
    return status == STATUS_OK && !found ? reference_refuse(service, filter, value, p) : status;
}

static bool is_whole_id(enum comparison comparison)
{
    return comparison == COMPARISON_EQ || comparison == COMPARISON_NE ||
           comparison == COMPARISON_IN || comparison == COMPARISON_NOTIN;
}

enum status references_check(const struct service *service, const struct query *query,
                             struct problem *p)
{
    enum status status = STATUS_OK;
    for (size_t i = query->fixed; i < query->filter_count && status == STATUS_OK; i++) {
        const struct filter *filter = &query->filters[i];
        if (filter->column->type != TYPE_REF || !is_whole_id(filter->comparison))
            continue;
        if (!filter->values)
            status = reference_check(service, filter, filter->value, p);
        for (size_t j = 0; filter->values && j < filter->value_count && status == STATUS_OK; j++)
            status = reference_check(service, filter, filter->values[j], p);
    }
    return status;
}
