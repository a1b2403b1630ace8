/* Re-reads every release of a store: each file against its digest, each manifest against its
 * successor; then, in verify_past.c, tables that old releases do not keep.
 *
 * Goes on after a difference and calls `bad` for each. Mends nothing. */
#include "hiraku/publish/publish.h"

#include "hiraku/release/artifacts.h"
#include "hiraku/release/manifest.h"
#include "hiraku/release/own_files.h"
#include "hiraku/release/releases.h"

#include "verify_parts.h"

#include <stdio.h>
#include <stdlib.h>

static enum status verify_file(struct verification *verification, const char *dir, const char *name,
                               const char *sha256, struct problem *p)
{
    char path[RELEASE_PATH_SIZE], found[DIGEST_SIZE];
    struct problem problem;
    enum status status = file_path(path, dir, name, &problem);
    if (status == STATUS_OK)
        status = digest_file(path, found, NULL, &problem);
    if (status != STATUS_OK)
        return verify_report_problem(verification, &problem, p);
    verification->files++;
    if (strcmp(found, sha256) != 0)
        verify_report(verification, path, "SHA-256");
    return STATUS_OK;
}

/* Canonical CSV, plain or packed. What is neither is proved afterwards (verify_past.c). */
static enum status verify_table(struct verification *verification, const char *dir,
                                const struct table_state *state, struct problem *p)
{
    const struct layout_name name = layout_table_csv(state->resource);
    char path[RELEASE_PATH_SIZE], sha256[DIGEST_SIZE];
    struct problem problem;
    enum status status = file_path(path, dir, name.text, p);
    if (status != STATUS_OK || file_exists(path))
        return status == STATUS_OK ? verify_file(verification, dir, name.text, state->sha256, p)
                                   : status;
    status = file_path(path, dir, layout_packed(name.text).text, p);
    if (status != STATUS_OK || !file_exists(path))
        return status;
    verification->files++;
    status = digest_packed(path, sha256, &problem);
    if (status != STATUS_OK)
        return verify_report_problem(verification, &problem, p);
    if (strcmp(sha256, state->sha256) != 0)
        verify_report(verification, path, "SHA-256");
    return STATUS_OK;
}

static enum status verify_artifacts(struct verification *verification, const char *dir,
                                    struct problem *p)
{
    struct artifacts artifacts;
    struct problem problem;
    enum status status = artifacts_read(&artifacts, dir, &problem);
    verification->files++;
    if (status != STATUS_OK)
        return verify_report_problem(verification, &problem, p);
    status = verify_file(verification, dir, layout_manifest, artifacts.release, p);
    for (size_t i = 0; i < artifacts.count && status == STATUS_OK; i++)
        if (artifact_is_there(&artifacts.files[i]))
            status = verify_file(verification, dir, artifacts.files[i].path,
                                 artifacts.files[i].sha256, p);
    artifacts_free(&artifacts);
    return status;
}

/* The list, then what stands on it. */
static enum status verify_own_files(struct verification *verification, const char *dir,
                                    const struct manifest *manifest, struct problem *p)
{
    struct own_files files;
    struct problem problem;
    if (manifest->own.sha256[0] == '\0')
        return STATUS_OK;
    verification->files++;
    enum status status = own_files_list(&files, dir, manifest->own.sha256, &problem);
    if (status != STATUS_OK)
        status = verify_report_problem(verification, &problem, p);
    for (size_t i = 0; i < files.count && status == STATUS_OK; i++)
        status = verify_file(verification, dir, files.files[i].name.at, files.files[i].sha256, p);
    own_files_free(&files);
    return status;
}

/* A withdrawal is no part of the chain, but it is about this release and no other. */
static enum status verify_withdrawal(struct verification *verification, const char *dir,
                                     const struct withdrawal *withdrawal, struct problem *p)
{
    char path[RELEASE_PATH_SIZE], found[DIGEST_SIZE];
    if (withdrawal->reason[0] == '\0')
        return STATUS_OK;
    enum status status = file_path(path, dir, layout_manifest, p);
    if (status == STATUS_OK)
        status = digest_file(path, found, NULL, p);
    if (status == STATUS_OK)
        status = file_path(path, dir, layout_withdrawal, p);
    verification->files++;
    if (status == STATUS_OK && strcmp(found, withdrawal->release) != 0)
        verify_report(verification, path, "release.json: SHA-256");
    return status;
}

