/* The periods that a single record links to, each a subject of its own: as the record of the table
 * `periods` that it is (computed.h). */
#include "hiraku/exporters/rdf/graph_period.h"

#include "hiraku/exporters/rdf/graph_value.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/computed.h"
#include "hiraku/model/instance.h"
#include "hiraku/query/view.h"

#include "graph_state.h"

static bool period_is_linked(const struct graph *graph, size_t at)
{
    const struct column *column = graph->row->view->columns[at];
    struct slice cell = graph->row->cells[at];
    return column->type == TYPE_PERIOD && column->predicate && cell.len &&
           !(column->flags & COL_NOTATION) && !graph_period_is_literal(graph, column, cell);
}

bool graph_period_next(struct graph *graph, size_t *at, struct period_row *period)
{
    for (; *at < graph->row->view->count; ++*at) {
        struct slice cell = graph->row->cells[*at];
        if (!period_is_linked(graph, *at))
            continue;
        graph_put_period(graph_new_object(graph), graph->emit->instance, cell);
        if (!graph_mark_iri(graph->emit, graph_object(graph)))
            continue;
        period_row_fill(period, cell, graph->emit->instance->first_month);
        return true;
    }
    return false;
}
