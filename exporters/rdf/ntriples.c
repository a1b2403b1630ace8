/* N-Triples (RDF 1.1 N-Triples, W3C Recommendation of 25 February 2014): one triple a line, whole
 * IRIs, UTF-8.
 *
 * A serialiser only: the triples come from the emitter. Only quote, backslash, LF and CR are
 * escaped, as the canonical form has it. */
#include "hiraku/exporters/writer.h"

#include "hiraku/exporters/artifact_format.h"
#include "hiraku/exporters/rdf/graph.h"
#include "hiraku/exporters/rdf/graph_iri.h"

#include "rdf_node.h"

static void ntriples_curie(struct out *out, struct slice curie)
{
    out_char(out, '<');
    graph_expand(out, curie);
    out_char(out, '>');
}

static void ntriples_start(struct emit *emit, struct slice predicate)
{
    rdf_iri(emit->out, node_iri(emit));
    out_char(emit->out, ' ');
    ntriples_curie(emit->out, predicate);
    out_char(emit->out, ' ');
}

static void ntriples_stop(struct emit *emit)
{
    out_text(emit->out, " .\n");
}

static void ntriples_type(struct emit *emit, struct slice curie)
{
    ntriples_start(emit, slice_of("rdf:type"));
    ntriples_curie(emit->out, curie);
    ntriples_stop(emit);
}

static void ntriples_subject(struct emit *emit, struct slice iri, struct slice first)
{
    node_open(emit, iri, first);
    if (first.len)
        ntriples_type(emit, first);
}

static void ntriples_iri(struct emit *emit, struct slice predicate, struct slice iri)
{
    ntriples_start(emit, predicate);
    rdf_iri(emit->out, iri);
    ntriples_stop(emit);
}

static void ntriples_literal(struct emit *emit, struct slice predicate, struct slice text,
                             const char *lang, const char *datatype)
{
    ntriples_start(emit, predicate);
    rdf_literal(emit->out, text, lang);
    if (datatype) {
        out_text(emit->out, "^^");
        ntriples_curie(emit->out, slice_of(datatype));
    }
    ntriples_stop(emit);
}

static const struct triple_sink ntriples_sink = {ntriples_subject, ntriples_type, ntriples_iri,
                                                 ntriples_literal, writer_skip};

const struct writer writer_ntriples = {
    .name = "nt",
    .title = "N-Triples",
    .media_type = "application/n-triples",
    .accept = "application/n-triples",
    .form = QUERY_GRAPH,
    .triples = &ntriples_sink,
    .begin = graph_begin,
    .row = graph_row,
    .end = graph_end,
};

const struct artifact_format artifact_ntriples = {
    .suffix = "nt",
    .media_type = "application/n-triples",
    .file_type = "RDF_N_TRIPLES",
    .title_ja = "RDF（N-Triples）",
    .title_en = "RDF (N-Triples)",
    .scope = ARTIFACT_ON_REQUEST,
    .writer = &writer_ntriples,
};
