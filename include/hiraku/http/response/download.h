/* A file for download as an answer: with ranges, its digest, and the ETag of its bytes. */
#ifndef HIRAKU_HTTP_RESPONSE_DOWNLOAD_H
#define HIRAKU_HTTP_RESPONSE_DOWNLOAD_H

#include "hiraku/base/status.h"
#include "hiraku/exporters/artifact_format.h"
#include "hiraku/release/layout.h"

struct problem;
struct representation;
struct request;

/* The file that is asked for. */
struct download_wanted {
    struct layout_name path; /* within a release */
    struct artifact_name name;
};

/* Reads the file's name, request->id, and takes the release `number`, or (0) the earlier one that
 * the name holds. */
enum status download_choose(struct request *request, struct download_wanted *wanted,
                            uint64_t number, struct problem *p);

/* Plans the file of request->snapshot. `fixed`: it was asked for by its release, and never changes.
 * A file that is not there is STATUS_NOT_FOUND with the reason, or STATUS_OTHER_BASE_URL. */
enum status download_plan(struct request *request, struct representation *answer,
                          const struct download_wanted *wanted, bool fixed, struct problem *p);

#endif
