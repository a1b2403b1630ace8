/* The query parameters of a table. */
#ifndef HIRAKU_EXPORTERS_OPENAPI_OPENAPI_FILTER_H
#define HIRAKU_EXPORTERS_OPENAPI_OPENAPI_FILTER_H

struct openapi;
struct resource;

/* Puts the parameters of a table's list into api->parameters: options, columns, operators. */
void openapi_add_parameters(struct openapi *api, const struct resource *resource);

#endif
