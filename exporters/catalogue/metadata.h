/* Members of JSON that the descriptions of data share: CSVW, data package, schema.org. None is
 * written for an empty text. Private to this folder. */
#ifndef HIRAKU_EXPORTERS_CATALOGUE_METADATA_H
#define HIRAKU_EXPORTERS_CATALOGUE_METADATA_H

#include "hiraku/base/slice.h"

#include <time.h>

struct column;
struct instance;
struct json_writer;
struct resource;
struct view;

/* "{base}{path}{rest}" */
void metadata_url(struct json_writer *json, const struct instance *instance, const char *key,
                  const char *path, const char *rest);
void metadata_time(struct json_writer *json, const char *key, time_t when);

/* `key`: an array of {"@value", "@language"}, which JSON-LD of schema.org has the other way round.
 */
void metadata_pair(struct json_writer *json, const char *key, struct slice ja, struct slice en,
                   bool language_first);

/* The columns of a served CSV. */
void metadata_view(struct view *view, const struct resource *resource);

/* Whether a reference can be followed by a program: one id in each cell. */
bool metadata_is_reference(const struct column *column);

/* The IRI of a column's first predicate, or false. */
bool metadata_property(const struct column *column, char *iri, size_t size);

/* `(a|b|c)` of a column's codes, or the pattern of its type, as the value of `key`; nothing where
 * there is neither. */
void metadata_pattern(struct json_writer *json, const char *key, const struct column *column,
                      const struct resource *owner);

/* Whether every row has a cell here. */
bool metadata_is_required(const struct column *column, const struct resource *owner);

/* `"minimum":…,"maximum":…` of whole numbers that have bounds. */
void metadata_limits(struct json_writer *json, const struct column *column);

/* `"keywords":[…]` of these cells of the instance (ending with NULL); nothing where there are none.
 */
void metadata_keywords(struct json_writer *json, const struct instance *instance,
                       const char *const *cells);

#endif
