/* The OpenAPI document under construction (jansson), and what things are called in it. */
#ifndef HIRAKU_EXPORTERS_OPENAPI_OPENAPI_JSON_H
#define HIRAKU_EXPORTERS_OPENAPI_OPENAPI_JSON_H

#include "hiraku/base/status.h"

#include <jansson.h>

struct problem;
struct resource;

enum { OPENAPI_NAME_SIZE = 96, OPENAPI_KEY_SIZE = 240 };

/* `failed` latches when jansson has no memory or base.json lacks what the program has. */
struct openapi {
    const json_t *examples;   /* table → id of a record */
    const json_t *everywhere; /* names of the header fields of every response */
    const json_t *templates;  /* option → its parameter, to be filled in for each table */
    const json_t *shared;     /* name → parameter that is the same for all tables */
    const json_t *schemas;    /* those written by hand */
    json_t *parameters; /* "table-name" → parameter; owned: a full stop in a name loses it in some
                           generators */
    const char *undescribed; /* a form whose media type no schema has; NULL: none */
    bool calls;              /* each operation says its first example */
    bool failed;
};

/* What has become of the document: no memory, or STATUS_BAD_MODEL with the form that base.json does
 * not describe. */
enum status openapi_status(const struct openapi *api, struct problem *p);

/* Both take over `value`; NULL latches the failure. */
void openapi_set(struct openapi *api, json_t *object, const char *key, json_t *value);
void openapi_append(struct openapi *api, json_t *array, json_t *value);
/* Nothing where `text` is NULL. */
void openapi_set_text(struct openapi *api, json_t *object, const char *key, const char *text);

/* A text in English, and as x-KEY-ja in Japanese. */
void openapi_set_pair(struct openapi *api, json_t *object, const char *key, const char *en,
                      const char *ja);

/* {"$ref": "#/components/{kind}{name}"}; `kind` ends with a slash. A new reference. */
json_t *openapi_reference(struct openapi *api, const char *kind, const char *name);

/* "ValueType" for value_type; "Programs", and "Program" with a suffix such as "Item", for programs:
 * names of operations and schemas. */
void openapi_capitalise(const char *word, char name[OPENAPI_NAME_SIZE]);
void openapi_plural(const struct resource *resource, char name[OPENAPI_NAME_SIZE]);
void openapi_singular(const struct resource *resource, const char *suffix,
                      char name[OPENAPI_NAME_SIZE]);

/* Takes the next name off a list; false at its end. */
bool openapi_next(const char **list, const char *separator, char name[OPENAPI_NAME_SIZE]);

#endif
