/* The tables that an answer is made from, in the order in which they were named: what its
 * validators depend on. */
#ifndef HIRAKU_SERVICE_INPUTS_H
#define HIRAKU_SERVICE_INPUTS_H

#include <stddef.h>

struct path;
struct query;
struct resource;

enum { INPUTS_MAX = 32 };

struct inputs {
    const struct resource *tables[INPUTS_MAX]; /* each once */
    size_t count;
};

void inputs_add(struct inputs *inputs, const struct resource *table);
/* What is read to show a table's columns but those with one of the flags `without`. */
void inputs_add_shown(struct inputs *inputs, const struct resource *table, unsigned without);
/* The table of a query, those its conditions go through, and those it embeds. */
void inputs_add_query(struct inputs *inputs, const struct query *query);
/* Those that the paths go through. */
void inputs_add_paths(struct inputs *inputs, const struct path *paths, size_t count);

#endif
