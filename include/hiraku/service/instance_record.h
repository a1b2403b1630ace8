/* The one record of /v1/instance: who publishes, under which licence, with which program and in
 * which release. */
#ifndef HIRAKU_SERVICE_INSTANCE_RECORD_H
#define HIRAKU_SERVICE_INSTANCE_RECORD_H

#include "hiraku/base/status.h"
#include "hiraku/query/view.h"

#include <stdint.h>

struct arena;
struct instance;
struct problem;

/* The numbers that it tells. */
struct instance_releases {
    uint64_t own, first; /* of the release, and of the first one that there is */
};

struct instance_record {
    struct view view; /* set by the caller, of instance_resource; gets the columns of its own */
    struct row row;   /* its cells live in the arena, the instance and the program */
};

enum status instance_record_read(struct instance_record *record, const struct instance *instance,
                                 const struct instance_releases *releases, struct arena *arena,
                                 struct problem *p);

#endif
