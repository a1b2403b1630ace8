/* Fields filled into texts, {{name}}, as the files of contrib/instances/init have them. Private to
 * api/init. */
#ifndef HIRAKU_API_INIT_FIELDS_H
#define HIRAKU_API_INIT_FIELDS_H

#include "hiraku/init/init.h"

/* The text with its fields filled in, in the arena of `init`; what is filled in is not read again,
 * and a name that is none stays. `.at` NULL where there is no memory. `*lacks` (may be NULL) is set
 * where a field is empty, and never cleared. */
struct slice fields_fill(struct init *init, struct slice text, bool *lacks);

/* instance.json of the template with what init/instance.json names replaced: a key whose text lacks
 * a field is left out. Indented, ends with LF. */
enum status fields_instance(struct init *init, struct slice *text, struct problem *p);

/* The row of a table in init/records.json, with its line end, in the columns of the template's
 * example; empty where there is none, or its id lacks a field. `*header`: the line of the columns,
 * as the template has it. */
enum status fields_record(struct init *init, const char *table, struct slice *header,
                          struct slice *row, struct problem *p);

#endif
