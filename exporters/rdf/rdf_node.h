/* What the serialisers of triples share: legal IRIs and strings, and the node that is open. Private
 * to exporters/. */
#ifndef HIRAKU_EXPORTERS_RDF_RDF_NODE_H
#define HIRAKU_EXPORTERS_RDF_RDF_NODE_H

#include "hiraku/exporters/writer.h"

#include "graph_state.h"

struct emit;
struct out;

/* Fails the stream where the text is no IRIREF (RDF 1.1 Turtle s.6.5) or holds a character that
 * RDF/XML cannot hold: all formats refuse the same. */
void rdf_check_iri(struct out *out, struct slice iri);
void rdf_check_text(struct out *out, struct slice text);

/* Whether the IRI is one, and each of its bytes is written by all formats as it is. False proves
 * nothing. */
bool rdf_iri_is_plain(struct slice iri);

/* <iri> and "string"@lang as in N-Triples and Turtle, checked; `lang` NULL: it has none. */
void rdf_iri(struct out *out, struct slice iri);
void rdf_literal(struct out *out, struct slice text, const char *lang);

/* Whether the document needs the namespace prefix; `datatypes`: they are written as CURIEs, too. */
bool rdf_declares(const struct emit *emit, const char *prefix, bool datatypes);

/* Remembers the subject that is open. */
void node_open(struct emit *emit, struct slice iri, struct slice type);
static inline struct slice node_iri(const struct emit *emit)
{
    return graph_subject_iri(&emit->graph->node.subject);
}

/* How a predicate stands to those of the node so far. */
enum node_step { NODE_FIRST, NODE_SAME, NODE_NEXT, NODE_REPEATED };
/* NODE_REPEATED: it has come, but others stand between (or there are too many to know). */
enum node_step node_predicate(struct emit *emit, struct slice predicate);
/* Forgets its predicates. */
void node_reset(struct emit *emit);

#endif
