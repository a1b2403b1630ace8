/* derived.json: the files of a release that can be made anew, with their digests.
 *
 * Its last member is the digest of all bytes before it, so that a changed byte of the list itself
 * shows, too. */

#include "hiraku/release/artifacts.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/model/model.h"
#include "hiraku/release/json_file.h"
#include "hiraku/release/layout.h"

#include <stdio.h>
#include <stdlib.h>

enum { ARTIFACTS_MOST = 4 << 20, ARTIFACTS_FORM = 2 };

void artifacts_free(struct artifacts *artifacts)
{
    free(artifacts->files);
    artifacts->files = NULL;
    artifacts->count = 0;
}

enum status artifacts_put(struct artifacts *artifacts, const struct artifact *file,
                          struct problem *p)
{
    if (artifacts->count == 0 || (artifacts->count & (artifacts->count - 1)) == 0) {
        size_t cap = artifacts->count == 0 ? 1 : artifacts->count * 2;
        struct artifact *files = realloc(artifacts->files, cap * sizeof *files);
        if (!files)
            return problem_memory(p);
        artifacts->files = files;
    }
    artifacts->files[artifacts->count++] = *file;
    return STATUS_OK;
}

const struct artifact *artifacts_find(const struct artifacts *artifacts, const char *path)
{
    for (size_t i = 0; artifacts && i < artifacts->count; i++)
        if (strcmp(artifacts->files[i].path, path) == 0)
            return &artifacts->files[i];
    return NULL;
}

enum status artifacts_add(struct artifacts *artifacts, const char *dir, const char *path,
                          struct problem *p)
{
    char full[RELEASE_PATH_SIZE];
    struct artifact file = {.bytes = 0};
    int len = snprintf(file.path, sizeof file.path, "%s", path);
    if (len < 0 || (size_t)len >= sizeof file.path)
        return problem_set(p, STATUS_INTERNAL, slice_of(path), SLICE_NONE, "path too long");
    enum status status = file_path(full, dir, path, p);
    if (status == STATUS_OK)
        status = digest_file(full, file.sha256, &file.bytes, p);
    return status == STATUS_OK ? artifacts_put(artifacts, &file, p) : status;
}

enum status artifacts_note(struct artifacts *artifacts, const char *path, struct slice bytes,
                           struct problem *p)
{
    struct artifact file = {.bytes = bytes.len, .missing = ARTIFACT_NO_FILE};
    struct digest digest;
    int len = snprintf(file.path, sizeof file.path, "%s", path);
    if (len < 0 || (size_t)len >= sizeof file.path)
        return problem_set(p, STATUS_INTERNAL, slice_of(path), SLICE_NONE, "path too long");
    digest_init(&digest);
    digest_add(&digest, bytes.at, bytes.len);
    digest_hex(&digest, file.sha256);
    return artifacts_put(artifacts, &file, p);
}

/* --- text ------------------------------------------------------------------------------------- */

static void artifacts_write_file(struct json_writer *json, const struct artifact *file)
{
    json_begin_object(json, NULL);
    json_int(json, "bytes", (int64_t)file->bytes);
    json_text(json, "missing", file->missing);
    json_text(json, "path", file->path);
    json_int(json, "plain_bytes", (int64_t)file->plain_bytes);
    json_text(json, "plain_sha256", file->plain_sha256);
    json_int(json, "rows", (int64_t)file->rows);
    json_text(json, "sha256", file->sha256);
    json_text(json, "table", file->table);
    json_end(json);
}

static void write_artifacts(const struct artifacts *artifacts, struct out *out)
{
    struct json_writer json = json_indented(out, 2);
    struct digest digest;
    char sha256[DIGEST_SIZE];
    json_begin_object(&json, NULL);
    json_begin_array(&json, "files");
    for (size_t i = 0; i < artifacts->count; i++)
        artifacts_write_file(&json, &artifacts->files[i]);
    json_end(&json);
    json_int(&json, "form", ARTIFACTS_FORM);
    json_text(&json, "model", artifacts->model);
    json_text(&json, "program", artifacts->program);
    json_text(&json, "release", artifacts->release);
    digest_init(&digest);
    digest_add(&digest, out->bytes, out->len);
    digest_hex(&digest, sha256);
    json_text(&json, "self", sha256);
    json_finish(&json);
}

