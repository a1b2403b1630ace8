/* Words of JSON that the descriptions of data share: CSVW, data package, schema.org. Private to
 * exporters/. */
#ifndef HIRAKU_EXPORTERS_CATALOGUE_METADATA_PARTS_H
#define HIRAKU_EXPORTERS_CATALOGUE_METADATA_PARTS_H

#include "hiraku/base/slice.h"

#include <time.h>

struct column;
struct instance;
struct out;
struct resource;
struct view;

/* `"key":"text"` with the comma before it where `first` is false; nothing where the text is empty.
 */
void metadata_pair(struct out *out, bool first, const char *key, struct slice text);
void metadata_text(struct out *out, bool first, const char *key, const char *text);
/* `"key":"{base}{path}{rest}"` */
void metadata_url(struct out *out, const struct instance *instance, const char *key,
                  const char *path, const char *rest);
void metadata_time(struct out *out, const char *key, time_t when);

/* The columns of a served CSV. */
void metadata_view(struct view *view, const struct resource *resource);

/* Whether a reference can be followed by a program: one id in each cell. */
bool metadata_is_reference(const struct column *column);

/* The IRI of a column's first predicate, or false. */
bool metadata_property(const struct column *column, char *iri, size_t size);

/* `(a|b|c)` of a column's codes, or the pattern of its type, as the value of `key`; nothing where
 * there is neither. */
void metadata_pattern(struct out *out, const char *key, const struct column *column,
                      const struct resource *owner);

/* Whether every row has a cell here. */
bool metadata_is_required(const struct column *column, const struct resource *owner);

/* `"minimum":…,"maximum":…` of whole numbers that have bounds. */
void metadata_limits(struct out *out, const struct column *column);

/* `"keywords":[…]` of these cells of the instance (ending with NULL); nothing where there are none.
 */
void metadata_keywords(struct out *out, const struct instance *instance, const char *const *cells);

#endif
