/* See tree.h. Whether a signature holds is verified elsewhere: here it is made. */
#include "hiraku/release/tree.h"

#include "hiraku/base/in.h"
#include "hiraku/base/out.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/manifest.h"

#include <stdio.h>
#include <stdlib.h>

enum { FILE_MOST = 4 << 20 };

/* --- leaves ----------------------------------------------------------------------------------- */

static enum status leaf_read(struct merkle_hash *leaf, const char *dir, struct problem *p)
{
    char path[RELEASE_PATH_SIZE];
    struct out out;
    enum status status = file_path(path, dir, layout_manifest, p);
    if (status == STATUS_OK && !file_exists(path))
        status = problem_set(p, STATUS_BAD_RELEASE, slice_of(path), SLICE_NONE, "missing");
    if (status != STATUS_OK)
        return status;
    status = in_whole(&out, dir, layout_manifest, FILE_MOST, p);
    if (status == STATUS_OK)
        *leaf = merkle_leaf(out_written(&out));
    out_close(&out);
    return status;
}

enum status release_tree_read(struct release_tree *tree, const char *dir, uint64_t number,
                              struct problem *p)
{
    char sibling[RELEASE_PATH_SIZE];
    enum status status = STATUS_OK;
    tree->size = number;
    tree->leaves = number > 0 ? malloc(number * sizeof *tree->leaves) : NULL;
    if (!tree->leaves)
        return problem_memory(p);
    for (uint64_t i = 0; i < number && status == STATUS_OK; i++) {
        layout_sibling(dir, i + 1, sibling);
        status = leaf_read(&tree->leaves[i], i + 1 < number ? sibling : dir, p);
    }
    if (status != STATUS_OK)
        release_tree_free(tree);
    return status;
}

struct merkle_hash release_tree_root(const struct release_tree *tree, uint64_t size)
{
    struct merkle_tree log;
    merkle_begin(&log);
    for (uint64_t i = 0; i < size; i++)
        merkle_add(&log, tree->leaves[i]);
    return merkle_root(&log);
}

enum status release_tree_goes_on(const struct release_tree *tree, const struct checkpoint *before,
                                 const char *place, struct problem *p)
{
    if (before->size > tree->size)
        return problem_set(p, STATUS_LOG_ROLLED_BACK, slice_of(place), SLICE_NONE, NULL);
    const struct merkle_hash root = release_tree_root(tree, before->size);
    if (merkle_equal(&root, &before->root))
        return STATUS_OK;
    return problem_set(p, before->size == tree->size ? STATUS_LOG_FORKED : STATUS_LOG_REWRITTEN,
                       slice_of(place), SLICE_NONE, NULL);
}

void release_tree_free(struct release_tree *tree)
{
    free(tree->leaves);
    *tree = (struct release_tree){NULL, 0};
}

/* --- keys ------------------------------------------------------------------------------------- */

void release_keys_forget(struct release_keys *keys)
{
    key_forget(&keys->key);
    key_forget(&keys->former);
}

enum status release_keys_follow(const struct release_keys *keys, const struct manifest *base,
                                struct problem *p)
{
    char text[KEY_TEXT_SIZE];
    struct public_key before;
    if (!base || base->key[0] == '\0')
        return STATUS_OK;
    if (!keys)
        return problem_set(p, STATUS_KEY_NEEDED, slice_of(base->key), SLICE_NONE, NULL);
    key_write(&keys->key.public, text);
    if (strcmp(text, base->key) == 0)
        return STATUS_OK;
    if (key_parse(&before, slice_of(base->key)) && strcmp(before.name, keys->key.public.name) != 0)
        return problem_set(p, STATUS_KEY_ORIGIN, slice_of(keys->key.public.name),
                           slice_of(before.name), NULL);
    if (keys->former_lost)
        return STATUS_OK;
    if (keys->has_former)
        key_write(&keys->former.public, text);
    return keys->has_former && strcmp(text, base->key) == 0
               ? STATUS_OK
               : problem_set(p, STATUS_KEY_CHANGED, slice_of(base->key), SLICE_NONE, NULL);
}

/* --- signing ---------------------------------------------------------------------------------- */

