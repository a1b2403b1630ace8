/* The records that the rows of a document refer to, each briefly: what it is, what it is called,
 * and what those who check documents want of such a thing (column_is_brief). A reader of one table
 * alone knows then what its links lead to, and nobody has to infer a class.
 *
 * Records of the document's own table are not described in a list of them: they stand there. What
 * was described is remembered, not for ever: where hundreds of thousands came between, it is
 * described again, in the same words. */
#include "hiraku/exporters/rdf/graph_parts.h"

#include "hiraku/exporters/writer.h"
#include "hiraku/model/model.h"
#include "hiraku/service/record.h"

#include "graph_state.h"

static void fail(struct emit *emit, enum status status, const struct problem *problem)
{
    if (status == STATUS_OK || emit->out->error != STATUS_OK)
        return;
    emit->out->error = status;
    emit->out->problem = *problem;
}

static void describe(struct graph *graph, const struct resource *resource, struct slice id)
{
    struct emit *emit = graph->emit;
    struct stored_record record;
    struct problem problem;
    record.view = (struct view){.resource = resource, .hidden = true};
    for (const struct column *column = resource->columns; column->name; column++)
        if (column_is_brief(resource, column))
            record.view.columns[record.view.count++] = column;
    enum status status = record_read(&record, emit->store, id, &problem);
    if (status == STATUS_OK && record.found)
        graph_record(emit, &record.row);
    record_close(&record);
    fail(emit, status, &problem);
}

/* Rows that follow each other often refer to the same record. */
static bool is_repeated(struct graph *graph, size_t at)
{
    uint64_t hash = graph_hash(graph->row->cells[at]), *last = &graph->plan->last[at];
    bool same = *last == hash;
    *last = hash;
    return same;
}

static void follow(struct graph *graph, size_t at)
{
    const struct resource *resource = graph->row->view->columns[at]->ref;
    struct slice cell = graph->row->cells[at], id;
    while (graph_word(&cell, &id)) {
        out_reset(&graph->object.out);
        graph_put_iri(&graph->object.out, graph->emit->instance, resource, id);
        if (graph_say_once(graph->emit, graph_object(graph)))
            describe(graph, resource, id);
    }
}

void graph_references(struct graph *graph)
{
    const struct emit *emit = graph->emit;
    const struct view *view = graph->row->view;
    for (size_t i = 0; i < view->count && emit->store; i++) {
        const struct column *column = view->columns[i];
        if (!column_is_link(column) || view->through[i] || !graph->row->cells[i].len)
            continue;
        if (emit->shape == SHAPE_LIST && emit->view && column->ref == emit->view->resource)
            continue;
        if (!is_repeated(graph, i))
            follow(graph, i);
    }
}
