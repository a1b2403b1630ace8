/* JSON-LD 1.1 (W3C Recommendation of 16 July 2020): a context of prefixes and one flat array
 * @graph, a line a subject.
 *
 * A serialiser only: the triples come from the emitter. Every value stands in an array, also a
 * single one; literals with a language or a datatype are value objects, numbers too, whose digits
 * stay as published. No object has a key twice: where a predicate comes again behind others, the
 * node is ended and another one with the same @id begun, which is one node to a reader. */
#include "hiraku/exporters/writer.h"

#include "hiraku/base/json_text.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/exporters/artifact_format.h"
#include "hiraku/exporters/rdf/graph.h"
#include "hiraku/model/namespaces.h"

#include "rdf_node.h"

static void jsonld_text(struct out *out, struct slice text)
{
    rdf_check_text(out, text);
    json_quote(out, text);
}

static void jsonld_iri_value(struct out *out, struct slice iri)
{
    rdf_check_iri(out, iri);
    json_quote(out, iri);
}

static void jsonld_open(struct emit *emit, bool first)
{
    out_text(emit->out, first ? "\n{\"@id\":" : ",\n{\"@id\":");
    jsonld_iri_value(emit->out, node_iri(emit));
}

static void jsonld_close(struct emit *emit)
{
    out_text(emit->out, "]}");
}

/* The key of what comes next, or the comma behind the value before. */
static void jsonld_key(struct emit *emit, struct slice name)
{
    struct out *out = emit->out;
    switch (node_predicate(emit, name)) {
    case NODE_SAME:
        out_char(out, ',');
        return;
    case NODE_NEXT:
        out_text(out, "],");
        break;
    case NODE_REPEATED:
        jsonld_close(emit);
        jsonld_open(emit, false);
        node_reset(emit);
        node_predicate(emit, name);
        out_char(out, ',');
        break;
    case NODE_FIRST:
        out_char(out, ',');
        break;
    }
    json_quote(out, name);
    out_text(out, ":[");
}

static void jsonld_type(struct emit *emit, struct slice curie)
{
    jsonld_key(emit, slice_of("@type"));
    json_quote(emit->out, curie);
}

static void jsonld_subject(struct emit *emit, struct slice iri, struct slice first)
{
    bool is_first = emit->graph->node.count == 0;
    node_open(emit, iri, first);
    jsonld_open(emit, is_first);
    if (first.len)
        jsonld_type(emit, first);
}

static void jsonld_iri(struct emit *emit, struct slice predicate, struct slice iri)
{
    jsonld_key(emit, predicate);
    out_text(emit->out, "{\"@id\":");
    jsonld_iri_value(emit->out, iri);
    out_char(emit->out, '}');
}

static void jsonld_literal(struct emit *emit, struct slice predicate, struct slice text,
                           const char *lang, const char *datatype)
{
    struct out *out = emit->out;
    jsonld_key(emit, predicate);
    if (!lang && !datatype) {
        jsonld_text(out, text);
        return;
    }
    out_text(out, "{\"@value\":");
    jsonld_text(out, text);
    out_text(out, lang ? ",\"@language\":" : ",\"@type\":");
    json_quote(out, slice_of(lang ? lang : datatype));
    out_char(out, '}');
}

static const struct triple_sink jsonld_sink = {jsonld_subject, jsonld_type, jsonld_iri,
                                               jsonld_literal, jsonld_close};

static void jsonld_begin(struct emit *emit)
{
    struct json_writer json = json_compact(emit->out, JSON_EMPTY_TEXT);
    json_begin_object(&json, NULL);
    json_begin_object(&json, "@context");
    for (const struct namespace_prefix *name = model_namespaces; name->prefix; name++)
        if (rdf_declares(emit, name->prefix, true))
            json_text(&json, name->prefix, name->iri);
    json_end(&json);
    json_line(&json);
    json_begin_array(&json, "@graph");
    graph_begin(emit);
}

static void jsonld_end(struct emit *emit)
{
    graph_end(emit);
    out_text(emit->out, "\n]}\n");
}

const struct writer writer_jsonld = {
    .name = "jsonld",
    .title = "JSON-LD",
    .media_type = "application/ld+json",
    .accept = "application/ld+json",
    .form = QUERY_GRAPH,
    .triples = &jsonld_sink,
    .begin = jsonld_begin,
    .row = graph_row,
    .end = jsonld_end,
};

const struct artifact_format artifact_jsonld = {
    .suffix = "jsonld",
    .media_type = "application/ld+json",
    .file_type = "JSON_LD",
    .title_ja = "RDF（JSON-LD）",
    .title_en = "RDF (JSON-LD)",
    .scope = ARTIFACT_ON_REQUEST,
    .writer = &writer_jsonld,
};
