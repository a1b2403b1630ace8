/* Triples that are said once although two records say them: a body that is a municipality, a page
 * that two records have. Stands before the sink of the document; opens a subject there when there
 * is something new to say of it, and not before.
 *
 * Remembers within the limits of graph_said.c. */
#include "graph_state.h"

#include "hiraku/base/out.h"
#include "hiraku/exporters/writer.h"

static bool is_new(struct emit *emit, struct slice predicate, struct slice object,
                   const char *qualifier)
{
    const struct graph_once *once = &emit->graph->once;
    const struct slice parts[] = {predicate, object, slice_of(qualifier)};
    uint64_t hash = graph_hash((struct slice){once->iri, once->iri_len});
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        hash = graph_hash_more(hash, (struct slice){"\n", 1});
        hash = graph_hash_more(hash, parts[i]);
    }
    return graph_say_hash(emit, hash);
}

static void once_open(struct emit *emit, struct slice type)
{
    struct graph_once *once = &emit->graph->once;
    once->is_open = true;
    once->type = type;
    emit->graph->sink->subject(emit, (struct slice){once->iri, once->iri_len}, type);
}

static void once_type(struct emit *emit, struct slice curie)
{
    if (!is_new(emit, slice_of("rdf:type"), curie, NULL))
        return;
    if (emit->graph->once.is_open)
        emit->graph->sink->type(emit, curie);
    else
        once_open(emit, curie);
}

static void once_subject(struct emit *emit, struct slice iri, struct slice type)
{
    struct graph_once *once = &emit->graph->once;
    if (iri.len > sizeof once->iri) {
        out_fail(emit->out, STATUS_INTERNAL, "an IRI is too long");
        iri.len = 0;
    }
    if (iri.len)
        memcpy(once->iri, iri.at, iri.len);
    once->iri_len = iri.len;
    once->is_open = false;
    if (type.len)
        once_type(emit, type);
}

static void once_link(struct emit *emit, struct slice predicate, struct slice iri)
{
    if (!is_new(emit, predicate, iri, NULL))
        return;
    if (!emit->graph->once.is_open)
        once_open(emit, (struct slice){NULL, 0});
    emit->graph->sink->link(emit, predicate, iri);
}

static void once_literal(struct emit *emit, struct slice predicate, struct slice text,
                         const char *lang, const char *datatype)
{
    if (!is_new(emit, predicate, text, lang ? lang : datatype ? datatype : "\""))
        return;
    if (!emit->graph->once.is_open)
        once_open(emit, (struct slice){NULL, 0});
    emit->graph->sink->literal(emit, predicate, text, lang, datatype);
}

static void once_end(struct emit *emit, struct slice type)
{
    (void)type;
    if (emit->graph->once.is_open)
        emit->graph->sink->end(emit, emit->graph->once.type);
}

const struct triple_sink graph_once_sink = {once_subject, once_type, once_link, once_literal,
                                            once_end};
