/* What the parser of queries takes, as it says so itself, and references to those parameters. */
#ifndef HIRAKU_EXPORTERS_OPENAPI_OPENAPI_OPTIONS_H
#define HIRAKU_EXPORTERS_OPENAPI_OPENAPI_OPTIONS_H

#include "hiraku/query/query.h"

#include <jansson.h>

struct openapi;
struct problem;
struct resource;

/* What the parser allows in place of this parameter, in p->allowed, separated by ", "; "" where it
 * takes it. */
void openapi_ask(struct openapi *api, const struct resource *resource, enum query_form form,
                 const char *name, struct problem *p);

/* An object whose keys are the options that any form has for the table. A new reference. */
json_t *openapi_options(struct openapi *api, const struct resource *resource);

/* References to all parameters of the table, and to the shared ones, that `form` knows, but for the
 * column `except` (may be NULL). */
void openapi_refer_parameters(struct openapi *api, json_t *array, const struct resource *resource,
                              const char *except, enum query_form form);

#endif
