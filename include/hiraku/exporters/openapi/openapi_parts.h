/* What the files of the OpenAPI document share. Private to exporters/. */
#ifndef HIRAKU_EXPORTERS_OPENOPENAPI_PARTS_H
#define HIRAKU_EXPORTERS_OPENOPENAPI_PARTS_H

#include "hiraku/query/query.h"

#include <jansson.h>

struct column;
struct resource;

enum { OPENAPI_NAME_SIZE = 80, OPENAPI_KEY_SIZE = 240 };

/* A document under construction; `failed` latches when jansson has no memory or base.json lacks
 * what the program has. */
struct openapi {
    const json_t *examples;   /* table → id of a record */
    const json_t *everywhere; /* names of the header fields of every response */
    const json_t *templates;  /* option → its parameter, to be filled in for each table */
    const json_t *shared;     /* name → parameter that is the same for all tables */
    const json_t *schemas;    /* those written by hand */
    json_t *parameters; /* "table-name" → parameter; owned: a full stop in a name loses it in some
                           generators */
    bool calls;         /* each operation says its first example */
    bool failed;
};

/* Both take over `value`; NULL latches the failure. */
void openapi_set(struct openapi *api, json_t *object, const char *key, json_t *value);
void openapi_append(struct openapi *api, json_t *array, json_t *value);
/* Nothing where `text` is NULL. */
void openapi_set_text(struct openapi *api, json_t *object, const char *key, const char *text);

/* {"$ref": "#/components/{kind}/{name}"}. A new reference. */
json_t *openapi_reference(struct openapi *api, const char *kind, const char *name);

/* "ValueType" for value_type; "Programs" and "Program" for programs: names of operations and
 * schemas. */
void openapi_capitalise(const char *word, char name[OPENAPI_NAME_SIZE]);
void openapi_plural(const struct resource *resource, char name[OPENAPI_NAME_SIZE]);
void openapi_singular(const struct resource *resource, char name[OPENAPI_NAME_SIZE]);

/* One record as the JSON writer gives it; an item of a list, which may lack columns or embed
 * records; a list of them. New references. */
json_t *openapi_record(struct openapi *api, const struct resource *resource);
json_t *openapi_item(struct openapi *api, const struct resource *resource);
json_t *openapi_list(struct openapi *api, const struct resource *resource);

/* A named schema for each column that holds codes ("ProgramKind"). */
void openapi_add_codes(struct openapi *api, json_t *schemas, const struct resource *resource);

/* The column "table.column" as a member of an answer that is no record of the table, also null
 * where `nullable`; "table.url" is the URL of the record. A new reference. */
json_t *openapi_member(struct openapi *api, const char *place, bool nullable);

/* Pattern and bounds of a value of this column, or its named codes, with null where `nullable`.
 * `owner` is the resource that the column belongs to. */
void openapi_set_value(struct openapi *api, json_t *schema, const struct resource *owner,
                       const struct column *column, bool nullable);

/* The regular expression (ECMA-262) that a cell of this column matches as a whole, or NULL. */
const char *openapi_pattern(const struct column *column, const struct resource *owner);

/* What a column's codes and its predicates are: titles and IRIs. New references. */
json_t *openapi_codes(struct openapi *api, const struct column *column);
json_t *openapi_rdf(struct openapi *api, const struct column *column);

/* Puts the parameters of a table's list into api->parameters: options, columns, operators. */
void openapi_add_parameters(struct openapi *api, const struct resource *resource);
/* References to all of them, and to the shared ones, that `form` knows, but for the column `except`
 * (may be NULL). */
void openapi_refer_parameters(struct openapi *api, json_t *array, const struct resource *resource,
                              const char *except, enum query_form form);

/* Japanese in the place of English. */
void openapi_speak_japanese(struct openapi *api, json_t *value);
/* Leaves the short document of the whole one. */
void openapi_shorten(struct openapi *api, json_t *document);

/* A copy of a part of base.json with placeholders (where `resource` is not NULL) and marks filled
 * in; the same for one text. New references. */
json_t *openapi_copy(struct openapi *api, const json_t *value, const struct resource *resource);
json_t *openapi_text(struct openapi *api, const struct resource *resource, const char *text);

#endif
