/* See inputs.h. */
#include "hiraku/service/inputs.h"

#include "hiraku/model/model.h"
#include "hiraku/query/path.h"

void inputs_add(struct inputs *inputs, const struct resource *table)
{
    for (size_t i = 0; i < inputs->count; i++)
        if (inputs->tables[i] == table)
            return;
    if (inputs->count < INPUTS_MAX)
        inputs->tables[inputs->count++] = table;
}

void inputs_add_shown(struct inputs *inputs, const struct resource *table, unsigned without)
{
    const struct resource *shown[INPUTS_MAX];
    size_t count = model_inputs(table, without, shown, INPUTS_MAX);
    for (size_t i = 0; i < count; i++)
        inputs_add(inputs, shown[i]);
}

static void inputs_add_steps(struct inputs *inputs, const struct column *const *through,
                             size_t steps)
{
    for (size_t i = 0; i < steps; i++)
        inputs_add(inputs, through[i]->ref);
}

void inputs_add_query(struct inputs *inputs, const struct query *query)
{
    inputs_add(inputs, query->resource);
    for (size_t i = 0; i < query->filter_count; i++)
        inputs_add_steps(inputs, query->filters[i].through, query->filters[i].steps);
    for (size_t i = 0; i < query->include_count; i++)
        inputs_add(inputs, query->include[i]->ref);
}

void inputs_add_paths(struct inputs *inputs, const struct path *paths, size_t count)
{
    for (size_t i = 0; i < count; i++)
        inputs_add_steps(inputs, paths[i].through, paths[i].steps);
}
