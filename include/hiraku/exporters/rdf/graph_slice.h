/* The slice that an observation is in. */
#ifndef HIRAKU_EXPORTERS_RDF_GRAPH_SLICE_H
#define HIRAKU_EXPORTERS_RDF_GRAPH_SLICE_H

struct graph;

void graph_slice(struct graph *graph);

#endif
