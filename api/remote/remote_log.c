/* See remote_log.h. Believes nothing that it is told but what a hash or a signature shows. */
#include "hiraku/remote/remote_log.h"

#include "hiraku/base/in.h"
#include "hiraku/release/layout.h"
#include "hiraku/remote/http_get.h"
#include "hiraku/remote/proof_json.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { PROOF_MOST = 1 << 20, MANIFEST_MOST_GOT = 4 << 20 };

void remote_checkpoint_free(struct remote_checkpoint *checkpoint)
{
    free(checkpoint->bytes);
    checkpoint->bytes = NULL;
}

enum status remote_checkpoint_take(struct remote_checkpoint *checkpoint, char *bytes, size_t len,
                                   const char *place, struct problem *p)
{
    checkpoint->bytes = bytes;
    checkpoint->len = len;
    if (!bytes)
        return problem_memory(p);
    if (note_read(&checkpoint->note, (struct slice){bytes, len}) &&
        checkpoint_read(&checkpoint->checkpoint, checkpoint->note.text))
        return STATUS_OK;
    remote_checkpoint_free(checkpoint);
    return problem_set(p, STATUS_NO_CHECKPOINT, slice_of(place), SLICE_NONE, NULL);
}

enum status remote_checkpoint_read(struct remote_checkpoint *checkpoint, const char *path,
                                   struct problem *p)
{
    struct out out;
    size_t len;
    checkpoint->bytes = NULL;
    out_open_memory(&out, NOTE_SIZE_MAX);
    enum status status = in_pour(path, IN_PLAIN, &out, p);
    if (status == STATUS_OK && out.error == STATUS_TOO_LARGE)
        status = problem_set(p, STATUS_NO_CHECKPOINT, slice_of(path), SLICE_NONE, NULL);
    if (status == STATUS_OK)
        status = out_finish(&out, p);
    if (status == STATUS_OK) {
        char *bytes = out_take(&out, &len);
        status = remote_checkpoint_take(checkpoint, bytes, len, path, p);
    }
    out_close(&out);
    return status;
}

enum status remote_checkpoint_get(struct remote_checkpoint *checkpoint, const char *base,
                                  struct problem *p)
{
    char url[REMOTE_URL_SIZE];
    struct out out;
    size_t len;
    checkpoint->bytes = NULL;
    snprintf(url, sizeof url, "%s/.well-known/hiraku/checkpoint", base);
    out_open_memory(&out, NOTE_SIZE_MAX);
    enum status status = http_get(url, &out, NULL, p);
    if (status == STATUS_OK) {
        char *bytes = out_take(&out, &len);
        status = remote_checkpoint_take(checkpoint, bytes, len, url, p);
    }
    out_close(&out);
    return status;
}

enum status remote_check_key(const struct remote_checkpoint *checkpoint,
                             const struct public_key *key, const char *place, struct problem *p)
{
    return note_verdict(&checkpoint->note, key, NULL) == NOTE_SIGNED &&
                   strcmp(checkpoint->checkpoint.origin, key->name) == 0
               ? STATUS_OK
               : problem_set(p, STATUS_CHECKPOINT_KEY, slice_of(place), slice_of(key->name), NULL);
}

/* --- proofs ----------------------------------------------------------------------------------- */

static enum status proof_get(const char *url, json_t **proof, struct problem *p)
{
    struct out out;
    out_open_memory(&out, PROOF_MOST);
    enum status status = http_get(url, &out, NULL, p);
    struct slice text = out_written(&out);
    *proof = status == STATUS_OK ? json_loadb(text.at ? text.at : "", text.len, 0, NULL) : NULL;
    out_close(&out);
    if (status == STATUS_OK && !*proof)
        status = problem_set(p, STATUS_REMOTE, slice_of(url), SLICE_NONE, "JSON");
    return status;
}

enum status remote_check_consistency(const struct checkpoint *before, const struct checkpoint *now,
                                     const char *base, struct problem *p)
{
    char url[REMOTE_URL_SIZE];
    struct merkle_path path = {.count = 0};
    json_t *proof = NULL;
    bool good = true;
    if (now->size < before->size)
        return problem_set(p, STATUS_LOG_ROLLED_BACK, slice_of(base), SLICE_NONE, NULL);
    if (now->size == before->size)
        return merkle_equal(&now->root, &before->root)
                   ? STATUS_OK
                   : problem_set(p, STATUS_LOG_FORKED, slice_of(base), SLICE_NONE, NULL);
    snprintf(url, sizeof url,
             "%s/v1/releases/%" PRIu64 "/proof.json?from=%" PRIu64 "&size=%" PRIu64, base,
             now->size, before->size, now->size);
    enum status status = proof_get(url, &proof, p);
    if (status != STATUS_OK)
        return status;
    proof_json_path(proof, "consistency", &path, &good);
    json_decref(proof);
    return good && merkle_is_consistent(before->size, &before->root, now->size, &now->root, &path)
               ? STATUS_OK
               : problem_set(p, STATUS_LOG_REWRITTEN, slice_of(base), SLICE_NONE, NULL);
}

