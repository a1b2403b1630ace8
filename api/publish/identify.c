/* Which release published a file that somebody has: its digest among those of a store's releases,
 * or among those of a saved /v1/downloads.
 *
 * A .gz file is also known by what it holds, so that it does not matter who packed or unpacked it.
 * Of a file that is none of them its name tells whether it should have been (known_name.c).
 * Compares digests only; whether the store itself is sound is verify.c. */
#include "hiraku/publish/publish.h"

#include "hiraku/release/json_file.h"
#include "hiraku/release/releases.h"

#include "parts.h"

#include <stdio.h>
#include <stdlib.h>

/* What is looked for. */
struct wanted {
    char whole[DIGEST_SIZE], unpacked[DIGEST_SIZE]; /* unpacked "": it is no .gz */
};

static bool is_either(const struct wanted *wanted, const char *sha256)
{
    return sha256[0] != '\0' &&
           (strcmp(sha256, wanted->whole) == 0 || strcmp(sha256, wanted->unpacked) == 0);
}

/* The same of the file for `identity`, which is then that of a file that is not known. */
static enum status identify_read_wanted(const char *path, struct wanted *wanted,
                                        struct publish_identity *identity, struct problem *p)
{
    *identity = (struct publish_identity){.release = 0};
    enum status status = digest_file(path, wanted->whole, &identity->bytes, p);
    if (status != STATUS_OK)
        return status;
    status = digest_packed(path, wanted->unpacked, p);
    if (status == STATUS_BAD_RELEASE) /* no .gz, damaged, or more than that */
        status = STATUS_OK;
    memcpy(identity->sha256, wanted->whole, DIGEST_SIZE);
    /* the file of an empty table may be empty, but so is any download that was cut off at once */
    if (identity->bytes == 0)
        *wanted = (struct wanted){.whole = ""};
    return status;
}

static void identity_found(struct publish_identity *identity, uint64_t release, const char *file)
{
    identity->release = release;
    snprintf(identity->file, sizeof identity->file, "%s", file);
}

/* --- in a store ------------------------------------------------------------------------------- */

static enum status search_artifacts(const char *dir, uint64_t release, const struct wanted *wanted,
                                    struct publish_identity *identity, struct problem *p)
{
    struct artifacts artifacts;
    enum status status = artifacts_read(&artifacts, dir, p);
    if (status != STATUS_OK)
        return json_pass_over(status, dir, layout_artifact_list);
    for (size_t i = 0; i < artifacts.count && identity->release == 0; i++)
        if (is_either(wanted, artifacts.files[i].sha256) ||
            is_either(wanted, artifacts.files[i].plain_sha256))
            identity_found(identity, release, artifacts.files[i].path);
    artifacts_free(&artifacts);
    return STATUS_OK;
}

static void search_tables(const struct manifest *manifest, uint64_t release,
                          const struct wanted *wanted, struct publish_identity *identity)
{
    if (is_either(wanted, manifest->changes))
        identity_found(identity, release, layout_changes);
    else if (is_either(wanted, manifest->retired))
        identity_found(identity, release, layout_retired);
    else if (is_either(wanted, manifest->instance.sha256))
        identity_found(identity, release, layout_instance);
    for (size_t i = 0; i < manifest->table_count && identity->release == 0; i++)
        if (is_either(wanted, manifest->tables[i].sha256))
            identity_found(identity, release, layout_table_csv(manifest->tables[i].resource).text);
}

/* What is kept of a release forever: canonical CSV, changes, retired ids, instance. */
static enum status search_manifest(const char *dir, uint64_t release, const struct wanted *wanted,
                                   struct publish_identity *identity, struct problem *p)
{
    struct manifest *manifest = malloc(sizeof *manifest);
    if (!manifest)
        return problem_memory(p);
    enum status status = manifest_read_any(manifest, dir, p);
    if (status == STATUS_OK)
        search_tables(manifest, release, wanted, identity);
    else
        status = json_pass_over(status, dir, layout_manifest);
    free(manifest);
    return status;
}

enum status publish_identify(const char *store, const char *path, struct publish_identity *identity,
                             struct problem *p)
{
    struct wanted wanted;
    struct release_list list = {NULL, 0};
    char dir[RELEASE_PATH_SIZE];
    enum status status = identify_read_wanted(path, &wanted, identity, p);
    if (status == STATUS_OK)
        status = release_current(store, &identity->current, dir, p);
    if (status == STATUS_OK)
        status = release_list_read(&list, store, p);
    for (size_t i = list.count; i > 0 && status == STATUS_OK && identity->release == 0; i--) {
        layout_release_dir(store, list.numbers[i - 1], dir);
        status = search_artifacts(dir, list.numbers[i - 1], &wanted, identity, p);
        if (status == STATUS_OK && identity->release == 0)
            status = search_manifest(dir, list.numbers[i - 1], &wanted, identity, p);
    }
    release_list_free(&list);
    identity->named = name_is_known(path, false);
    if (status == STATUS_OK && identity->release == 0)
        status = problem_set(p, STATUS_NOT_PUBLISHED, slice_of(path), SLICE_NONE, identity->sha256);
    return status;
}

/* --- in a list -------------------------------------------------------------------------------- */

static const char *identify_text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

enum status publish_identify_in(const char *list, const char *path,
                                struct publish_identity *identity, struct problem *p)
{
    struct wanted wanted;
    json_error_t error;
    enum status status = identify_read_wanted(path, &wanted, identity, p);
    if (status != STATUS_OK)
        return status;
    json_t *root;
    status = json_read(list, &root, &error, p);
    if (status != STATUS_OK)
        return status;
    const json_t *items = json_object_get(root, "items");
    json_int_t release = json_integer_value(json_object_get(root, "release"));
    if (!json_is_array(items) || release <= 0)
        status = problem_set(p, STATUS_NO_DIGEST_LIST, slice_of(list), SLICE_NONE, NULL);
    for (size_t i = 0; status == STATUS_OK && i < json_array_size(items); i++) {
        const json_t *item = json_array_get(items, i);
        if (!is_either(&wanted, identify_text_of(item, "sha256")) &&
            !is_either(&wanted, identify_text_of(item, "plain_sha256")))
            continue;
        identity_found(identity, (uint64_t)release, identify_text_of(item, "file"));
        break;
    }
    json_decref(root);
    identity->current = release > 0 ? (uint64_t)release : 0;
    identity->named = name_is_known(path, true);
    if (status == STATUS_OK && identity->release == 0)
        status = problem_set(p, STATUS_NOT_PUBLISHED, slice_of(path), SLICE_NONE, identity->sha256);
    return status;
}
