/* Conditions on references, once there is a store to look at: a record that does not exist is a
 * mistake to be told, as an unknown code is, and not an empty answer. */
#include "hiraku/http/handlers/references.h"

#include "hiraku/base/text.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/query/path.h"
#include "hiraku/store/store.h"

/* Whether a record of the table has this name. */
static bool is_named(struct store *store, const struct resource *table, const struct column *label,
                     struct slice name)
{
    struct query query = {.resource = table, .sorted = true, .filter_count = 1};
    struct projection *projection = NULL;
    struct slice id;
    struct path path;
    bool more = false;
    query.filters[0].column = label;
    query.filters[0].value = name;
    enum status status = path_read(table, slice_of(table->columns[0].name), "id", &path, NULL);
    if (status == STATUS_OK)
        status = projection_open(&projection, store, &query, &path, 1, 0, NULL);
    if (status == STATUS_OK)
        status = projection_next(projection, &id, &more, NULL);
    projection_close(projection);
    return status == STATUS_OK && more;
}

/* A name in the place of an id: the condition on the name; empty if there is no such name. */
static struct slice by_name(struct request *request, struct store *store,
                            const struct filter *filter, struct slice value)
{
    const struct resource *table = filter->column->ref;
    struct slice name = text_nfkc(&request->arena, value);
    if (filter->steps == QUERY_STEPS_MAX || filter->comparison != COMPARISON_EQ || !name.at)
        return (struct slice){NULL, 0};
    for (const struct column *column = table->columns; column->name; column++)
        if (column->flags & COL_LABEL && is_named(store, table, column, name))
            return arena_printf(&request->arena, "%.*s.%s=%.*s", (int)filter->name.len,
                                filter->name.at, column->name, (int)name.len, name.at);
    return (struct slice){NULL, 0};
}

static enum status refuse(struct request *request, struct store *store, const struct filter *filter,
                          struct slice value, struct problem *p)
{
    const struct resource *target = filter->column->ref;
    struct slice nearest = {NULL, 0};
    enum status status = store_nearest(store, target, value, &request->arena, &nearest, p);
    if (status != STATUS_OK)
        return status;
    status = problem_set(p, STATUS_UNKNOWN_REFERENCE, filter->name, value, NULL);
    problem_nearest(p, nearest.len ? nearest : by_name(request, store, filter, value));
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
