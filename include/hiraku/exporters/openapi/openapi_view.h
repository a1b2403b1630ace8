/* Other views of the whole document. */
#ifndef HIRAKU_EXPORTERS_OPENAPI_OPENAPI_VIEW_H
#define HIRAKU_EXPORTERS_OPENAPI_OPENAPI_VIEW_H

#include <jansson.h>

struct openapi;

/* Japanese in the place of English. */
void openapi_speak_japanese(struct openapi *api, json_t *value);
/* Leaves the short document of the whole one. */
void openapi_shorten(struct openapi *api, json_t *document);

#endif