/* No checkpoint is signed that contradicts the last one. */
static enum status check_former(const struct release_tree *tree, const char *dir, struct problem *p)
{
    struct signed_checkpoint former;
    char before[RELEASE_PATH_SIZE];
    if (tree->size < 2)
        return STATUS_OK;
    layout_sibling(dir, tree->size - 1, before);
    enum status status = release_checkpoint_read(&former, before, p);
    if (status != STATUS_OK || !former.bytes)
        return status;
    uint64_t size = former.checkpoint.size;
    struct merkle_hash root = release_tree_root(tree, size < tree->size ? size : 0);
    if (!merkle_equal(&root, &former.checkpoint.root))
        status = problem_set(p, STATUS_BAD_RELEASE, slice_of(before), SLICE_NONE,
                             "checkpoint: the releases are not those that were signed");
    release_checkpoint_free(&former);
    return status;
}

static enum status write_checkpoint(const struct release_tree *tree, const char *dir,
                                    const struct release_keys *keys, struct problem *p)
{
    const struct private_key *const signers[] = {&keys->key, &keys->former};
    struct checkpoint checkpoint = {.size = tree->size,
                                    .root = release_tree_root(tree, tree->size)};
    struct out out;
    snprintf(checkpoint.origin, sizeof checkpoint.origin, "%s", keys->key.public.name);
    out_open_memory(&out, NOTE_SIZE_MAX);
    checkpoint_sign(&checkpoint, signers, keys->has_former ? 2 : 1, &out);
    enum status status = out_finish(&out, p);
    if (status == STATUS_OK)
        status = file_replace(dir, layout_checkpoint, out_written(&out), p);
    out_close(&out);
    return status;
}

void release_comment(const struct public_key *key, uint64_t number,
                     char comment[MINISIGN_COMMENT_MAX])
{
    snprintf(comment, MINISIGN_COMMENT_MAX, "%s release %llu", key->name,
             (unsigned long long)number);
}

static enum status write_signature(const char *dir, uint64_t number,
                                   const struct release_keys *keys, struct problem *p)
{
    char comment[MINISIGN_COMMENT_MAX];
    struct out manifest, out;
    release_comment(&keys->key.public, number, comment);
    out_open_memory(&out, MINISIGN_SIZE_MAX);
    enum status status = in_whole(&manifest, dir, layout_manifest, FILE_MOST, p);
    if (status == STATUS_OK) {
        minisign_write(&out, &keys->key, out_written(&manifest), comment);
        status = out_finish(&out, p);
    }
    if (status == STATUS_OK)
        status = file_replace(dir, layout_manifest_signature, out_written(&out), p);
    out_close(&manifest);
    out_close(&out);
    return status;
}

enum status release_sign(const char *dir, uint64_t number, const struct release_keys *keys,
                         struct problem *p)
{
    struct release_tree tree;
    enum status status = release_tree_read(&tree, dir, number, p);
    if (status != STATUS_OK)
        return status;
    status = check_former(&tree, dir, p);
    if (status == STATUS_OK)
        status = write_checkpoint(&tree, dir, keys, p);
    if (status == STATUS_OK)
        status = write_signature(dir, number, keys, p);
    release_tree_free(&tree);
    return status;
}

/* --- reading ---------------------------------------------------------------------------------- */

enum status release_checkpoint_read(struct signed_checkpoint *signature, const char *dir,
                                    struct problem *p)
{
    char path[RELEASE_PATH_SIZE];
    struct out out;
    *signature = (struct signed_checkpoint){.bytes = NULL};
    enum status status = file_path(path, dir, layout_checkpoint, p);
    if (status != STATUS_OK || !file_exists(path))
        return status;
    status = in_whole(&out, dir, layout_checkpoint, FILE_MOST, p);
    if (status == STATUS_OK) {
        signature->bytes = out_take(&out, &signature->len);
        if (!signature->bytes)
            status = problem_memory(p);
        else if (!note_read(&signature->note, (struct slice){signature->bytes, signature->len}) ||
                 !checkpoint_read(&signature->checkpoint, signature->note.text))
            status =
                problem_set(p, STATUS_BAD_RELEASE, slice_of(path), SLICE_NONE, "not a checkpoint");
    }
    out_close(&out);
    if (status != STATUS_OK)
        release_checkpoint_free(signature);
    return status;
}

void release_checkpoint_free(struct signed_checkpoint *signature)
{
    free(signature->bytes);
    signature->bytes = NULL;
}
