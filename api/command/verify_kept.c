/* hiraku verify --checkpoint FILE: see verify_kept.h. The comparison is one of hashes; who signed
 * tells whether a difference can be held against the publisher. */
#include "verify_kept.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/release/layout.h"
#include "hiraku/remote/witness.h"

enum status kept_read(struct kept_checkpoint *kept, const struct call *call, struct problem *p)
{
    *kept = (struct kept_checkpoint){.call = call, .result = {.status = STATUS_OK}};
    out_open_memory(&kept->now, NOTE_SIZE_MAX);
    return call->checkpoint ? remote_checkpoint_read(&kept->before, call->checkpoint, p)
                            : STATUS_OK;
}

void kept_free(struct kept_checkpoint *kept)
{
    remote_checkpoint_free(&kept->before);
    out_close(&kept->now);
}

/* --- comparing -------------------------------------------------------------------------------- */

static bool kept_signed_by(const struct kept_checkpoint *kept, const struct public_key *key)
{
    return key && remote_check_key(&kept->before, key, kept->call->checkpoint, NULL) == STATUS_OK;
}

/* After comparing, which said `status` (in `result`). */
static enum status kept_judge(struct kept_checkpoint *kept, enum status status,
                              const struct public_key *signer, struct problem *p)
{
    const char *origin = kept->before.checkpoint.origin;
    struct public_key key;
    const struct public_key *trusted;
    if (status != STATUS_OK && !witness_is_contradiction(status)) {
        if (p)
            *p = kept->result;
        return status;
    }
    kept->result.status = status;
    status = call_trusted_key(kept->call, &key, &trusted, p);
    kept->compared = status == STATUS_OK;
    kept->known = kept_signed_by(kept, trusted) || kept_signed_by(kept, signer);
    if (status != STATUS_OK || kept->result.status == STATUS_OK || kept->known)
        return status;
    if (signer && strcmp(signer->name, origin) != 0)
        problem_set(&kept->result, STATUS_CHECKPOINT_OTHER, slice_of(kept->call->checkpoint),
                    slice_of(origin), signer->name);
    else
        problem_set(&kept->result, STATUS_CHECKPOINT_UNPROVED, slice_of(kept->call->checkpoint),
                    slice_of(origin), NULL);
    return STATUS_OK;
}

/* The checkpoint beside the newest release; nothing where it is not signed. */
static enum status kept_read_now(struct kept_checkpoint *kept, const char *dir, struct problem *p)
{
    struct signed_checkpoint now;
    enum status status = release_checkpoint_read(&now, dir, p);
    if (status == STATUS_OK && now.bytes)
        out_bytes(&kept->now, now.bytes, now.len);
    release_checkpoint_free(&now);
    return status == STATUS_BAD_RELEASE ? STATUS_OK : status; /* it is reported as damaged */
}

enum status kept_compare_store(struct kept_checkpoint *kept, const struct release_log *log,
                               struct problem *p)
{
    const char *store = kept->call->config.store;
    struct release_tree tree = {NULL, 0};
    char dir[RELEASE_PATH_SIZE];
    if (!kept->before.bytes)
        return STATUS_OK;
    layout_release_dir(store, log->releases, dir);
    enum status status = kept_read_now(kept, dir, p);
    if (status == STATUS_OK)
        status = release_tree_read(&tree, dir, log->releases, p);
    if (status != STATUS_OK)
        return status;
    status = release_tree_goes_on(&tree, &kept->before.checkpoint, store, &kept->result);
    release_tree_free(&tree);
    return kept_judge(kept, status, log->signed_since > 0 ? &log->key : NULL, p);
}

enum status kept_compare_remote(struct kept_checkpoint *kept, const struct remote_checkpoint *now,
                                const char *base, const struct public_key *signer,
                                struct problem *p)
{
    if (!kept->before.bytes)
        return STATUS_OK;
    out_bytes(&kept->now, now->bytes, now->len);
    enum status status =
        remote_check_consistency(&kept->before.checkpoint, &now->checkpoint, base, &kept->result);
    return kept_judge(kept, status, signer, p);
}

/* --- telling ---------------------------------------------------------------------------------- */

void kept_write(const struct kept_checkpoint *kept, struct out *out)
{
    enum language language = kept->call->language;
    char size[24];
    if (!kept->compared)
        return;
    message_number(size, kept->before.checkpoint.size);
    if (kept->result.status == STATUS_OK) {
        message_write(out, MESSAGE_KEPT_GOES_ON, language,
                      MESSAGE_WITH(kept->call->checkpoint, size));
        return;
    }
    message_write(out, MESSAGE_KEPT_BEFORE, language, MESSAGE_WITH(kept->call->checkpoint));
    out_bytes(out, kept->before.bytes, kept->before.len);
    message_write(out, MESSAGE_WITNESS_NOW, language, NULL);
    if (kept->now.len > 0)
        out_slice(out, out_written(&kept->now));
    else
        message_write(out, MESSAGE_KEPT_NOW_UNSIGNED, language, NULL);
    if (kept->known)
        message_write(out, MESSAGE_KEPT_SIGNED, language,
                      MESSAGE_WITH(kept->before.checkpoint.origin));
}

void kept_write_json(const struct kept_checkpoint *kept, struct json_writer *json)
{
    if (!kept->compared)
        return;
    json_begin_object(json, "kept");
    json_text(json, "path", kept->call->checkpoint);
    json_text(json, "origin", kept->before.checkpoint.origin);
    json_int(json, "size", (int64_t)kept->before.checkpoint.size);
    json_text(json, "status", status_info(kept->result.status)->slug);
    json_bool(json, "signed", kept->known);
    json_slice(json, "checkpoint", (struct slice){kept->before.bytes, kept->before.len});
    json_slice(json, "now", out_written(&kept->now));
    json_end(json);
}

enum status kept_result(const struct kept_checkpoint *kept, enum status status, struct problem *p)
{
    if (status != STATUS_OK || kept->result.status == STATUS_OK)
        return status;
    if (p)
        *p = kept->result;
    return kept->result.status;
}
