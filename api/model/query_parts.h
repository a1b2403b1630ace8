/* What the files of the query parser share. Private to api/model. */
#ifndef HIRAKU_QUERY_PARTS_H
#define HIRAKU_QUERY_PARTS_H

#include "hiraku/query.h"

/* Reads a filter's name: `column`, `reference.column`, `reference.reference.column`, each with
 * `__operator` or not. Sets column, comparison, through, steps. */
enum status query_read_name(const struct query *query, struct slice name, bool paged,
                            struct filter *filter, struct problem *p);

/* Reads the raw value of a filter into its value or values, canonical and sorted. Several values
 * make EQ an IN. */
enum status query_read_values(struct arena *arena, struct filter *filter, struct slice raw,
                              int first_month, struct problem *p);

/* The name of an operator: "ge". */
const char *comparison_name(enum comparison comparison);

/* Whether values of this type can be listed with commas between them. */
bool comparison_takes_list(const struct column *column);

#endif
