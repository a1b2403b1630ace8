/* Whether what is to be copied is what the publisher signed: all manifests together have the root
 * of the newest checkpoint, and the key of that is the trusted one, or one that it leads to. */
#include "pull_parts.h"

#include "hiraku/base/in.h"
#include "hiraku/base/out.h"
#include "hiraku/proof/merkle.h"
#include "hiraku/remote/remote_log.h"

#include <stdlib.h>

static enum status pull_leaf(struct merkle_tree *tree, const char *dir, struct problem *p)
{
    struct out out;
    enum status status = in_whole(&out, dir, layout_manifest, PULL_MANIFEST_MOST, p);
    if (status == STATUS_OK)
        merkle_add(tree, merkle_leaf(out_written(&out)));
    out_close(&out);
    return status;
}

/* Of the releases that are here, then of those that were gathered. */
static enum status pull_root(const struct puller *puller, uint64_t here, uint64_t newest,
                             struct merkle_hash *root, struct problem *p)
{
    char dir[RELEASE_PATH_SIZE];
    struct merkle_tree tree;
    enum status status = STATUS_OK;
    merkle_begin(&tree);
    for (uint64_t number = 1; number <= newest && status == STATUS_OK; number++) {
        if (number <= here)
            layout_release_dir(puller->options.store, number, dir);
        else
            status = layout_pulled(puller->options.store, number, dir, p);
        if (status == STATUS_OK)
            status = pull_leaf(&tree, dir, p);
    }
    *root = merkle_root(&tree);
    return status;
}

/* The key that must have signed: the one that was given, or that of the newest release here; false:
 * none must. */
static enum status pull_trusted(const struct puller *puller, uint64_t here, struct public_key *key,
                                bool *needed, struct problem *p)
{
    char dir[RELEASE_PATH_SIZE];
    struct manifest *manifest;
    *needed = puller->options.trusted != NULL;
    if (*needed)
        *key = *puller->options.trusted;
    if (*needed || here == 0)
        return STATUS_OK;
    manifest = malloc(sizeof *manifest);
    if (!manifest)
        return problem_memory(p);
    layout_release_dir(puller->options.store, here, dir);
    enum status status = manifest_read_any(manifest, dir, p);
    *needed = status == STATUS_OK && key_parse(key, slice_of(manifest->key));
    free(manifest);
    return status;
}

static enum status pull_check_checkpoint(struct puller *puller, uint64_t here,
                                         const struct pulled *newest,
                                         const struct remote_checkpoint *now,
                                         struct public_key *key, struct problem *p)
{
    const char *base = puller->options.base;
    struct merkle_hash root;
    enum status status = pull_root(puller, here, newest->number, &root, p);
    if (status == STATUS_OK &&
        (now->checkpoint.size != newest->number || !merkle_equal(&root, &now->checkpoint.root)))
        status = problem_set(p, STATUS_LOG_REWRITTEN, slice_of(base), SLICE_NONE, NULL);
    return status == STATUS_OK ? remote_follow_keys(now, base, key, p) : status;
}

enum status pull_check_signed(struct puller *puller, uint64_t here, const struct pulled *newest,
                              struct problem *p)
{
    char path[RELEASE_PATH_SIZE];
    struct public_key key;
    struct remote_checkpoint now = {.bytes = NULL};
    bool needed;
    const struct copy_file *file = copy_list_find(&newest->list, layout_checkpoint);
    enum status status = pull_trusted(puller, here, &key, &needed, p);
    if (status != STATUS_OK || !needed)
        return status;
    if (!file)
        return problem_set(p, STATUS_CHECKPOINT_KEY, slice_of(puller->options.base),
                           slice_of(key.name), NULL);
    struct pulled copy = *newest; /* a signature is never that of the release before */
    copy.before[0] = '\0';
    status = pull_file(&copy, file, p);
    if (status == STATUS_OK)
        status = file_path(path, newest->dir, layout_checkpoint, p);
    if (status == STATUS_OK)
        status = remote_checkpoint_read(&now, path, p);
    if (status == STATUS_OK)
        status = pull_check_checkpoint(puller, here, newest, &now, &key, p);
    remote_checkpoint_free(&now);
    return status;
}
