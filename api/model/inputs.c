/* Which tables an output of one table is made from: what its digest, its ETag and its date depend
 * on.
 *
 * A superfluous one makes a file anew, a missing one makes it stale. */
#include "hiraku/model/model.h"

#include "hiraku/model/hidden.h"
#include "hiraku/model/resource.h"

enum { BRIEF_MAX = 64 };

struct inputs {
    const struct resource **tables;
    size_t count, max;
    const struct resource *brief[BRIEF_MAX]; /* those whose brief columns were followed */
    size_t brief_count;
};

static void inputs_include(void *context, const struct resource *table)
{
    struct inputs *inputs = context;
    for (size_t i = 0; i < inputs->count; i++)
        if (inputs->tables[i] == table)
            return;
    if (table && inputs->count < inputs->max)
        inputs->tables[inputs->count++] = table;
}

/* What a hidden column is made from follows from it. Before a text come the tables that its record
 * must refer to, as ever: they are inputs anyway, and the order of inputs is in every ETag. */
static void inputs_add_hidden(struct inputs *inputs, const struct resource *resource,
                              const struct column *column)
{
    const struct hidden_column *hidden = hidden_column(resource, column);
    if (!hidden)
        return;
    for (const struct column *c = resource->columns; column->type == TYPE_TEXT && c->name; c++)
        if (c->flags & (COL_KEY | COL_REQUIRED))
            inputs_include(inputs, c->ref);
    hidden_inputs(hidden, inputs_include, inputs);
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
static void inputs_add_brief(struct inputs *inputs, const struct resource *resource)
{
    for (size_t i = 0; i < inputs->brief_count; i++)
        if (inputs->brief[i] == resource)
            return;
    inputs_include(inputs, resource);
    if (inputs->brief_count == BRIEF_MAX)
        return;
    inputs->brief[inputs->brief_count++] = resource;
    for (const struct column *column = resource->columns; column->name; column++) {
        if (!column_is_brief(resource, column))
            continue;
        inputs_add_hidden(inputs, resource, column);
        if (column_is_link(column))
            inputs_add_brief(inputs, column->ref);
    }
}

size_t model_inputs(const struct resource *resource, unsigned without,
                    const struct resource **tables, size_t max)
{
    struct inputs inputs = {.tables = tables, .max = max};
    inputs_include(&inputs, resource);
    for (const struct column *column = resource->columns; column->name; column++) {
        if (column->flags & without)
            continue;
        if (column->via)
            inputs_include(&inputs, model_column(resource, slice_of(column->via))->ref);
        inputs_add_hidden(&inputs, resource, column);
        if (!(without & COL_HIDDEN) && column_is_link(column))
            inputs_add_brief(&inputs, column->ref);
    }
    return inputs.count;
}