/* `previous`: SHA-256 of the release before, "" for the first. */
static enum status verify_release(struct verification *verification, const char *dir,
                                  uint64_t number, const char *previous, struct problem *p)
{
    struct problem problem;
    struct manifest *manifest = calloc(1, sizeof *manifest);
    if (!manifest)
        return problem_memory(p);
    enum status status = manifest_read_any(manifest, dir, &problem);
    if (status != STATUS_OK) {
        free(manifest);
        return verify_report_problem(verification, &problem, p);
    }
    if (manifest->number != number)
        verify_report(verification, dir, "release.json: number");
    if (strcmp(manifest->previous, previous) != 0)
        verify_report(verification, dir, "release.json: previous");
    for (size_t i = 0; i < manifest->table_count && status == STATUS_OK; i++)
        status = verify_table(verification, dir, &manifest->tables[i], p);
    if (status == STATUS_OK)
        status = verify_file(verification, dir, layout_instance, manifest->instance.sha256, p);
    if (status == STATUS_OK)
        status = verify_own_files(verification, dir, manifest, p);
    if (status == STATUS_OK)
        status = verify_file(verification, dir, layout_changes, manifest->changes, p);
    if (status == STATUS_OK && manifest->reasons[0] != '\0')
        status = verify_file(verification, dir, layout_reasons, manifest->reasons, p);
    if (status == STATUS_OK)
        status = verify_file(verification, dir, layout_retired, manifest->retired, p);
    if (status == STATUS_OK)
        status = verify_withdrawal(verification, dir, &manifest->withdrawal, p);
    free(manifest);
    return status == STATUS_OK ? verify_artifacts(verification, dir, p) : status;
}

/* What the successor must name; "" where it cannot be read. */
static enum status digest_manifest(struct verification *verification, const char *dir,
                                   char sha256[DIGEST_SIZE], struct problem *p)
{
    char path[RELEASE_PATH_SIZE];
    struct problem problem;
    enum status status = file_path(path, dir, layout_manifest, &problem);
    if (status == STATUS_OK)
        status = digest_file(path, sha256, NULL, &problem);
    return status == STATUS_OK ? status : verify_report_problem(verification, &problem, p);
}

static enum status verify_all(struct verification *verification, const char *store,
                              const struct release_list *list, struct problem *p)
{
    char dir[RELEASE_PATH_SIZE], previous[DIGEST_SIZE] = "";
    enum status status = STATUS_OK;
    for (size_t i = 0; i < list->count && status == STATUS_OK; i++) {
        layout_release_dir(store, list->numbers[i], dir);
        if (list->numbers[i] != (i == 0 ? 1 : list->numbers[i - 1] + 1))
            verify_report(verification, dir, "the release before it is missing");
        status = verify_release(verification, dir, list->numbers[i], previous, p);
        if (status == STATUS_OK && i + 1 < list->count)
            status = digest_manifest(verification, dir, previous, p);
    }
    return status;
}

enum status publish_verify(const char *store, void (*bad)(void *context, const struct problem *p),
                           void *context, uint64_t *files, struct problem *p)
{
    struct verification verification = {bad, context, 0, 0};
    struct release_list list;
    char dir[RELEASE_PATH_SIZE];
    uint64_t number;
    *files = 0;
    enum status status = release_current(store, &number, dir, p);
    if (status != STATUS_OK)
        return status;
    status = release_list_read(&list, store, p);
    if (status == STATUS_OK && !file_exists(dir))
        verify_report(&verification, dir, "missing");
    if (status == STATUS_OK)
        status = verify_all(&verification, store, &list, p);
    if (status == STATUS_OK)
        status = verify_past(&verification, store, &list, p);
    release_list_free(&list);
    *files = verification.files;
    if (status == STATUS_OK && verification.differences > 0) {
        char count[64];
        snprintf(count, sizeof count, "%llu", (unsigned long long)verification.differences);
        status = problem_set(p, STATUS_BAD_RELEASE, slice_of(store), SLICE_NONE, count);
    }
    return status;
}
