/* The contract: OpenAPI 3.1, schemas generated from the model, paths and prose from
 * openapi/base.json. */
#ifndef HIRAKU_EXPORTERS_OPENAPI_OPENAPI_H
#define HIRAKU_EXPORTERS_OPENAPI_OPENAPI_H

#include "hiraku/base/status.h"

#include <jansson.h>

struct instance;
struct out;
struct problem;

/* openapi/base.json, compiled in. NUL-terminated. */
extern const char openapi_base[];

/* Which document: all zero is the whole one, in English with the Japanese beside it (x-…-ja). */
struct openapi_view {
    bool japanese; /* in Japanese, without the English */
    bool brief; /* paths, summaries and the parameters that are no columns: for people who read */
    bool page;  /* without an example in what an operation says: the page shows it by itself */
};

/* The document; the caller's to release. With `instance` as openapi_write. */
enum status openapi_make(const struct instance *instance, struct openapi_view view,
                         json_t **document, struct problem *p);

/* Writes the document, two-space indent, LF at the end. With `instance` its base URL and
 * titles; NULL: the committed openapi/hiraku.json. */
enum status openapi_write(const struct instance *instance, struct openapi_view view,
                          struct out *out, struct problem *p);

#endif
