/* Where the rows of an open release are read: in its own store or, when publishing has put that
 * away, in the newest one, as of the release. */
#include "release_parts.h"

#include "hiraku/base/config.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/releases.h"
#include "hiraku/store/store.h"

#include <inttypes.h>
#include <stdio.h>

bool release_is_whole(const char *dir)
{
    char path[FILE_PATH_SIZE];
    return file_path(path, dir, layout_database, NULL) == STATUS_OK && file_exists(path);
}

/* The newest store that reaches back to the release; each has what the one before had. */
static enum status release_store_view(const struct snapshot *release, struct store **store,
                                      struct problem *p)
{
    struct release_list list;
    char dir[RELEASE_PATH_SIZE], text[24];
    uint64_t number = release->manifest.number;
    const char *root = release->snapshots->config->store;
    enum status status = release_list_read(&list, root, p);
    bool found = false;
    for (size_t i = list.count; i-- > 0 && status == STATUS_OK && !found;) {
        layout_release_dir(root, list.numbers[i], dir);
        found = list.numbers[i] > number && release_is_whole(dir);
        if (found)
            status = store_open(store, dir, number, p);
    }
    release_list_free(&list);
    if (status != STATUS_OK || found)
        return status;
    snprintf(text, sizeof text, "%" PRIu64, number);
    return problem_set(p, STATUS_RELEASE_GONE, SLICE_NONE, slice_of(text), NULL);
}

enum status release_store_open(const struct snapshot *release, struct store **store,
                               struct problem *p)
{
    return release_is_put_away(release) ? release_store_view(release, store, p)
                                        : store_open(store, release->path, 0, p);
}