static enum status artifacts_text(const struct artifacts *artifacts, struct out *out,
                                  struct problem *p)
{
    out_open_memory(out, ARTIFACTS_MOST);
    write_artifacts(artifacts, out);
    return out_finish(out, p);
}

enum status artifacts_write(const struct artifacts *artifacts, const char *dir, struct problem *p)
{
    struct out out;
    enum status status = artifacts_text(artifacts, &out, p);
    if (status == STATUS_OK)
        status = file_replace(dir, layout_artifact_list, out_written(&out), p);
    out_close(&out);
    return status;
}

/* --- reading ---------------------------------------------------------------------------------- */

static enum status read_files(struct artifacts *artifacts, const json_t *files, bool *good,
                              struct problem *p)
{
    enum status status = STATUS_OK;
    if (!json_is_array(files))
        *good = false;
    for (size_t i = 0; i < json_array_size(files) && *good && status == STATUS_OK; i++) {
        const json_t *object = json_array_get(files, i);
        struct artifact file = {.bytes = 0};
        json_member_text(object, "path", file.path, sizeof file.path, good);
        json_member_text(object, "sha256", file.sha256, sizeof file.sha256, good);
        json_member_number(object, "bytes", &file.bytes, good);
        json_member_text(object, "table", file.table, sizeof file.table, good);
        json_member_number(object, "rows", &file.rows, good);
        json_member_text(object, "plain_sha256", file.plain_sha256, sizeof file.plain_sha256, good);
        json_member_number(object, "plain_bytes", &file.plain_bytes, good);
        json_member_text(object, "missing", file.missing, sizeof file.missing, good);
        if (*good)
            status = artifacts_put(artifacts, &file, p);
    }
    return status;
}

/* The file must be, byte for byte, what would be written of it. */
static enum status artifacts_compare_text(const struct artifacts *artifacts, const char *dir,
                                          bool *same, struct problem *p)
{
    char path[RELEASE_PATH_SIZE], on_disk[DIGEST_SIZE] = "", expected[DIGEST_SIZE];
    struct out out;
    struct digest digest;
    enum status status = artifacts_text(artifacts, &out, p);
    digest_init(&digest);
    digest_add(&digest, out.bytes, out.len);
    digest_hex(&digest, expected);
    out_close(&out);
    if (status == STATUS_OK)
        status = file_path(path, dir, layout_artifact_list, p);
    if (status == STATUS_OK)
        status = digest_file(path, on_disk, NULL, p);
    *same = status == STATUS_OK && strcmp(on_disk, expected) == 0;
    return status;
}

enum status artifacts_read(struct artifacts *artifacts, const char *dir, struct problem *p)
{
    json_t *root;
    bool good = true, known = true;
    uint64_t form = 0;
    *artifacts = (struct artifacts){.files = NULL};
    enum status status = json_file(dir, layout_artifact_list, &root, p);
    if (status != STATUS_OK)
        return status;
    json_member_number(root, "form", &form, &known);
    if (!known || form != ARTIFACTS_FORM) {
        json_decref(root);
        return problem_set(p, STATUS_OTHER_MODEL, slice_of(dir), SLICE_NONE, NULL);
    }
    json_member_text(root, "program", artifacts->program, sizeof artifacts->program, &good);
    json_member_text(root, "model", artifacts->model, sizeof artifacts->model, &good);
    json_member_text(root, "release", artifacts->release, sizeof artifacts->release, &good);
    status = read_files(artifacts, json_object_get(root, "files"), &good, p);
    json_decref(root);
    if (status == STATUS_OK && good)
        status = artifacts_compare_text(artifacts, dir, &good, p);
    if (status == STATUS_OK && !good)
        status = problem_set(p, STATUS_BAD_RELEASE, slice_of(dir), SLICE_NONE,
                             "derived.json is not as it was written");
    if (status != STATUS_OK)
        artifacts_free(artifacts);
    return status;
}

enum status artifacts_check_program(const struct artifacts *artifacts, const char *dir,
                                    struct problem *p)
{
    char model[DIGEST_SIZE];
    model_digest(model);
    bool same = strcmp(artifacts->model, model) == 0;
    for (const char *const *opened = layout_opened; *opened && same; opened++)
        same = artifacts_find(artifacts, *opened) != NULL;
    return same ? STATUS_OK : problem_set(p, STATUS_OTHER_MODEL, slice_of(dir), SLICE_NONE, NULL);
}
