/* The catalogue in DCAT-AP 3, as triples. */
#ifndef HIRAKU_EXPORTERS_CATALOGUE_DCAT_H
#define HIRAKU_EXPORTERS_CATALOGUE_DCAT_H

struct catalogue;
struct catalogue_table;
struct emit;
struct triple_sink;

/* Each is a `describe` (reply.h). The context is a struct catalogue: everything; or a struct
 * dcat_part: the dataset of one table. */
struct dcat_part {
    const struct catalogue *catalogue;
    const struct catalogue_table *table;
};
void dcat_describe(struct emit *emit, const struct triple_sink *sink, void *catalogue);
void dcat_describe_part(struct emit *emit, const struct triple_sink *sink, void *part);

#endif
