/* What a document has described. Private to this folder. */
#ifndef HIRAKU_EXPORTERS_RDF_GRAPH_MARKS_H
#define HIRAKU_EXPORTERS_RDF_GRAPH_MARKS_H

#include "hiraku/base/slice.h"

#include <stdint.h>

struct emit;

/* A set of hashes that grows up to a limit; then what was not asked about for longest is forgotten.
 */
struct graph_marks {
    uint64_t *young, *old; /* 0: a free slot; both NULL at first */
    size_t slots, count;   /* of `young`; `old` has as many slots */
};

/* FNV-1a, never 0. */
uint64_t graph_hash(struct slice text);

/* FNV-1a goes on from `hash`. */
uint64_t graph_hash_more(uint64_t hash, struct slice text);

/* Whether the hash was not asked about in this document. Forgets what has not been asked about
 * since GRAPH_REMEMBERED others were. Fails the document where there is no memory. */
enum { GRAPH_REMEMBERED = 3 << 18 };
bool graph_mark_hash(struct emit *emit, uint64_t hash);

/* The same of an IRI that is to be described. */
bool graph_mark_iri(struct emit *emit, struct slice iri);

/* Puts a code, or what stands for a list of codes, among those that were described; false: it is
 * one of them already. */
bool graph_mark_code(struct emit *emit, const void *thing);

#endif
