/* The periods that a single record links to, each a subject of its own: as the record of the table
 * `periods` that it is (computed.h). */
#include "hiraku/exporters/rdf/graph_parts.h"

#include "hiraku/exporters/writer.h"
#include "hiraku/model/computed.h"
#include "hiraku/model/instance.h"
#include "hiraku/query/view.h"

#include "graph_state.h"

static bool is_linked(const struct graph *graph, size_t at)
{
    const struct column *column = graph->row->view->columns[at];
    struct slice cell = graph->row->cells[at];
    return column->type == TYPE_PERIOD && column->predicate && cell.len &&
           !(column->flags & COL_NOTATION) && !graph_period_is_literal(graph, column, cell);
}

void graph_periods(struct graph *graph)
{
    struct view view = {.count = 0};
    struct period_row period;
    for (size_t i = 0; i < graph->row->view->count; i++) {
        if (!is_linked(graph, i))
            continue;
        out_reset(&graph->object.out);
        graph_put_period(&graph->object.out, graph->emit->instance, graph->row->cells[i]);
        if (!graph_say_once(graph->emit, graph_object(graph)))
            continue;
        if (view.count == 0)
            view_init(&view, &periods_resource, COL_HIDDEN | COL_LOOKUP);
        period_row_fill(&period, graph->row->cells[i], graph->emit->instance->first_month);
        const struct row row = {.view = &view, .cells = period.cells};
        graph_record(graph->emit, &row);
    }
}
