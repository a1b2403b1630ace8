/* Where triples go (RDF 1.1): one subject after the other, each with its triples.
 *
 * No blank nodes. IRIs are absolute and legal; literals are text that import has checked. */
#ifndef HIRAKU_EXPORTERS_RDF_TRIPLE_SINK_H
#define HIRAKU_EXPORTERS_RDF_TRIPLE_SINK_H

#include "hiraku/base/slice.h"

struct emit;

struct triple_sink {
    /* type: CURIE of the first class; empty: more of a subject whose classes came before, then
     * a property follows and no class */
    void (*subject)(struct emit *emit, struct slice iri, struct slice type);
    void (*type)(struct emit *emit, struct slice curie);                      /* a further class */
    void (*iri)(struct emit *emit, struct slice predicate, struct slice iri); /* predicate: CURIE */
    /* `lang` or `datatype` (CURIE) or neither */
    void (*literal)(struct emit *emit, struct slice predicate, struct slice text, const char *lang,
                    const char *datatype);
    void (*end)(struct emit *emit);
};

#endif
