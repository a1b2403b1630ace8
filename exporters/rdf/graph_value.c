/* One cell as triples: the type of its column decides between literal and link.
 *
 * Everything comes from the column; nothing is known of resources. Does not open or close subjects.
 */
#include "hiraku/exporters/rdf/graph_value.h"

#include "hiraku/exporters/rdf/code_list.h"
#include "hiraku/exporters/rdf/triple_sink.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/code_words.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/model/type.h"
#include "hiraku/query/view.h"
#include "hiraku/value/iri.h"
#include "hiraku/value/period.h"

struct out *graph_new_object(struct graph *graph)
{
    out_reset(&graph->object.out);
    return &graph->object.out;
}

struct slice graph_object(struct graph *graph)
{
    return iri_buffer_close(&graph->object, graph->emit->out);
}

static void value_iri(struct graph *graph, struct slice predicate)
{
    graph->sink->iri(graph->emit, predicate, graph_object(graph));
}

bool graph_period_is_literal(const struct graph *graph, const struct column *column,
                             struct slice cell)
{
    struct period period;
    return column->rdf_starts &&
           period_parse(cell, graph->emit->instance->first_month, &period) == PERIOD_GOOD &&
           (period.precision == PERIOD_DAY || period.precision == PERIOD_MONTH);
}

static void value_period(struct graph *graph, struct slice predicate, struct slice cell)
{
    graph_put_period(graph_new_object(graph), graph->emit->instance, cell);
    value_iri(graph, predicate);
}

/* The IRI of one referenced record; `same`: of the record it is one thing with, if any. */
static void value_put_target(struct graph *graph, const struct column *column, struct slice id,
                             struct slice same)
{
    struct out *object = &graph->object.out;
    const struct resource *target = column->ref;
    if (target->rdf_place && !(column->flags & COL_AGENT))
        graph_put_place(object, target, id);
    else
        graph_put_same(object, graph->emit->instance, target, id, same);
}

static void value_references(struct graph *graph, const struct column *column,
                             struct slice predicate, struct slice cell, struct slice same)
{
    struct slice id;
    while (slice_word(&cell, &id)) {
        out_reset(&graph->object.out);
        value_put_target(graph, column, id, same);
        value_iri(graph, predicate);
    }
}

static void value_curie(struct graph *graph, struct slice predicate, const char *object)
{
    graph_expand(graph_new_object(graph), slice_of(object));
    value_iri(graph, predicate);
}

static void value_code(struct graph *graph, const struct column *column, struct slice predicate,
                       struct slice cell)
{
    const struct code *known = column_code(column, cell);
    struct out *object = graph_new_object(graph);
    if (known) {
        code_put_iri(object, column, known);
    } else {
        graph_expand(object, slice_of("hk:"));
        out_text(object, column->name);
        out_char(object, '-');
        iri_segment(object, cell);
    }
    value_iri(graph, predicate);
}

static void value_prefixed(struct graph *graph, const struct column *column, struct slice predicate,
                           struct slice cell)
{
    if (!column_knows(column, cell))
        return;
    out_reset(&graph->object.out);
    if (column->rdf_prefix[0] == '/')
        out_text(&graph->object.out, graph->emit->instance->base_url);
    out_text(&graph->object.out, column->rdf_prefix);
    iri_segment(&graph->object.out, cell);
    value_iri(graph, predicate);
}

void graph_property(struct graph *graph, size_t at, struct slice predicate)
{
    const struct row *row = graph->row;
    const struct column *column = row->view->columns[at];
    struct slice cell = row->cells[at];
    if (cell.len == 0) {
        if (column->rdf_empty)
            value_curie(graph, predicate, column->rdf_empty);
    } else if (column->rdf_prefix) {
        value_prefixed(graph, column, predicate, cell);
    } else if (column->type == TYPE_REF) {
        value_references(graph, column, predicate, cell,
                         row->same ? row->same[at] : (struct slice){0});
    } else if (column->type == TYPE_PERIOD && !(column->flags & COL_NOTATION)) {
        value_period(graph, predicate, cell);
    } else if (column->type == TYPE_ENUM) {
        value_code(graph, column, predicate, cell);
    } else if (column->type == TYPE_IRI) {
        graph->sink->iri(graph->emit, predicate, cell);
    } else {
        graph->sink->literal(graph->emit, predicate, cell, column_language(column),
                             type_of(column)->xsd);
    }
}
