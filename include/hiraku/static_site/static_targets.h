/* The addresses of a copy, each once, in the order in which they were met; found by what the
 * service is asked for them. */
#ifndef HIRAKU_STATIC_SITE_STATIC_TARGETS_H
#define HIRAKU_STATIC_SITE_STATIC_TARGETS_H

#include "hiraku/base/arena.h"
#include "hiraku/static_site/static_name.h"

#include <stdint.h>

#define STATIC_NOWHERE SIZE_MAX

struct static_target {
    struct static_address address;
    struct slice file; /* empty: there is none of its own */
    size_t leads;      /* the target that it leads to; STATIC_NOWHERE */
    bool in_language;  /* it has a twin in the other one */
};

struct static_targets {
    struct static_target *at;
    size_t count, cap;
    size_t *slots; /* number + 1; a power of two of them, at most half full */
    size_t slot_count;
};

/* The number of the target with this `ask`, which is added where there is none: `*added`. The
 * address must live as long as the list. STATIC_NOWHERE: no memory. */
size_t static_targets_find(struct static_targets *targets, const struct static_address *address,
                           bool *added);
void static_targets_free(struct static_targets *targets);

#endif
