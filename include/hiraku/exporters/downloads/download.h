/* What the files of a release (release/artifacts.h) are as downloads: their formats, dates and
 * addresses. */
#ifndef HIRAKU_EXPORTERS_DOWNLOADS_DOWNLOAD_H
#define HIRAKU_EXPORTERS_DOWNLOADS_DOWNLOAD_H

#include "hiraku/base/clock.h"
#include "hiraku/base/slice.h"

#include <inttypes.h>
#include <stdint.h>

struct artifact;
struct artifact_format;
struct artifacts;
struct manifest;
struct resource;

/* Why a file is left out that has another base URL in it than the one that is served. */
#define DOWNLOAD_OTHER_BASE "other-base-url"

/* Where a file is that never changes, for printf: the number of the release (uint64_t), the length
 * of the file's name (int) and the name. */
#define DOWNLOAD_PLACE "/v1/releases/%" PRIu64 "/downloads/%.*s"

struct download {
    const struct artifact *file;
    const char *name; /* "programs.csv.gz", borrowed of `file` */
    const struct artifact_format *format;
    bool packed;
    char modified[CLOCK_RFC3339_SIZE]; /* when its data last changed */
};

/* What an entry of the list is; false: no download. */
bool download_read(struct download *download, const struct manifest *manifest,
                   const struct artifact *file);

/* Whether the file of a table is there; `suffix` is that of its format ("csv"). */
bool download_has(const struct artifacts *artifacts, const struct resource *resource,
                  const char *suffix);

/* Why a release has no files at all; NULL: it has some. */
const char *downloads_missing(const struct artifacts *artifacts);

/* The release in which the data in a file last changed, and when. */
uint64_t download_changed_in(const struct manifest *manifest, const struct artifact *file,
                             const struct artifact_format *format, time_t *at);

#endif
