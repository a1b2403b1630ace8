/* The vocabulary hk: as a graph. */
#ifndef HIRAKU_EXPORTERS_RDF_VOCABULARY_H
#define HIRAKU_EXPORTERS_RDF_VOCABULARY_H

#include "hiraku/base/slice.h"

struct column;
struct emit;
struct triple_sink;

/* The vocabulary hk:, whole. `context` is not used (it has the form of a `describe`). */
void vocabulary_describe(struct emit *emit, const struct triple_sink *sink, void *context);

/* Its properties, each with the column that describes it. */
void vocabulary_properties(void (*visit)(void *context, const struct column *column,
                                         struct slice curie),
                           void *context);

/* The length of an English title without the language that it ends with. */
size_t vocabulary_title_len(const char *title);

#endif
