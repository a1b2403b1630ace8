/* The periods that a record links to, as the records of `periods` that they are. */
#ifndef HIRAKU_EXPORTERS_RDF_GRAPH_PERIOD_H
#define HIRAKU_EXPORTERS_RDF_GRAPH_PERIOD_H

#include <stdbool.h>
#include <stddef.h>

struct graph;
struct period_row;

/* Takes the next period at or behind column `*at` that the document has not described yet; false:
 * there is none. */
bool graph_period_next(struct graph *graph, size_t *at, struct period_row *period);

#endif
