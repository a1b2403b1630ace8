/* A table as a data cube (W3C RDF Data Cube, 2014). */
#ifndef HIRAKU_EXPORTERS_RDF_CUBE_H
#define HIRAKU_EXPORTERS_RDF_CUBE_H

struct emit;
struct resource;
struct triple_sink;

/* The data set, the structure, the components and the code lists of a resource that is a cube. */
void cube_describe(struct emit *emit, const struct triple_sink *sink,
                   const struct resource *resource);

#endif
