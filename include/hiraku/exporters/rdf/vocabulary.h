/* The vocabulary hk: as a graph. */
#ifndef HIRAKU_EXPORTERS_RDF_VOCABULARY_H
#define HIRAKU_EXPORTERS_RDF_VOCABULARY_H

#include "hiraku/base/slice.h"

struct code;
struct column;
struct emit;
struct out;
struct triple_sink;

/* The vocabulary hk:, whole. `context` is not used (it has the form of a `describe`). */
void vocabulary_describe(struct emit *emit, const struct triple_sink *sink, void *context);

/* Its properties, each with the column that describes it; its code lists (`code` NULL), each before
 * its codes, but for those that an earlier list has, too. */
void vocabulary_properties(void (*visit)(void *context, const struct column *column,
                                         struct slice curie),
                           void *context);
void vocabulary_codes(void (*visit)(void *context, const struct column *column,
                                    const struct code *code),
                      void *context);

/* The list that the codes of an enum column are in: its local name, and what it is called. Columns
 * with the very same codes have one list. It is {column}-codes where all columns of that name have
 * it, else {table}-{column}-codes. */
void vocabulary_list_name(struct out *out, const struct column *column);
void vocabulary_list_label(struct out *out, const struct column *column, bool japanese);

/* The length of an English title without the language that it ends with. */
size_t vocabulary_title_len(const char *title);

#endif
