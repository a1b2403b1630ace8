/* See proof_json.h. */
#include "hiraku/remote/proof_json.h"

#include "hiraku/proof/base64.h"

static bool hash_read(struct merkle_hash *hash, const json_t *value)
{
    const char *text = json_string_value(value);
    return text && base64_read(hash->bytes, MERKLE_SIZE, slice_of(text));
}

void proof_json_hash(const json_t *object, const char *name, struct merkle_hash *hash, bool *good)
{
    *good = hash_read(hash, json_object_get(object, name)) && *good;
}

void proof_json_path(const json_t *object, const char *name, struct merkle_path *path, bool *good)
{
    const json_t *array = json_object_get(object, name);
    path->count = 0;
    *good = *good && json_is_array(array) && json_array_size(array) <= MERKLE_PATH_MAX;
    for (size_t i = 0; *good && i < json_array_size(array); i++)
        *good = hash_read(&path->hashes[path->count++], json_array_get(array, i));
}
