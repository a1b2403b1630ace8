/* What an entry of a release's derived.json is as a download. Private to api/http. */
#ifndef HIRAKU_HTTP_SNAPSHOT_DOWNLOADS_H
#define HIRAKU_HTTP_SNAPSHOT_DOWNLOADS_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

#include <stdint.h>
#include <time.h>

struct artifact;
struct artifact_format;
struct manifest;
struct problem;
struct request;

/* Why a file is left out that has another base URL in it than the one that is served. */
#define DOWNLOAD_OTHER_BASE "other-base-url"

/* Where a file is that never changes, behind it the number of a release: /v1/releases/{release}/….
 */
#define DOWNLOAD_PLACE "/v1/releases/"

/* That address of a file of request->snapshot. */
struct slice download_place(struct request *request, const struct artifact *file);
/* Makes request->snapshot the release `number`, or another one that has the same file; `path` is
 * the file's within a release. STATUS_NOT_FOUND: it never had it, STATUS_FILE_GONE: it is not kept.
 */
enum status download_take_release(struct request *request, uint64_t number, const char *path,
                                  struct problem *p);

/* The release in which the data in a file last changed, and when. */
uint64_t download_changed_in(const struct manifest *manifest, const struct artifact *file,
                             const struct artifact_format *format, time_t *at);

#endif
