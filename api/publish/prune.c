/* Old releases are pruned: of each stay the manifest, the changes, the retired ids and
 * instance.json. A table goes once it was proved that the releases behind give the same bytes; one
 * that they do not give, as they were published by another program, stays packed (gzip).
 *
 * Crash-safe: packed files are whole before the list names them, and the list names them before
 * anything is removed. The oldest goes first, so that what it is proved by is still there or was
 * itself proved. A packed file that an older release has already is linked. */
#include "parts.h"

#include "hiraku/base/in.h"
#include "hiraku/model/model.h"
#include "hiraku/release/json_file.h"
#include "hiraku/release/past_table.h"
#include "hiraku/release/releases.h"

#include <stdio.h>
#include <unistd.h>

enum { PACK_LEVEL = 9 };

struct pruning {
    const char *dir, *older; /* older NULL: there is none */
    struct manifest manifest, manifest_older;
    char newer[RELEASE_PATH_SIZE];
    struct manifest manifest_newer; /* without tables: it cannot be read */
    struct artifacts artifacts;
};

static enum status prune_pack(const char *from, struct out *packed, struct problem *p)
{
    struct out out;
    struct out_gzip *gzip = out_gzip_new(packed, PACK_LEVEL);
    if (!gzip)
        return problem_memory(p);
    out_open_sink(&out, out_sink_gzip, gzip);
    enum status status = in_pour(from, IN_PLAIN, &out, p);
    enum status finished = out_finish(&out, status == STATUS_OK ? p : NULL);
    out_close(&out);
    status = status == STATUS_OK ? finished : status;
    if (status == STATUS_OK)
        status = out_gzip_finish(gzip, p);
    out_gzip_free(gzip);
    return status;
}

static enum status pack_file(const char *dir, const char *from, const char *name, struct problem *p)
{
    struct file file;
    enum status status = file_create_aside(&file, dir, name, p);
    if (status != STATUS_OK)
        return status;
    status = prune_pack(from, &file.out, p);
    enum status closed = file_close(&file, NULL, NULL, status == STATUS_OK ? p : NULL);
    status = status == STATUS_OK ? closed : status;
    return status == STATUS_OK ? file_take_place(&file, dir, name, p) : status;
}

/* The older release's packed file of the same content; false if there is none. */
static bool link_older(const struct pruning *pruning, const struct table_state *state,
                       const char *name, const char *to)
{
    char from[RELEASE_PATH_SIZE];
    if (!pruning->older)
        return false;
    const struct table_state *older = manifest_table(&pruning->manifest_older, state->resource);
    return older && strcmp(older->sha256, state->sha256) == 0 &&
           file_path(from, pruning->older, name, NULL) == STATUS_OK && link(from, to) == 0;
}

/* Whether the newer releases give the table. One that did not change is the newer one's. */
static enum status prune_is_given(const struct pruning *pruning, const struct table_state *state,
                                  bool *given, struct problem *p)
{
    const struct table_state *newer = manifest_table(&pruning->manifest_newer, state->resource);
    *given = newer && strcmp(newer->sha256, state->sha256) == 0;
    if (*given)
        return STATUS_OK;
    enum status status = past_table_restore(pruning->dir, state->resource, NULL, p);
    *given = status == STATUS_OK;
    return status == STATUS_BAD_RELEASE || status == STATUS_BAD_DATA ? STATUS_OK : status;
}

static enum status pack_table(struct pruning *pruning, const struct table_state *state,
                              struct problem *p)
{
    const struct layout_name plain = layout_table_csv(state->resource);
    const struct layout_name packed = layout_packed(plain.text);
    char from[RELEASE_PATH_SIZE], to[RELEASE_PATH_SIZE];
    bool given;
    enum status status = prune_is_given(pruning, state, &given, p);
    if (status != STATUS_OK || given)
        return status;
    status = file_path(from, pruning->dir, plain.text, p);
    if (status == STATUS_OK)
        status = file_path(to, pruning->dir, packed.text, p);
    if (status == STATUS_OK && !file_exists(to) && !link_older(pruning, state, packed.text, to))
        status = pack_file(pruning->dir, from, packed.text, p);
    return status == STATUS_OK ? artifacts_add(&pruning->artifacts, pruning->dir, packed.text, p)
                               : status;
}

static enum status remove_one(const struct pruning *pruning, const char *name, struct problem *p)
{
    char path[RELEASE_PATH_SIZE];
    enum status status = file_path(path, pruning->dir, name, p);
    return status == STATUS_OK ? folder_remove(path, p) : status;
}

