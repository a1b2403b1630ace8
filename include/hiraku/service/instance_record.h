/* The one record of /v1/instance: who publishes, under which licence, with which program and in
 * which release. */
#ifndef HIRAKU_SERVICE_INSTANCE_RECORD_H
#define HIRAKU_SERVICE_INSTANCE_RECORD_H

#include "hiraku/base/status.h"
#include "hiraku/query/view.h"

struct arena;
struct instance;
struct manifest;
struct problem;

struct instance_record {
    struct view view; /* set by the caller, of instance_resource; gets the columns of its own */
    struct row row;   /* its cells live in the arena, the instance and the program */
};

enum status instance_record_read(struct instance_record *record, const struct instance *instance,
                                 const struct manifest *manifest, struct arena *arena,
                                 struct problem *p);

#endif
