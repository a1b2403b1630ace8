/* What was meant by a value or a name of instance.json. Private to api/release. */
#ifndef HIRAKU_API_RELEASE_INSTANCE_VALUE_H
#define HIRAKU_API_RELEASE_INSTANCE_VALUE_H

#include <jansson.h>

struct arena;
struct column;

/* The value as JSON, cut where it is long. In the arena, as all that follows; `.at` NULL when there
 * is no memory. */
struct slice instance_value_shown(struct arena *arena, const json_t *value);

/* What to write in place of a value of a type that the key has not: a number or the only member of
 * a list between quotes. Empty: not known. */
struct slice instance_value_meant(struct arena *arena, const struct column *column,
                                  const json_t *value);

/* The file beside `path`, where there is no instance.json, that was probably meant to be it:
 * Instance.json, instance.json.txt, «instance (1).json» … Empty: none. */
struct slice instance_name_near(struct arena *arena, const char *path);

#endif
