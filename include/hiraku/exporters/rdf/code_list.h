/* The lists of codes that the columns of the model have, as concept schemes (SKOS). */
#ifndef HIRAKU_EXPORTERS_RDF_CODE_LIST_H
#define HIRAKU_EXPORTERS_RDF_CODE_LIST_H

#include <stdbool.h>
#include <stddef.h>

struct code;
struct column;
struct out;
struct resource;

/* The tables whose columns the vocabulary describes: those registered, then the instance's
 * settings; NULL behind the last. */
const struct resource *code_list_resource(size_t i);

/* Whether the code is ours to describe. */
bool code_is_own(const struct code *code);

/* The list that the codes of an enum column are in: its local name, and what it is called. Columns
 * with the very same codes have one list. It is {column}-codes where all columns of that name have
 * it, else {table}-{column}-codes. */
void code_list_name(struct out *out, const struct column *column);
void code_list_label(struct out *out, const struct column *column, bool japanese);

/* The IRIs of a code and of the list of an enum column. */
void code_put_iri(struct out *out, const struct column *column, const struct code *code);
void code_list_put_iri(struct out *out, const struct column *column);

/* All lists (`code` NULL), each before its codes, but for those that an earlier list has, too. */
void code_lists_visit(void (*visit)(void *context, const struct column *column,
                                    const struct code *code),
                      void *context);

/* The lists that have the concept which a code of this column is. */
void code_lists_of(const struct column *column, const struct code *code,
                   void (*visit)(void *context, const struct column *list), void *context);

#endif
