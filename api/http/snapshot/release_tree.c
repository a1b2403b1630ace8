/* The log of all releases up to an open one, and the files of each that are kept for ever.
 *
 * The tree is made when it is first asked for, and then never changes. Verifies nothing. */
#include "hiraku/http/snapshot/snapshot.h"

#include "release_parts.h"

enum status snapshot_tree(struct snapshot *release, const struct release_tree **tree,
                          struct problem *p)
{
    enum status status = STATUS_OK;
    pthread_mutex_lock(&release->lock);
    if (!release->tree.leaves)
        status = release_tree_read(&release->tree, release->path, release->manifest.number, p);
    pthread_mutex_unlock(&release->lock);
    *tree = &release->tree;
    /* of an old manifest: the rows of this release are as good as they were */
    if (status == STATUS_BAD_RELEASE)
        return problem_set(p, STATUS_SYSTEM, slice_of(release->path), SLICE_NONE,
                           "the manifest of a release is missing");
    return status;
}

bool snapshot_kept(const struct snapshot *release, uint64_t number, const char *name,
                   char path[FILE_PATH_SIZE])
{
    char dir[FILE_PATH_SIZE];
    if (number == 0 || number > release->manifest.number)
        return false;
    layout_sibling(release->path, number, dir);
    return file_path(path, dir, name, NULL) == STATUS_OK && file_exists(path);
}
