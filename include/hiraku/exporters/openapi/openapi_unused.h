/* Leaving components out of the document to which nothing in it refers. */
#ifndef HIRAKU_EXPORTERS_OPENAPI_OPENAPI_UNUSED_H
#define HIRAKU_EXPORTERS_OPENAPI_OPENAPI_UNUSED_H

#include "hiraku/exporters/openapi/openapi_json.h"

/* Schemas, parameters and responses, and what only those refer to. Of the whole document. */
void openapi_drop_unused(struct openapi *api, json_t *document);

#endif
