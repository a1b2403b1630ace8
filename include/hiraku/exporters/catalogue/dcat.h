/* The catalogue in DCAT-AP 3, as triples. */
#ifndef HIRAKU_EXPORTERS_CATALOGUE_DCAT_H
#define HIRAKU_EXPORTERS_CATALOGUE_DCAT_H

struct catalogue;
struct catalogue_table;
struct emit;
struct triple_sink;

/* The dataset of one table, or (`table` NULL) everything. */
struct dcat_document {
    const struct catalogue *catalogue;
    const struct catalogue_table *table;
};

/* A `describe` (reply.h) of a struct dcat_document. */
void dcat_describe(struct emit *emit, const struct triple_sink *sink, void *document);

#endif
