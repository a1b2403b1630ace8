/* What to say of files for download that are not there. */
#ifndef HIRAKU_HTTP_RESPONSE_DOWNLOAD_MISSING_H
#define HIRAKU_HTTP_RESPONSE_DOWNLOAD_MISSING_H

#include "hiraku/base/status.h"

struct artifact;
struct problem;
struct request;

/* There are none of the kind: leads to the list. */
enum status download_missing_all(struct request *request, struct problem *p);

/* No file has the name request->id: the nearest that one has. */
enum status download_not_found(struct request *request, struct problem *p);

/* A file of request->snapshot that was left out: why, and the files of the same table that there
 * are. */
enum status download_left_out(struct request *request, const struct artifact *file,
                              struct problem *p);

#endif
