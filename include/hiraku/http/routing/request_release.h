/* The release that a request reads, where it is not the current one. */
#ifndef HIRAKU_HTTP_ROUTING_REQUEST_RELEASE_H
#define HIRAKU_HTTP_ROUTING_REQUEST_RELEASE_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

#include <stdint.h>

struct artifact;
struct problem;
struct request;
struct resource;

/* The address of a file of request->snapshot that never gives other bytes (DOWNLOAD_PLACE). */
struct slice request_file_place(struct request *request, const struct artifact *file);

/* Makes request->snapshot the release `number`, or another one that has the same file; `path` is
 * the file's within a release. STATUS_NOT_FOUND: it never had it, STATUS_FILE_GONE: it is not kept.
 */
enum status request_take_file_release(struct request *request, uint64_t number, const char *path,
                                      struct problem *p);

/* Makes request->snapshot one in which `tables` are as they were in release `number`; errors are
 * those of snapshots_as_of. */
enum status request_take_release_of(struct request *request, const struct resource *const *tables,
                                    size_t count, uint64_t number, struct problem *p);

#endif
