/* A file of site/ as it is served: its bytes, or the style sheet that is made of site.json. */
#ifndef HIRAKU_RELEASE_SITE_ASSET_H
#define HIRAKU_RELEASE_SITE_ASSET_H

#include "hiraku/base/out.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/site.h"

struct site_asset {
    const char *media_type;
    struct slice text;
    char sha256[DIGEST_SIZE];
    struct out bytes; /* of the file */
    struct site site; /* of one that is made */
};

/* The name, in a release, of the file that the asset `name` is made from; false: there is no such
 * asset. */
bool site_asset_source(struct slice name, struct layout_name *source);

/* Reads it from `path`, which is that of its source. To be freed in any case; one that is zeroed
 * may be. STATUS_TOO_LARGE: no release has so large a file. */
enum status site_asset_read(struct site_asset *asset, const char *path, struct slice name,
                            struct problem *p);
void site_asset_free(struct site_asset *asset);

/* Whether `hash` is that of its bytes, as of site_hash. */
bool site_asset_has(const struct site_asset *asset, struct slice hash);

#endif
