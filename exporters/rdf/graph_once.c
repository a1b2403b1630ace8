/* Triples that are written once although two records have them: a body that is a municipality, a
 * page that two records have. Stands before the sink of the document; opens a subject there when
 * there is a new triple about it, and not before.
 *
 * Remembers within the limits of graph_marks.c. */
#include "graph_once.h"

#include "hiraku/exporters/writer.h"

#include "graph_state.h"

static bool once_mark(struct emit *emit, struct slice predicate, struct slice object,
                      const char *qualifier)
{
    const struct graph_once *once = &emit->graph->once;
    const struct slice parts[] = {predicate, object, slice_of(qualifier)};
    uint64_t hash = graph_hash(graph_subject_iri(&once->subject));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        hash = graph_hash_more(hash, (struct slice){"\n", 1});
        hash = graph_hash_more(hash, parts[i]);
    }
    return graph_mark_hash(emit, hash);
}

static void once_open(struct emit *emit, struct slice type)
{
    struct graph_once *once = &emit->graph->once;
    once->is_open = true;
    emit->graph->sink->subject(emit, graph_subject_iri(&once->subject), type);
}

static void once_type(struct emit *emit, struct slice curie)
{
    if (!once_mark(emit, slice_of("rdf:type"), curie, NULL))
        return;
    if (emit->graph->once.is_open)
        emit->graph->sink->type(emit, curie);
    else
        once_open(emit, curie);
}

static void once_subject(struct emit *emit, struct slice iri, struct slice type)
{
    struct graph_once *once = &emit->graph->once;
    graph_subject_set(&once->subject, iri, emit->out);
    once->is_open = false;
    if (type.len)
        once_type(emit, type);
}

static void once_iri(struct emit *emit, struct slice predicate, struct slice iri)
{
    if (!once_mark(emit, predicate, iri, NULL))
        return;
    if (!emit->graph->once.is_open)
        once_open(emit, SLICE_NONE);
    emit->graph->sink->iri(emit, predicate, iri);
}

static void once_literal(struct emit *emit, struct slice predicate, struct slice text,
                         const char *lang, const char *datatype)
{
    if (!once_mark(emit, predicate, text, lang ? lang : datatype ? datatype : "\""))
        return;
    if (!emit->graph->once.is_open)
        once_open(emit, SLICE_NONE);
    emit->graph->sink->literal(emit, predicate, text, lang, datatype);
}

static void once_end(struct emit *emit)
{
    if (emit->graph->once.is_open)
        emit->graph->sink->end(emit);
}

const struct triple_sink graph_once_sink = {once_subject, once_type, once_iri, once_literal,
                                            once_end};
