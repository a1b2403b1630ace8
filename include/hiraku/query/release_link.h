/* The address of an answer that does not change any more: the one of a release. */
#ifndef HIRAKU_QUERY_RELEASE_LINK_H
#define HIRAKU_QUERY_RELEASE_LINK_H

#include "hiraku/base/slice.h"

#include <stdint.h>

struct arena;

/* `link`, a path with or without a query, as it is asked of release `number`: with `release=NUMBER`
 * as the last parameter, in the place of any `release` and `as_of` that it has. Of a canonical link
 * (that of Content-Location) this is the canonical address of the answer. A path below
 * /v1/releases/, which names its release, stays as it is. No fragment. In the arena; `.at` NULL: no
 * memory. */
struct slice release_link(struct arena *arena, struct slice link, uint64_t number);

/* `link` without `release` and `as_of`: as it is asked of whatever release is current. */
struct slice release_link_without(struct arena *arena, struct slice link);

#endif
