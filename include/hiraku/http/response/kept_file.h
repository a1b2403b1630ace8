/* Small files that are kept for ever of every release: the manifest and its signatures. */
#ifndef HIRAKU_HTTP_RESPONSE_KEPT_FILE_H
#define HIRAKU_HTTP_RESPONSE_KEPT_FILE_H

#include "hiraku/base/status.h"

#include <stdint.h>

struct problem;
struct representation;
struct request;

/* Plans the file of release `number`, which never changes; its media type and place are the
 * caller's. STATUS_NOT_FOUND: there is none, as of a release that was not signed. */
enum status kept_file_plan(struct request *request, struct representation *answer, uint64_t number,
                           const char *name, struct problem *p);

#endif
