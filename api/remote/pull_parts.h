/* One pull. Private to api/remote. */
#ifndef HIRAKU_API_REMOTE_PULL_PARTS_H
#define HIRAKU_API_REMOTE_PULL_PARTS_H

#include "hiraku/release/copy_list.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/manifest.h"
#include "hiraku/remote/http_fetch.h"
#include "hiraku/remote/http_get.h"
#include "hiraku/remote/pull.h"

#include <stdatomic.h>

enum { PULL_LIST_MOST = 32 << 20, PULL_MANIFEST_MOST = 4 << 20 };

struct puller {
    struct pull_options options;
    struct fetcher *fetcher;
    atomic_bool copying;
    char tag[FETCH_TAG_SIZE]; /* of the list of releases that was dealt with last */
};

/* A release that is being gathered. */
struct pulled {
    struct puller *puller;
    uint64_t number;
    char dir[RELEASE_PATH_SIZE];    /* where */
    char before[RELEASE_PATH_SIZE]; /* the release before it, "": none is here */
    struct copy_list list;
    struct manifest manifest;
};

/* Appends BASE/v1/copies… to `out`. */
enum status pull_get(struct puller *puller, const char *path, uint64_t most, struct out *out,
                     struct problem *p);

/* Brings a file of the release's list into its folder; it is as the list's digest says. */
enum status pull_file(struct pulled *pulled, const struct copy_file *file, struct problem *p);

/* The same from the former file at `old`, and what of the new one is not in that. `*done` false: it
 * cannot be had so. */
enum status pull_pieces(struct pulled *pulled, const struct copy_file *file, const char *old,
                        bool *done, struct problem *p);

/* Appends a part of the file to the descriptor. */
enum status pull_part(struct pulled *pulled, const struct copy_file *file, uint64_t first,
                      uint64_t last, int fd, struct problem *p);

/* Whether the releases here, with those whose manifests were gathered, are signed as they must be.
 */
enum status pull_check_signed(struct puller *puller, uint64_t here, const struct pulled *newest,
                              struct problem *p);

/* Brings all files of a release whose manifest is there and proved. `*whole`: all canonical ones.
 */
enum status pull_contents(struct pulled *pulled, bool *whole, struct problem *p);

/* Takes over which releases are withdrawn, of those that are here. */
enum status pull_withdrawals(struct puller *puller, const struct copy_releases *releases,
                             uint64_t here, uint64_t *count, struct problem *p);

enum status pull_bad_list(const struct pulled *pulled, const char *reason, struct problem *p);

#endif
