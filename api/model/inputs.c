/* Which tables an output of one table is made from: what its digest, its ETag and its date depend
 * on.
 *
 * Rather one table too many than one too few: a superfluous one makes a file anew, a missing one
 * makes it stale. */
#include "hiraku/model.h"

enum { BRIEF_MAX = 64 };

struct inputs {
    const struct resource **tables;
    size_t count, max;
    const struct resource *brief[BRIEF_MAX]; /* those whose brief columns were followed */
    size_t brief_count;
};

static void add(struct inputs *inputs, const struct resource *table)
{
    for (size_t i = 0; i < inputs->count; i++)
        if (inputs->tables[i] == table)
            return;
    if (table && inputs->count < inputs->max)
        inputs->tables[inputs->count++] = table;
}

/* Tables whose key refers to `resource`, and what else their keys refer to. */
static void add_referring(struct inputs *inputs, const struct resource *resource)
{
    for (size_t i = 0; i < model_resource_count; i++) {
        const struct resource *other = model_resources[i];
        bool refers = false;
        for (const struct column *column = other->columns; column->name; column++)
            refers = refers || ((column->flags & COL_KEY) && column->ref == resource);
        if (!refers || other == resource)
            continue;
        add(inputs, other);
        for (const struct column *column = other->columns; column->name; column++)
            if (column->flags & COL_KEY)
                add(inputs, column->ref);
    }
}

/* What a hidden column that is no look-up is computed from (api/store/computed.c): names of what
 * the record requires, or the records that refer to this one. */
static void add_computed(struct inputs *inputs, const struct resource *resource,
                         const struct column *hidden)
{
    if ((hidden->flags & COL_MANY) || hidden->type == TYPE_BOOL)
        add_referring(inputs, resource);
    if (hidden->type != TYPE_TEXT)
        return;
    if (resource->rdf_same_as)
        add(inputs, model_column(resource, slice_of(resource->rdf_same_as))->ref);
    for (const struct column *column = resource->columns; column->name; column++)
        if (column->flags & (COL_KEY | COL_REQUIRED))
            add(inputs, column->ref);
}

bool column_is_brief(const struct resource *resource, const struct column *column)
{
    if (column == resource->columns || column->flags & (COL_LABEL | COL_BRIEF))
        return true;
    if (resource->rdf_same_as && strcmp(resource->rdf_same_as, column->name) == 0)
        return true;
    for (const struct rdf_variant *v = resource->variants; v && v->column; v++)
        if (strcmp(v->column, column->name) == 0)
            return true;
    return false;
}

/* What is said of a record of this table that others refer to. */
static void add_brief(struct inputs *inputs, const struct resource *resource)
{
    for (size_t i = 0; i < inputs->brief_count; i++)
        if (inputs->brief[i] == resource)
            return;
    add(inputs, resource);
    if (inputs->brief_count == BRIEF_MAX)
        return;
    inputs->brief[inputs->brief_count++] = resource;
    for (const struct column *column = resource->columns; column->name; column++) {
        if (!column_is_brief(resource, column))
            continue;
        if (column->flags & COL_HIDDEN)
            add_computed(inputs, resource, column);
        if (column_is_link(column))
            add_brief(inputs, column->ref);
    }
}

size_t model_inputs(const struct resource *resource, unsigned without,
                    const struct resource **tables, size_t max)
{
    struct inputs inputs = {.tables = tables, .max = max};
    add(&inputs, resource);
    for (const struct column *column = resource->columns; column->name; column++) {
        if (column->flags & without)
            continue;
        if (column->via)
            add(&inputs, model_column(resource, slice_of(column->via))->ref);
        else if (column->flags & COL_HIDDEN)
            add_computed(&inputs, resource, column);
        if (!(without & COL_HIDDEN) && column_is_link(column))
            add_brief(&inputs, column->ref);
    }
    return inputs.count;
}
