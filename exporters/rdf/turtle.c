/* Turtle (RDF 1.1 Turtle, W3C Recommendation of 25 February 2014): prefixes, one block a subject,
 * `;` between predicates and `,` between the objects of one.
 *
 * A serialiser only: the triples come from the emitter. Predicates, classes and datatypes are
 * CURIEs of the model, whose local names need no escapes; subjects and objects are whole IRIs. */
#include "hiraku/exporters/writer.h"

#include "hiraku/base/out.h"
#include "hiraku/exporters/artifact_format.h"
#include "hiraku/exporters/rdf/graph.h"
#include "hiraku/model/namespaces.h"

#include "rdf_node.h"

static void turtle_subject(struct emit *emit, struct slice iri, struct slice type)
{
    node_open(emit, iri, type);
    out_char(emit->out, '\n');
    rdf_iri(emit->out, iri);
    if (!type.len)
        return;
    out_text(emit->out, " a ");
    out_slice(emit->out, type);
}

static void turtle_predicate(struct emit *emit, struct slice curie)
{
    enum node_step step = node_predicate(emit, curie);
    if (step == NODE_SAME) {
        out_text(emit->out, " ,\n        ");
        return;
    }
    bool begins = step == NODE_FIRST && !emit->graph->node.type.len;
    out_text(emit->out, begins ? " " : " ;\n    ");
    out_slice(emit->out, curie);
    out_char(emit->out, ' ');
}

static void turtle_type(struct emit *emit, struct slice curie)
{
    if (emit->graph->node.used_count == 0)
        out_text(emit->out, " , ");
    else
        turtle_predicate(emit, slice_of("rdf:type"));
    out_slice(emit->out, curie);
}

static void turtle_iri(struct emit *emit, struct slice curie, struct slice iri)
{
    turtle_predicate(emit, curie);
    rdf_iri(emit->out, iri);
}

static void turtle_literal(struct emit *emit, struct slice curie, struct slice text,
                           const char *lang, const char *datatype)
{
    turtle_predicate(emit, curie);
    rdf_literal(emit->out, text, lang);
    if (datatype) {
        out_text(emit->out, "^^");
        out_text(emit->out, datatype);
    }
}

static void turtle_end_subject(struct emit *emit)
{
    out_text(emit->out, " .\n");
}

static const struct triple_sink turtle_sink = {turtle_subject, turtle_type, turtle_iri,
                                               turtle_literal, turtle_end_subject};

static void turtle_begin(struct emit *emit)
{
    struct out *out = emit->out;
    for (const struct namespace_prefix *name = model_namespaces; name->prefix; name++) {
        if (!rdf_declares(emit, name->prefix, true))
            continue;
        out_text(out, "@prefix ");
        out_text(out, name->prefix);
        out_text(out, ": ");
        rdf_iri(out, slice_of(name->iri));
        out_text(out, " .\n");
    }
    graph_begin(emit);
}

const struct writer writer_turtle = {
    .name = "ttl",
    .title = "Turtle",
    .media_type = "text/turtle; charset=utf-8",
    .accept = "text/turtle",
    .form = QUERY_GRAPH,
    .triples = &turtle_sink,
    .begin = turtle_begin,
    .row = graph_row,
    .end = graph_end,
};

const struct artifact_format artifact_turtle = {
    .suffix = "ttl",
    .media_type = "text/turtle",
    .file_type = "RDF_TURTLE",
    .title_ja = "RDF（Turtle）",
    .title_en = "RDF (Turtle)",
    .weight = 6,
    .writer = &writer_turtle,
};
