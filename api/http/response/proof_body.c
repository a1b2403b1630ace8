/* See proof_body.h. */
#include "hiraku/http/response/proof_body.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/proof/base64.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/tree.h"

#include <inttypes.h>

struct slice proof_body_place(struct request *request, const struct proof_wanted *wanted)
{
    if (wanted->from > 0)
        return arena_printf(&request->arena,
                            "/v1/releases/%" PRIu64 "/proof.json?from=%" PRIu64 "&size=%" PRIu64,
                            wanted->number, wanted->from, wanted->size);
    return arena_printf(&request->arena, "/v1/releases/%" PRIu64 "/proof.json?size=%" PRIu64,
                        wanted->number, wanted->size);
}

static void proof_hash(struct json_writer *json, const char *name, const struct merkle_hash *hash)
{
    char code[BASE64_LENGTH(MERKLE_SIZE)];
    base64_write(code, hash->bytes, MERKLE_SIZE);
    json_slice(json, name, (struct slice){code, sizeof code});
}

static void proof_path(struct json_writer *json, const char *name, const struct merkle_path *path)
{
    json_begin_array(json, name);
    for (size_t i = 0; i < path->count; i++)
        proof_hash(json, NULL, &path->hashes[i]);
    json_end(json);
}

/* The address of a file of a release, or null where it has none. */
static void proof_file(struct json_writer *json, struct request *request, const char *name,
                       uint64_t number, const char *file)
{
    char path[FILE_PATH_SIZE];
    if (snapshot_kept(request->snapshot, number, file, path))
        json_printf(json, name, "/v1/releases/%" PRIu64 "/proof/%s", number, file);
    else
        json_text(json, name, NULL);
}

enum status proof_body_write(struct request *request, struct representation *answer,
                             struct out *out, struct problem *p)
{
    const struct proof_wanted *wanted = answer->context;
    const struct release_tree *tree;
    struct merkle_path path;
    struct json_writer json = json_compact(out, JSON_EMPTY_NULL);
    enum status status = snapshot_tree(request->snapshot, &tree, p);
    if (status != STATUS_OK)
        return status;
    const struct merkle_hash root = release_tree_root(tree, wanted->size);
    json_begin_object(&json, NULL);
    json_int(&json, "release", (int64_t)wanted->number);
    proof_hash(&json, "leaf", &tree->leaves[wanted->number - 1]);
    json_int(&json, "index", (int64_t)wanted->number - 1);
    json_int(&json, "size", (int64_t)wanted->size);
    proof_hash(&json, "root", &root);
    merkle_inclusion(tree->leaves, wanted->size, wanted->number - 1, &path);
    proof_path(&json, "inclusion", &path);
    json_int_or_null(&json, "from", (int64_t)wanted->from, wanted->from > 0);
    const struct merkle_hash from_root = release_tree_root(tree, wanted->from);
    if (wanted->from > 0)
        proof_hash(&json, "from_root", &from_root);
    else
        json_text(&json, "from_root", NULL);
    merkle_consistency(tree->leaves, wanted->from, wanted->size, &path);
    proof_path(&json, "consistency", &path);
    proof_file(&json, request, "manifest", wanted->number, layout_manifest);
    proof_file(&json, request, "signature", wanted->number, layout_manifest_signature);
    proof_file(&json, request, "checkpoint", wanted->size, layout_checkpoint);
    json_finish(&json);
    return STATUS_OK;
}
