/* One row or one file of another instance, traced to its checkpoint. */
#ifndef HIRAKU_REMOTE_REMOTE_PROOF_H
#define HIRAKU_REMOTE_REMOTE_PROOF_H

#include "hiraku/remote/remote_log.h"

struct problem;

enum { REMOTE_RECORD_SIZE = 4096 };

struct remote_traced {
    uint64_t release;
    char record[REMOTE_RECORD_SIZE]; /* the row's line, cut where it is longer; "" of a file */
};

/* BASE/v1/TABLE/ID, by the proof that is beside it. STATUS_NOT_PROVED: it does not hold. */
enum status remote_row_trace(const struct checkpoint *checkpoint, const char *base, const char *url,
                             struct remote_traced *traced, struct problem *p);

/* A file for download: it is fetched, and its digest looked for among those that are signed.
 * STATUS_NOT_PROVED: it is not there. */
enum status remote_file_trace(const struct checkpoint *checkpoint, const char *base,
                              const char *url, struct remote_traced *traced, struct problem *p);

#endif
