/* Whether the tables of the model are sound: looked at once, at start. */
#ifndef HIRAKU_MODEL_MODEL_CHECK_H
#define HIRAKU_MODEL_MODEL_CHECK_H

#include "hiraku/base/status.h"

struct problem;

/* Checks every table: unique names, references that resolve, NCNames, key columns, codes, lookups,
 * known CURIE prefixes, no reserved names. STATUS_BAD_MODEL names the place. */
enum status model_check(struct problem *p);

#endif
