/* The data of an earlier release becomes a new one.
 *
 * Its canonical files, plain, packed or had back from newer releases, and its instance.json are
 * laid out as the folder of an instance, in releases/N.tmp, and that is published: checked, brought
 * into the canonical form of this program, compared. So the chain goes on, and what was released in
 * between stays. Files that are not as their digests say are not published again. */
#include "hiraku/publish/publish.h"

#include "hiraku/base/in.h"
#include "hiraku/release/lock.h"
#include "hiraku/release/past_table.h"
#include "hiraku/release/releases.h"

#include "publish_parts.h"

#include <stdio.h>

/* --- which release ---------------------------------------------------------------------------- */

static enum status check_number(const struct release_list *list, const char *store, uint64_t number,
                                struct problem *p)
{
    char text[24];
    if (list->count > 0 && number == list->numbers[list->count - 1]) {
        snprintf(text, sizeof text, "%llu", (unsigned long long)number);
        return problem_set(p, STATUS_RELEASE_CURRENT, slice_of(store), slice_of(text), NULL);
    }
    return release_known(list, store, number, p);
}

static enum status find_release(const char *store, uint64_t number, char dir[RELEASE_PATH_SIZE],
                                struct manifest *manifest, struct problem *p)
{
    struct release_list list;
    enum status status = release_list_read(&list, store, p);
    if (status == STATUS_OK)
        status = check_number(&list, store, number, p);
    release_list_free(&list);
    layout_release_dir(store, number, dir);
    if (status == STATUS_OK)
        status = manifest_read(manifest, dir, p);
    if (status == STATUS_OK && manifest->withdrawal.reason[0] != '\0')
        return problem_set(p, STATUS_RELEASE_WITHDRAWN, slice_of(dir), SLICE_NONE,
                           manifest->withdrawal.reason);
    return status;
}

/* --- its folder ------------------------------------------------------------------------------- */

static enum status rollback_check_digest(const char *path, const char *found, const char *wanted,
                                         struct problem *p)
{
    return strcmp(found, wanted) == 0
               ? STATUS_OK
               : problem_set(p, STATUS_BAD_RELEASE, slice_of(path), SLICE_NONE, "SHA-256");
}

static enum status link_checked(const char *from, const char *to, const char *sha256,
                                struct problem *p)
{
    char found[DIGEST_SIZE];
    enum status status = digest_file(from, found, NULL, p);
    if (status == STATUS_OK)
        status = rollback_check_digest(from, found, sha256, p);
    return status == STATUS_OK ? file_link(from, to, p) : status;
}

static enum status restore_table(const char *dir, const char *folder,
                                 const struct table_state *state, struct problem *p)
{
    const struct layout_name name = layout_table_csv(state->resource);
    char from[RELEASE_PATH_SIZE], to[RELEASE_PATH_SIZE], found[DIGEST_SIZE];
    struct file file;
    enum status status = file_path(from, dir, name.text, p);
    if (status == STATUS_OK)
        status = file_path(to, folder, name.text, p);
    if (status != STATUS_OK)
        return status;
    if (file_exists(from))
        return link_checked(from, to, state->sha256, p);
    status = file_path(from, dir, layout_packed(name.text).text, p);
    if (status == STATUS_OK)
        status = file_create(&file, folder, name.text, p);
    if (status != STATUS_OK)
        return status;
    status = file_exists(from) ? in_pour(from, IN_GZIP, &file.out, p)
                               : past_table_restore(dir, state->resource, &file.out, p);
    enum status closed = file_close(&file, found, NULL, status == STATUS_OK ? p : NULL);
    status = status == STATUS_OK ? closed : status;
    return status == STATUS_OK ? rollback_check_digest(from, found, state->sha256, p) : status;
}

/* `folder` must not be there. */
static enum status restore_folder(const char *dir, const struct manifest *manifest,
                                  const char *folder, struct problem *p)
{
    char data[RELEASE_PATH_SIZE], from[RELEASE_PATH_SIZE], to[RELEASE_PATH_SIZE];
    enum status status = file_path(data, folder, layout_data, p);
    if (status == STATUS_OK)
        status = folder_make(data, p);
    if (status == STATUS_OK)
        status = file_path(from, dir, layout_instance, p);
    if (status == STATUS_OK)
        status = file_path(to, folder, layout_instance, p);
    if (status == STATUS_OK)
        status = link_checked(from, to, manifest->instance.sha256, p);
    if (status == STATUS_OK)
        status = own_files_link(dir, folder, manifest->own.sha256, false, p);
    for (size_t i = 0; i < manifest->table_count && status == STATUS_OK; i++)
        if (!manifest->tables[i].resource->computed)
            status = restore_table(dir, folder, &manifest->tables[i], p);
    return status;
}

/* --- all together ----------------------------------------------------------------------------- */

static enum status rollback_run(struct build *build, uint64_t number, struct problem *p)
{
    char dir[RELEASE_PATH_SIZE], folder[RELEASE_PATH_SIZE];
    struct manifest manifest;
    enum status status = find_release(build->store, number, dir, &manifest, p);
    if (status != STATUS_OK)
        return status;
    status = layout_unfinished(build->store, number, folder, p);
    if (status != STATUS_OK)
        return status;
    build->restores = number;
    report_leave_rows(
        build->options->report); /* those of canonical files, not of the publisher's */
    status = restore_folder(dir, &manifest, folder, p);
    if (status == STATUS_OK)
        status = build_run(build, folder, p);
    enum status removed = folder_remove(folder, status == STATUS_OK ? p : NULL);
    return status == STATUS_OK ? removed : status;
}

enum status publish_rollback(const char *store, uint64_t number,
                             const struct publish_options *options, struct publish_result *result,
                             struct problem *p)
{
    char dir[RELEASE_PATH_SIZE];
    uint64_t current;
    int lock = -1;
    struct build *build = build_new(store, options, result);
    if (!build)
        return problem_memory(p);
    enum status status = release_current(store, &current, dir, p);
    if (status == STATUS_OK)
        status = lock_take(store, &lock, p);
    if (status == STATUS_OK)
        status = releases_clean(store, p);
    if (status == STATUS_OK)
        status = rollback_run(build, number, p);
    lock_release(lock);
    build_free(build);
    return status;
}
