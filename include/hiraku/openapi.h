/* The contract: OpenAPI 3.1, schemas generated from the model, paths and prose from
 * openapi/base.json. */
#ifndef HIRAKU_OPENAPI_H
#define HIRAKU_OPENAPI_H

#include "hiraku/instance.h"

/* openapi/base.json, compiled in. NUL-terminated. */
extern const char openapi_base[];

/* Writes the whole document, two-space indent, LF at the end. With `instance` its base URL and
 * titles; NULL: the committed openapi/hiraku.json. */
enum status openapi_write(const struct instance *instance, struct out *out, struct problem *p);

#endif
