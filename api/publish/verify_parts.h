/* One verification of a store. Private to api/publish. */
#ifndef HIRAKU_API_PUBLISH_VERIFY_PARTS_H
#define HIRAKU_API_PUBLISH_VERIFY_PARTS_H

#include "hiraku/base/status.h"

#include <stdint.h>

struct problem;
struct release_list;

struct verification {
    void (*bad)(void *context, const struct problem *p);
    void *context;
    uint64_t files, differences;
};

void verify_report(struct verification *verification, const char *path, const char *reason);
/* What a function said of a file that cannot be read. Only a lack of memory ends the verification.
 */
enum status verify_report_problem(struct verification *verification, const struct problem *problem,
                                  struct problem *p);

/* Every table that a release of the list does not keep: whether it can be had back, and is what was
 * published. */
enum status verify_past(struct verification *verification, const char *store,
                        const struct release_list *list, struct problem *p);

#endif
