/* What every service is asked of: one release, lying open.
 *
 * A service takes a question and gives a result: rows one after the other, and the facts about them
 * (how many, complete or not, which tables they were made from). It knows neither who asks nor in
 * which form the answer is written. */
#ifndef HIRAKU_SERVICE_SERVICE_H
#define HIRAKU_SERVICE_SERVICE_H

#include "hiraku/base/status.h"

#include <stdint.h>

struct arena;
struct instance;
struct manifest;
struct resource;
struct store;

struct service {
    struct store *store; /* of this thread; its deadline is set */
    const char
        *folder; /* of the store; NULL: what releases keep beside the rows is not asked for */
    const struct manifest *manifest;
    const struct instance *instance;
    enum language language; /* of words of the model in problems */
    struct arena *arena;    /* holds questions, facts and the examples of problems */
    /* The release that dropped a record; 0: none did. */
    uint64_t (*retired)(const void *context, const struct resource *resource, struct slice id);
    const void *context;
};

#endif