/* --- keys ------------------------------------------------------------------------------------- */

static bool leaf_is_there(const struct checkpoint *checkpoint, uint64_t number,
                          struct slice manifest, const json_t *proof)
{
    struct merkle_path path = {.count = 0};
    const struct merkle_hash leaf = merkle_leaf(manifest);
    bool good = true;
    proof_json_path(proof, "inclusion", &path, &good);
    return good &&
           merkle_is_included(&leaf, number - 1, checkpoint->size, &path, &checkpoint->root);
}

static bool key_of(struct slice manifest, struct public_key *key)
{
    json_t *object = json_loadb(manifest.at, manifest.len, 0, NULL);
    const char *text = json_string_value(json_object_get(object, "key"));
    bool good = text && key_parse(key, slice_of(text));
    json_decref(object);
    return good;
}

enum status remote_manifest_get(const struct checkpoint *checkpoint, uint64_t number,
                                const char *base, struct out *manifest, struct problem *p)
{
    char url[REMOTE_URL_SIZE];
    json_t *proof = NULL;
    snprintf(url, sizeof url, "%s/v1/releases/%" PRIu64 "/proof/%s", base, number, layout_manifest);
    enum status status = http_get(url, manifest, NULL, p);
    if (status == STATUS_OK) {
        snprintf(url, sizeof url, "%s/v1/releases/%" PRIu64 "/proof.json?size=%" PRIu64, base,
                 number, checkpoint->size);
        status = proof_get(url, &proof, p);
    }
    if (status == STATUS_OK && !leaf_is_there(checkpoint, number, out_written(manifest), proof))
        status = problem_set(p, STATUS_LOG_REWRITTEN, slice_of(url), SLICE_NONE, NULL);
    json_decref(proof);
    return status;
}

enum status remote_manifest_key(const struct checkpoint *checkpoint, uint64_t number,
                                const char *base, struct public_key *key, struct problem *p)
{
    struct out manifest;
    out_open_memory(&manifest, MANIFEST_MOST_GOT);
    enum status status = remote_manifest_get(checkpoint, number, base, &manifest, p);
    if (status == STATUS_OK && !key_of(out_written(&manifest), key))
        status = problem_set(p, STATUS_CHECKPOINT_KEY, slice_of(base), SLICE_NONE, NULL);
    out_close(&manifest);
    return status;
}

static enum status change_key(struct public_key *trusted, const struct public_key *named,
                              uint64_t number, const char *base, struct problem *p)
{
    char url[REMOTE_URL_SIZE];
    struct remote_checkpoint change = {.bytes = NULL};
    struct out out;
    size_t len;
    snprintf(url, sizeof url, "%s/v1/releases/%" PRIu64 "/proof/checkpoint", base, number);
    out_open_memory(&out, NOTE_SIZE_MAX);
    enum status status = http_get(url, &out, NULL, p);
    if (status == STATUS_OK) {
        char *bytes = out_take(&out, &len);
        status = remote_checkpoint_take(&change, bytes, len, url, p);
    }
    if (status == STATUS_OK)
        status = remote_check_key(&change, trusted, url, p);
    if (status == STATUS_OK)
        *trusted = *named;
    remote_checkpoint_free(&change);
    out_close(&out);
    return status;
}

/* From where the known one signed: the one before must have signed the checkpoint whose manifest
 * names the next. */
enum status remote_follow_keys(const struct remote_checkpoint *now, const char *base,
                               struct public_key *key, struct problem *p)
{
    struct public_key trusted = *key, named;
    bool begun = false;
    if (remote_check_key(now, key, base, NULL) == STATUS_OK)
        return STATUS_OK;
    enum status status = STATUS_OK;
    for (uint64_t n = 1; n <= now->checkpoint.size && status == STATUS_OK; n++) {
        status = remote_manifest_key(&now->checkpoint, n, base, &named, p);
        begun = begun || (status == STATUS_OK && key_equal(&named, key));
        if (status == STATUS_CHECKPOINT_KEY)
            status = STATUS_OK; /* not signed yet */
        else if (status == STATUS_OK && begun && !key_equal(&named, &trusted))
            status = change_key(&trusted, &named, n, base, p);
    }
    if (status == STATUS_OK)
        status = remote_check_key(now, &trusted, base, p);
    *key = trusted;
    return status;
}
