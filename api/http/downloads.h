/* What an entry of a release's derived.json is as a download. Private to api/http. */
#ifndef HIRAKU_HTTP_DOWNLOADS_H
#define HIRAKU_HTTP_DOWNLOADS_H

#include "hiraku/bulk.h"
#include "hiraku/release.h"

/* The folder of a release that downloads are in; a path behind it is the name of the file. */
#define DOWNLOAD_FOLDER "files/"
enum { DOWNLOAD_FOLDER_SIZE = sizeof DOWNLOAD_FOLDER - 1 };

/* The kind of a file by its name, and whether it is the packed copy (.gz) of one; false: a download
 * has no such name. */
bool download_kind(struct slice name, struct bulk_kind *kind, bool *packed);

const char *download_media_type(const struct bulk_kind *kind, bool packed);

/* The release in which the data in a file last changed, and when. */
uint64_t download_changed_in(const struct manifest *manifest, const struct derived_file *file,
                             const struct bulk_kind *kind, time_t *at);

#endif
