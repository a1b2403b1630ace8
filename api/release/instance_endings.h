/* The list `endings` of instance.json. Private to api/release. */
#ifndef HIRAKU_API_RELEASE_INSTANCE_ENDINGS_H
#define HIRAKU_API_RELEASE_INSTANCE_ENDINGS_H

#include "hiraku/base/slice.h"

#include <jansson.h>

struct instance;
struct report;

struct endings_input {
    struct instance *instance; /* gets the endings, in its arena */
    struct report *report;
    struct slice text; /* of the file: findings have its lines */
};

/* Reads and checks them; what is wrong is reported and left out. Want of memory latches the
 * instance's arena. */
void instance_endings_read(const struct endings_input *input, const json_t *value);

#endif
