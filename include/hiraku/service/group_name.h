/* What people call the groups of an aggregate: a record by its title, a code and a period in words.
 */
#ifndef HIRAKU_SERVICE_GROUP_NAME_H
#define HIRAKU_SERVICE_GROUP_NAME_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

struct path;
struct problem;
struct service;

/* The name of a cell under that path, in service->language and its arena; an empty cell has none.
 */
enum status group_name(const struct service *service, const struct path *path, struct slice cell,
                       struct slice *name, struct problem *p);

/* Whether the groups of the path have an order of their own: that of time. */
bool group_is_time(const struct path *path);

#endif
