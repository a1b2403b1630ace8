/* RDF/XML (W3C Recommendation of 25 February 2014): typed node elements, absolute IRIs, no
 * abbreviations.
 *
 * A serialiser only: the triples come from the emitter. Element names are CURIEs of the model,
 * never data. No pretty-printing inside literals. */
#include "hiraku/exporters/writer.h"

#include "hiraku/base/xml_text.h"
#include "hiraku/exporters/artifact_format.h"
#include "hiraku/exporters/rdf/graph.h"
#include "hiraku/exporters/rdf/graph_iri.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/namespaces.h"

#include "rdf_node.h"

static void rdfxml_attribute(struct out *out, struct slice iri)
{
    if (rdf_iri_is_plain(iri)) {
        out_slice(out, iri);
        return;
    }
    rdf_check_iri(out, iri);
    xml_attribute(out, iri);
}

static void rdfxml_element(struct emit *emit)
{
    struct slice type = emit->graph->node.type;
    out_slice(emit->out, type.len ? type : slice_of("rdf:Description"));
}

static void rdfxml_subject(struct emit *emit, struct slice iri, struct slice type)
{
    emit->graph->node.type = type;
    out_text(emit->out, "  <");
    rdfxml_element(emit);
    out_text(emit->out, " rdf:about=\"");
    rdfxml_attribute(emit->out, iri);
    out_text(emit->out, "\">\n");
}

static void rdfxml_type(struct emit *emit, struct slice curie)
{
    out_text(emit->out, "    <rdf:type rdf:resource=\"");
    graph_expand(emit->out, curie);
    out_text(emit->out, "\"/>\n");
}

static void rdfxml_iri(struct emit *emit, struct slice predicate, struct slice iri)
{
    out_text(emit->out, "    <");
    out_slice(emit->out, predicate);
    out_text(emit->out, " rdf:resource=\"");
    rdfxml_attribute(emit->out, iri);
    out_text(emit->out, "\"/>\n");
}

static void rdfxml_literal(struct emit *emit, struct slice predicate, struct slice text,
                           const char *lang, const char *datatype)
{
    struct out *out = emit->out;
    out_text(out, "    <");
    out_slice(out, predicate);
    if (lang) {
        out_text(out, " xml:lang=\"");
        out_text(out, lang);
        out_char(out, '"');
    } else if (datatype) {
        out_text(out, " rdf:datatype=\"");
        graph_expand(out, slice_of(datatype));
        out_char(out, '"');
    }
    out_char(out, '>');
    xml_text(out, text);
    out_text(out, "</");
    out_slice(out, predicate);
    out_text(out, ">\n");
}

static void rdfxml_end_subject(struct emit *emit)
{
    out_text(emit->out, "  </");
    rdfxml_element(emit);
    out_text(emit->out, ">\n");
}

static const struct triple_sink rdfxml_sink = {rdfxml_subject, rdfxml_type, rdfxml_iri,
                                               rdfxml_literal, rdfxml_end_subject};

static void rdfxml_begin(struct emit *emit)
{
    struct out *out = emit->out;
    out_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF xml:base=\"");
    xml_attribute(out, slice_of(emit->instance->base_url));
    out_text(out, "/\"");
    for (const struct namespace_prefix *name = model_namespaces; name->prefix; name++) {
        if (!rdf_declares(emit, name->prefix, false))
            continue;
        out_text(out, "\n    xmlns:");
        out_text(out, name->prefix);
        out_text(out, "=\"");
        xml_attribute(out, slice_of(name->iri));
        out_char(out, '"');
    }
    out_text(out, ">\n");
    graph_begin(emit);
}

static void rdfxml_end(struct emit *emit)
{
    graph_end(emit);
    out_text(emit->out, "</rdf:RDF>\n");
}

const struct writer writer_rdfxml = {
    .name = "rdf",
    .title = "RDF/XML",
    .media_type = "application/rdf+xml",
    .accept = "application/rdf+xml",
    .form = QUERY_GRAPH,
    .xml = true,
    .triples = &rdfxml_sink,
    .begin = rdfxml_begin,
    .row = graph_row,
    .end = rdfxml_end,
};

const struct artifact_format artifact_rdfxml = {
    .suffix = "rdf",
    .media_type = "application/rdf+xml",
    .file_type = "RDF_XML",
    .title_ja = "RDF/XML",
    .title_en = "RDF/XML",
    .weight = 8,
    .writer = &writer_rdfxml,
};
