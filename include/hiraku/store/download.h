/* The database that people download. */
#ifndef HIRAKU_STORE_DOWNLOAD_H
#define HIRAKU_STORE_DOWNLOAD_H

#include "hiraku/base/status.h"

struct instance;
struct manifest;
struct problem;
struct store;

/* The database that people download, at `path`, which must not exist; `store` is the release's,
 * `manifest` its manifest. */
enum status store_download(struct store *store, const struct instance *instance,
                           const struct manifest *manifest, const char *path, struct problem *p);

#endif
