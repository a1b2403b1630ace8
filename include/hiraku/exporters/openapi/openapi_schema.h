/* Records, lists and columns of the model as JSON Schema 2020-12. */
#ifndef HIRAKU_EXPORTERS_OPENAPI_OPENAPI_SCHEMA_H
#define HIRAKU_EXPORTERS_OPENAPI_OPENAPI_SCHEMA_H

#include <jansson.h>
#include <stdbool.h>

struct column;
struct openapi;
struct resource;

/* One record as the JSON writer gives it; an item of a list, which may lack columns or embed
 * records; a list of them. New references. */
json_t *openapi_record(struct openapi *api, const struct resource *resource);
json_t *openapi_item(struct openapi *api, const struct resource *resource);
json_t *openapi_list(struct openapi *api, const struct resource *resource);

/* A named schema for each column that holds codes ("ProgramKind"). */
void openapi_add_codes(struct openapi *api, json_t *schemas, const struct resource *resource);

/* The column "table.column" as a member of an answer that is no record of the table, also null
 * where `nullable`; "table.url" is the URL of the record. A new reference. */
json_t *openapi_member(struct openapi *api, const char *path, bool nullable);

/* Pattern and bounds of a value of this column, or its named codes, with null where `nullable`.
 * `owner` is the resource that the column belongs to. */
void openapi_set_value(struct openapi *api, json_t *schema, const struct resource *owner,
                       const struct column *column, bool nullable);

#endif
