/* What the files of the OpenAPI document share. Private to exporters/. */
#ifndef HIRAKU_EXPORTERS_OPENAPI_PARTS_H
#define HIRAKU_EXPORTERS_OPENAPI_PARTS_H

#include "hiraku/model.h"

#include <jansson.h>

enum { OPENAPI_NAME_SIZE = 80 };

/* A document under construction; `failed` latches when jansson has no memory. */
struct openapi {
    const json_t *examples; /* table → id of a record */
    bool failed;
};

/* Both take over `value`; NULL latches the failure. */
void openapi_set(struct openapi *api, json_t *object, const char *key, json_t *value);
void openapi_append(struct openapi *api, json_t *array, json_t *value);

/* "Programs" and "Program" for programs: names of operations and schemas. */
void openapi_plural(const struct resource *resource, char name[OPENAPI_NAME_SIZE]);
void openapi_singular(const struct resource *resource, char name[OPENAPI_NAME_SIZE]);

/* One record as the JSON writer gives it, and a list of them. New references. */
json_t *openapi_record(struct openapi *api, const struct resource *resource);
json_t *openapi_list(struct openapi *api, const struct resource *resource);

/* What a column's codes and its predicates are: titles and IRIs. New references. */
json_t *openapi_codes(struct openapi *api, const struct column *column);
json_t *openapi_rdf(struct openapi *api, const struct column *column);

/* The query parameter that filters by a column. A new reference. */
json_t *openapi_filter(struct openapi *api, const struct column *column);

/* A copy of a part of base.json with placeholders (where `resource` is not NULL) and marks filled
 * in; the same for one text. New references. */
json_t *openapi_copy(struct openapi *api, const json_t *value, const struct resource *resource);
json_t *openapi_text(struct openapi *api, const struct resource *resource, const char *text);

#endif
