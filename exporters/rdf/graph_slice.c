/* Rows of a cube in their series: qb:Slice {base}/id/slices/{the key but the time}.
 *
 * What is stated once of a slice is stated again where hundreds of thousands of other things came
 * between: always in the same words. */
#include "hiraku/exporters/rdf/graph_slice.h"

#include "hiraku/exporters/rdf/graph_terms.h"
#include "hiraku/exporters/rdf/graph_value.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/instance.h"
#include "hiraku/query/view.h"
#include "hiraku/value/iri.h"

#include "graph_state.h"

static const struct cube_component *slice_component(const struct cube *cube,
                                                    const struct column *column)
{
    const struct cube_component *component = cube->components;
    while (component->column && strcmp(component->column, column->name) != 0)
        component++;
    return component->column ? component : NULL;
}

static void slice_put_iri(struct graph *graph)
{
    const struct row *row = graph->row;
    struct out *out = graph_new_object(graph);
    bool first = true;
    out_text(out, graph->emit->instance->base_url);
    out_text(out, "/id/slices/");
    for (size_t i = 0; i < row->view->count; i++) {
        const struct column *column = row->view->columns[i];
        const struct cube_component *component =
            (column->flags & COL_KEY) ? slice_component(row->view->resource->cube, column) : NULL;
        if (!(column->flags & COL_KEY) || (component && component->role == CUBE_TIME))
            continue;
        if (!first)
            out_char(out, '.');
        first = false;
        iri_segment(out, row->cells[i].len ? row->cells[i] : slice_of("_"));
    }
}

/* What all observations of a slice have in common. */
static void slice_write_dimensions(struct graph *graph)
{
    const struct view *view = graph->row->view;
    const struct resource *resource = view->resource;
    struct out *out = graph_new_object(graph);
    graph_put_structure(out, graph->emit->instance, resource, "series");
    graph->sink->iri(graph->emit, slice_of("qb:sliceStructure"), graph_object(graph));
    for (const struct cube_component *c = resource->cube->components; c->column; c++) {
        int at = c->role == CUBE_DIMENSION ? view_index(view, c->column) : -1;
        if (at >= 0)
            graph_property(graph, (size_t)at, column_property(view->columns[at]));
    }
}

void graph_slice(struct graph *graph)
{
    struct emit *emit = graph->emit;
    const struct triple_sink *sink = graph->sink;
    struct slice known = {NULL, 0};
    slice_put_iri(graph);
    bool is_new = graph_mark_iri(emit, graph_object(graph));
    if (is_new) {
        struct iri_buffer data;
        iri_buffer_open(&data);
        graph_put_data_set(&data.out, emit->instance, graph->plan->resource);
        sink->subject(emit, out_written(&data.out), known);
        sink->iri(emit, slice_of("qb:slice"), graph_object(graph));
        sink->end(emit);
    }
    sink->subject(emit, graph_object(graph), is_new ? slice_of("qb:Slice") : known);
    if (is_new)
        slice_write_dimensions(graph);
    sink->iri(emit, slice_of("qb:observation"), out_written(&graph->subject.out));
    sink->end(emit);
}