static enum status remove_rest(const struct pruning *pruning, struct problem *p)
{
    const struct manifest *manifest = &pruning->manifest;
    char data[RELEASE_PATH_SIZE];
    enum status status = file_path(data, pruning->dir, layout_data, p);
    for (size_t i = 0; i < manifest->table_count && status == STATUS_OK; i++)
        status = remove_one(pruning, layout_table_csv(manifest->tables[i].resource).text, p);
    if (status == STATUS_OK)
        rmdir(data); /* it may hold what is packed */
    for (const char *const *opened = layout_opened; *opened && status == STATUS_OK; opened++)
        status = remove_one(pruning, *opened, p);
    if (status == STATUS_OK)
        status = remove_one(pruning, layout_cards, p);
    return status == STATUS_OK ? remove_one(pruning, layout_artifacts, p) : status;
}

/* What was downloaded can still be recognised when the files are gone (identify.c). */
static enum status keep_digests(struct pruning *pruning, struct problem *p)
{
    struct artifacts whole;
    enum status status = artifacts_read(&whole, pruning->dir, p);
    if (status != STATUS_OK)
        return json_pass_over(status, pruning->dir, layout_artifact_list);
    for (size_t i = 0; i < whole.count && status == STATUS_OK; i++) {
        struct artifact file = whole.files[i];
        if (file.sha256[0] == '\0' || layout_is_opened(file.path))
            continue;
        snprintf(file.missing, sizeof file.missing, ARTIFACT_NOT_KEPT);
        status = artifacts_put(&pruning->artifacts, &file, p);
    }
    artifacts_free(&whole);
    return status;
}

static enum status prune_release(struct pruning *pruning, struct problem *p)
{
    char path[RELEASE_PATH_SIZE];
    struct artifacts *artifacts = &pruning->artifacts;
    enum status status = manifest_read(&pruning->manifest, pruning->dir, p);
    if (status == STATUS_OTHER_TABLES)
        return STATUS_OK; /* left whole: this program does not know all its tables */
    if (pruning->older &&
        manifest_read_any(&pruning->manifest_older, pruning->older, NULL) != STATUS_OK)
        pruning->older = NULL;
    layout_sibling(pruning->dir, pruning->manifest.number + 1, pruning->newer);
    if (status == STATUS_OK &&
        manifest_read_any(&pruning->manifest_newer, pruning->newer, NULL) != STATUS_OK)
        pruning->manifest_newer.table_count = 0;
    for (size_t i = 0; i < pruning->manifest.table_count && status == STATUS_OK; i++)
        status = pack_table(pruning, &pruning->manifest.tables[i], p);
    if (status == STATUS_OK)
        status = keep_digests(pruning, p);
    if (status == STATUS_OK)
        status = file_path(path, pruning->dir, layout_manifest, p);
    if (status == STATUS_OK)
        status = digest_file(path, artifacts->release, NULL, p);
    snprintf(artifacts->program, sizeof artifacts->program, "%s", release_program());
    model_digest(artifacts->model);
    if (status == STATUS_OK)
        status = artifacts_write(artifacts, pruning->dir, p);
    if (status == STATUS_OK)
        status = folder_sync(pruning->dir, p);
    return status == STATUS_OK ? remove_rest(pruning, p) : status;
}

static bool is_pruned(const char *dir)
{
    char path[RELEASE_PATH_SIZE];
    return file_path(path, dir, layout_artifacts, NULL) != STATUS_OK || !file_exists(path);
}

enum status releases_prune(const char *store, int64_t keep, uint64_t current, struct problem *p)
{
    struct release_list list;
    char dir[RELEASE_PATH_SIZE], older[RELEASE_PATH_SIZE];
    enum status status = release_list_read(&list, store, p);
    for (size_t i = 0; i < list.count && status == STATUS_OK; i++) {
        if (list.numbers[i] == current || (int64_t)(list.count - i) <= keep)
            continue;
        layout_release_dir(store, list.numbers[i], dir);
        if (is_pruned(dir))
            continue;
        struct pruning pruning = {.dir = dir, .older = i > 0 ? older : NULL};
        if (i > 0)
            layout_release_dir(store, list.numbers[i - 1], older);
        status = prune_release(&pruning, p);
        artifacts_free(&pruning.artifacts);
    }
    release_list_free(&list);
    return status;
}
