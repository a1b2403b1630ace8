/* Filling base.json in. */
#ifndef HIRAKU_EXPORTERS_OPENAPI_OPENAPI_TEMPLATE_H
#define HIRAKU_EXPORTERS_OPENAPI_OPENAPI_TEMPLATE_H

#include <jansson.h>

struct openapi;
struct resource;

/* A copy of a part of base.json with placeholders (where `resource` is not NULL) and marks filled
 * in; the same for one text. New references. */
json_t *openapi_copy(struct openapi *api, const json_t *value, const struct resource *resource);
json_t *openapi_text(struct openapi *api, const struct resource *resource, const char *text);

#endif
