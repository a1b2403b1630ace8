/* Which release published a file that somebody has: its digest among those of a store's releases,
 * or among those of a saved /v1/downloads.
 *
 * A .gz file is also known by what it holds, so that it does not matter who packed or unpacked it.
 * Compares digests only; whether the store itself is sound is verify.c. */
#include "json.h"
#include "parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

enum { READ_SIZE = 64 * 1024, GZIP_ONLY = 16 };

static const struct slice none;

/* What is looked for. */
struct wanted {
    char whole[DIGEST_SIZE], unpacked[DIGEST_SIZE]; /* unpacked "": it is no .gz */
};

static bool is_either(const struct wanted *wanted, const char *sha256)
{
    return sha256[0] != '\0' &&
           (strcmp(sha256, wanted->whole) == 0 || strcmp(sha256, wanted->unpacked) == 0);
}

/* Takes in what `file` unpacks to. False: it is not gzip from its first byte to its last. */
static bool unpack_whole(FILE *file, unsigned char *buffer, z_stream *zlib, struct digest *digest)
{
    unsigned char *plain = buffer + READ_SIZE;
    int result = Z_STREAM_END;
    while ((zlib->avail_in = (unsigned)fread(buffer, 1, READ_SIZE, file)) > 0) {
        zlib->next_in = buffer;
        while (zlib->avail_in > 0 || zlib->avail_out == 0) {
            if (result == Z_STREAM_END && (zlib->avail_in == 0 || inflateReset(zlib) != Z_OK))
                break;
            zlib->next_out = plain;
            zlib->avail_out = READ_SIZE;
            result = inflate(zlib, Z_NO_FLUSH);
            if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
                return false;
            digest_add(digest, plain, READ_SIZE - zlib->avail_out);
        }
    }
    return !ferror(file) && result == Z_STREAM_END;
}

/* The digest of what a .gz file holds; "" if it is none, damaged, or more than that. */
static enum status digest_unpacked(const char *path, char sha256[DIGEST_SIZE], struct problem *p)
{
    struct digest digest;
    z_stream zlib = {.avail_out = READ_SIZE};
    FILE *file = fopen(path, "rbe");
    unsigned char *buffer = malloc(2 * READ_SIZE);
    enum status status = file ? STATUS_OK : problem_errno(p, path);
    if (!buffer || (status == STATUS_OK && inflateInit2(&zlib, GZIP_ONLY + MAX_WBITS) != Z_OK))
        status = problem_memory(p);
    sha256[0] = '\0';
    digest_init(&digest);
    if (status == STATUS_OK) {
        if (unpack_whole(file, buffer, &zlib, &digest))
            digest_hex(&digest, sha256);
        inflateEnd(&zlib);
    }
    free(buffer);
    if (file)
        fclose(file);
    return status;
}

static enum status read_wanted(const char *path, struct wanted *wanted, struct problem *p)
{
    uint64_t bytes = 0;
    enum status status = digest_file(path, wanted->whole, &bytes, p);
    if (status == STATUS_OK)
        status = digest_unpacked(path, wanted->unpacked, p);
    /* the file of an empty table may be empty, but so is any download that was cut off at once */
    return status == STATUS_OK && bytes == 0
               ? problem_set(p, STATUS_NOT_PUBLISHED, slice_of(path), none, "0 B")
               : status;
}

static void found(struct publish_identity *identity, uint64_t release, const char *file)
{
    identity->release = release;
    snprintf(identity->file, sizeof identity->file, "%s", file);
}

/* --- in a store ------------------------------------------------------------------------------- */

static bool search_derived(const char *dir, uint64_t release, const struct wanted *wanted,
                           struct publish_identity *identity)
{
    struct derived derived;
    if (derived_read(&derived, dir, NULL) != STATUS_OK)
        return false;
    for (size_t i = 0; i < derived.count && identity->release == 0; i++)
        if (is_either(wanted, derived.files[i].sha256) ||
            is_either(wanted, derived.files[i].plain_sha256))
            found(identity, release, derived.files[i].path);
    derived_free(&derived);
    return identity->release > 0;
}

/* What is kept of a release forever: canonical CSV, changes, retired ids, instance. */
static bool search_manifest(const char *dir, uint64_t release, const struct wanted *wanted,
                            struct publish_identity *identity)
{
    char name[sizeof identity->file];
    struct manifest *manifest = malloc(sizeof *manifest);
    if (!manifest || manifest_read_any(manifest, dir, NULL) != STATUS_OK) {
        free(manifest);
        return false;
    }
    if (is_either(wanted, manifest->changes))
        found(identity, release, "changes.csv");
    else if (is_either(wanted, manifest->retired))
        found(identity, release, "retired.csv");
    else if (is_either(wanted, manifest->instance.sha256))
        found(identity, release, "instance.json");
    for (size_t i = 0; i < manifest->table_count && identity->release == 0; i++) {
        snprintf(name, sizeof name, "data/%s.csv", manifest->tables[i].resource->name);
        if (is_either(wanted, manifest->tables[i].sha256))
            found(identity, release, name);
    }
    free(manifest);
    return identity->release > 0;
}

enum status publish_identify(const char *store, const char *path, struct publish_identity *identity,
                             struct problem *p)
{
    struct wanted wanted;
    struct release_list list = {NULL, 0};
    char dir[RELEASE_PATH_SIZE];
    *identity = (struct publish_identity){.release = 0};
    enum status status = read_wanted(path, &wanted, p);
    memcpy(identity->sha256, wanted.whole, DIGEST_SIZE);
    if (status == STATUS_OK)
        status = release_current(store, &identity->current, dir, p);
    if (status == STATUS_OK)
        status = release_list_read(&list, store, p);
    for (size_t i = list.count; i > 0 && status == STATUS_OK; i--) {
        release_dir(store, list.numbers[i - 1], dir);
        if (search_derived(dir, list.numbers[i - 1], &wanted, identity) ||
            search_manifest(dir, list.numbers[i - 1], &wanted, identity))
            break;
    }
    release_list_free(&list);
    if (status == STATUS_OK && identity->release == 0)
        status = problem_set(p, STATUS_NOT_PUBLISHED, slice_of(path), none, identity->sha256);
    return status;
}

/* --- in a list -------------------------------------------------------------------------------- */

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

enum status publish_identify_in(const char *list, const char *path,
                                struct publish_identity *identity, struct problem *p)
{
    struct wanted wanted;
    json_error_t error;
    *identity = (struct publish_identity){.release = 0};
    enum status status = read_wanted(path, &wanted, p);
    memcpy(identity->sha256, wanted.whole, DIGEST_SIZE);
    if (status != STATUS_OK)
        return status;
    json_t *root = json_load_file(list, JSON_REJECT_DUPLICATES, &error);
    const json_t *items = json_object_get(root, "items");
    json_int_t release = json_integer_value(json_object_get(root, "release"));
    if (!json_is_array(items) || release <= 0)
        status = problem_set(p, STATUS_USAGE, slice_of("--digest-list"), slice_of(list), NULL);
    for (size_t i = 0; status == STATUS_OK && i < json_array_size(items); i++) {
        const json_t *item = json_array_get(items, i);
        if (!is_either(&wanted, text_of(item, "sha256")) &&
            !is_either(&wanted, text_of(item, "plain_sha256")))
            continue;
        found(identity, (uint64_t)release, text_of(item, "file"));
        break;
    }
    json_decref(root);
    identity->current = identity->release;
    if (status == STATUS_OK && identity->release == 0)
        status = problem_set(p, STATUS_NOT_PUBLISHED, slice_of(path), none, identity->sha256);
    return status;
}
