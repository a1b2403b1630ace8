/* N-Triples (RDF 1.1 N-Triples, W3C Recommendation of 25 February 2014): one triple a line, whole
 * IRIs, UTF-8.
 *
 * A serialiser only: what is said comes from the emitter. Only quote, backslash, LF and CR are
 * escaped, as the canonical form has it. */
#include "hiraku/exporters/writer.h"

#include "hiraku/exporters/rdf/graph.h"
#include "hiraku/exporters/rdf/graph_iri.h"

#include "rdf_parts.h"

static void expanded(struct out *out, struct slice curie)
{
    out_char(out, '<');
    graph_expand(out, curie);
    out_char(out, '>');
}

static void start(struct emit *emit, struct slice predicate)
{
    rdf_iri(emit->out, node_iri(emit));
    out_char(emit->out, ' ');
    expanded(emit->out, predicate);
    out_char(emit->out, ' ');
}

static void stop(struct emit *emit)
{
    out_text(emit->out, " .\n");
}

static void type(struct emit *emit, struct slice curie)
{
    start(emit, slice_of("rdf:type"));
    expanded(emit->out, curie);
    stop(emit);
}

static void subject(struct emit *emit, struct slice iri, struct slice first)
{
    node_open(emit, iri);
    if (first.len)
        type(emit, first);
}

static void link(struct emit *emit, struct slice predicate, struct slice iri)
{
    start(emit, predicate);
    rdf_iri(emit->out, iri);
    stop(emit);
}

static void literal(struct emit *emit, struct slice predicate, struct slice text, const char *lang,
                    const char *datatype)
{
    start(emit, predicate);
    rdf_literal(emit->out, text, lang);
    if (datatype) {
        out_text(emit->out, "^^");
        expanded(emit->out, slice_of(datatype));
    }
    stop(emit);
}

static void end_subject(struct emit *emit, struct slice first)
{
    (void)emit, (void)first;
}

static const struct triple_sink sink = {subject, type, link, literal, end_subject};

const struct writer writer_ntriples = {
    .name = "nt",
    .media_type = "application/n-triples",
    .accept = "application/n-triples",
    .form = QUERY_GRAPH,
    .triples = &sink,
    .begin = graph_begin,
    .row = graph_row,
    .end = writer_skip,
};
