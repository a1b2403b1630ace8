/* Rows of a document that wait until there are enough of them: what they refer to is read with one
 * query per table, not record by record. */
#ifndef HIRAKU_EXPORTERS_RDF_GRAPH_BATCH_H
#define HIRAKU_EXPORTERS_RDF_GRAPH_BATCH_H

#include "hiraku/base/slice.h"

struct emit;
struct graph_batch;
struct resource;
struct row;

/* Copies a row. false: the batch is full, and graph_batch_read comes next. Fails the document where
 * there is no memory. */
bool graph_batch_add(struct emit *emit, const struct row *row);

/* The rows that wait, with all that they refer to, at any depth, and that was not read before in
 * this document; how many they are. */
const struct row *graph_batch_read(struct emit *emit, size_t *count);

/* The record with what is said of one that is only referred to (column_is_brief), as it was read
 * for the rows at hand, or read now; NULL: there is none, or the document has failed. */
const struct row *graph_batch_record(struct emit *emit, const struct resource *resource,
                                     struct slice id);

/* Forgets the rows and what was read for them. */
void graph_batch_reset(struct emit *emit);

void graph_batch_free(struct graph_batch *batch); /* NULL is allowed */

/* Whether a cell of a row is followed: a link to another table than the document's own. */
bool graph_batch_follows(const struct emit *emit, const struct row *row, size_t at);

#endif
