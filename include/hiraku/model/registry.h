/* The registered tables, in publishing order, and the names that no table or column may have. */
#ifndef HIRAKU_MODEL_REGISTRY_H
#define HIRAKU_MODEL_REGISTRY_H

#include "hiraku/base/slice.h"
#include "hiraku/model/resource.h"

/* All registered resources in publishing order (targets of references first where possible). */
extern const struct resource *const model_resources[];
extern const size_t model_resource_count;

/* The instance's configuration as a resource of one record (not registered, not a table). */
extern const struct resource instance_resource;

/* Addresses that show what can be asked of these tables; ends with NULL. */
extern const char *const model_examples[];

/* Names that query parameters use (design.md «Reserved parameters»): no column or table may. */
extern const char *const model_reserved[];
bool model_is_reserved(struct slice name);

#endif
