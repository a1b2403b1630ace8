/* The records that the rows of a document refer to, each briefly: its classes, what it is called,
 * and what those who check documents want of such a thing (column_is_brief). A reader of one table
 * alone knows then what its links lead to, and nobody has to infer a class.
 *
 * Records of the document's own table are not described in a list of them: they stand there. What
 * was described is remembered, not for ever: where hundreds of thousands came between, it is
 * described again, in the same words. */
#include "hiraku/exporters/rdf/graph_reference.h"

#include "hiraku/exporters/rdf/graph_batch.h"
#include "hiraku/exporters/rdf/graph_value.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/query/view.h"

#include "graph_state.h"

#include <stdlib.h>

/* Rows that follow each other often refer to the same record. */
static bool reference_is_repeated(struct graph *graph, size_t at)
{
    if (graph->row->view != graph->emit->view)
        return false;
    uint64_t hash = graph_hash(graph->row->cells[at]), *last = &graph->plan->last[at];
    bool same = *last == hash;
    *last = hash;
    return same;
}

static void reference_push(struct emit *emit, const struct resource *resource, struct slice ids)
{
    struct graph_pending *pending = malloc(sizeof *pending + ids.len);
    if (!pending) {
        out_fail(emit->out, STATUS_NO_MEMORY, NULL);
        return;
    }
    memcpy(pending->ids, ids.at, ids.len);
    pending->below = emit->graph->pending;
    pending->resource = resource;
    pending->rest = (struct slice){pending->ids, ids.len};
    emit->graph->pending = pending;
}

void graph_references(struct graph *graph)
{
    struct emit *emit = graph->emit;
    const struct view *view = graph->row->view;
    for (size_t i = view->count; emit->store && i-- > 0;) {
        if (graph_batch_follows(emit, graph->row, i) && !reference_is_repeated(graph, i))
            reference_push(emit, view->columns[i]->ref, graph->row->cells[i]);
    }
}

/* The next id on the stack; what has none left goes. */
static bool reference_pop(struct emit *emit, const struct resource **resource, struct slice *id)
{
    struct graph_pending *top;
    while ((top = emit->graph->pending) != NULL) {
        *resource = top->resource;
        if (slice_word(&top->rest, id))
            return true;
        emit->graph->pending = top->below;
        free(top);
    }
    return false;
}

static bool reference_is_new(struct emit *emit, const struct resource *resource, struct slice id)
{
    struct iri_buffer iri;
    iri_buffer_open(&iri);
    graph_put_iri(&iri.out, emit->instance, resource, id);
    return graph_mark_iri(emit, iri_buffer_close(&iri, emit->out));
}

const struct row *graph_reference_next(struct emit *emit)
{
    const struct resource *resource;
    struct slice id;
    while (reference_pop(emit, &resource, &id)) {
        if (emit->out->error != STATUS_OK || !reference_is_new(emit, resource, id))
            continue;
        const struct row *row = graph_batch_record(emit, resource, id);
        if (row)
            return row;
    }
    return NULL;
}
