/* The registered tables, in publishing order, and the names that no table or column may have. */
#ifndef HIRAKU_MODEL_REGISTRY_H
#define HIRAKU_MODEL_REGISTRY_H

#include "hiraku/base/slice.h"
#include "hiraku/model/resource.h"

/* All registered resources in publishing order (targets of references first where possible). */
extern const struct resource *const model_resources[];
extern const size_t model_resource_count;

/* Lists that are no tables (resource.on_demand). */
extern const struct resource *const model_on_demand[];
extern const size_t model_on_demand_count;
extern const struct resource freshness_resource, vintages_resource, usage_resource;

/* The instance's configuration as a resource of one record (not registered, not a table). */
extern const struct resource instance_resource;

/* What was published so far, and what changed in it; rows on demand. */
extern const struct resource releases_resource, changes_resource;

/* The reasons for changes, which have a file beside those of the tables. */
extern const struct resource corrections_resource;
/* The i-th of all that a file of data/ may hold, computed tables too, and the same by name; NULL
 * behind the last, and where there is none. */
const struct resource *model_input(size_t i);
const struct resource *model_input_as(struct slice name);

/* Addresses that show what can be asked of these tables; ends with NULL. */
extern const char *const model_examples[];

/* Names that query parameters use (design.md «Reserved parameters»): no column or table may. */
extern const char *const model_reserved[];
bool model_is_reserved(struct slice name);

#endif
