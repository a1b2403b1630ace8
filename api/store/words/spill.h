/* What waits to be read back while an index is made: a file without a name, which is gone with its
 * last descriptor. */
#ifndef HIRAKU_API_STORE_WORDS_SPILL_H
#define HIRAKU_API_STORE_WORDS_SPILL_H

#include "hiraku/base/out.h"

struct spill {
    struct out out; /* what is written */
    int fd;
    void *bytes; /* once it is mapped */
    size_t size;
};

/* A file in the folder. Must be closed if and only if this succeeded; must not be moved. */
enum status spill_open(struct spill *spill, const char *dir, struct problem *p);

/* What was written, until it is closed: `size` bytes at `bytes`. Nothing is written any more. */
enum status spill_map(struct spill *spill, struct problem *p);

void spill_close(struct spill *spill);

#endif
