/* See copy_list.h: reading the lists of others. They come over the network: nothing of them is
 * believed, and what they name may only be a file that a release has. */
#include "hiraku/release/copy_list.h"

#include "hiraku/release/json_file.h"
#include "hiraku/release/layout.h"

#include <stdlib.h>

enum { DIGITS = DIGEST_SIZE - 1 };

bool copy_is_digest(struct slice text)
{
    if (text.len != DIGITS)
        return false;
    for (size_t i = 0; i < text.len; i++)
        if (!((text.at[i] >= '0' && text.at[i] <= '9') || (text.at[i] >= 'a' && text.at[i] <= 'f')))
            return false;
    return true;
}

/* --- paths ------------------------------------------------------------------------------------ */

static bool copy_name_is_good(const char *name)
{
    if (*name == '\0' || *name == '.')
        return false;
    for (; *name; name++)
        if (!((*name >= 'a' && *name <= 'z') || (*name >= 'A' && *name <= 'Z') ||
              (*name >= '0' && *name <= '9') || *name == '.' || *name == '-' || *name == '_'))
            return false;
    return true;
}

bool copy_path_is_known(const char *path)
{
    const char *const names[] = {layout_manifest,
                                 layout_instance,
                                 layout_changes,
                                 layout_reasons,
                                 layout_retired,
                                 layout_own_list,
                                 layout_checkpoint,
                                 layout_withdrawal,
                                 layout_manifest_signature,
                                 layout_file_digests,
                                 layout_file_digests_signature,
                                 layout_artifact_list};
    const char *const folders[] = {layout_data, layout_pages, layout_site, layout_artifacts,
                                   layout_cards};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(path, names[i]) == 0)
            return true;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        size_t len = strlen(folders[i]);
        if (strncmp(path, folders[i], len) == 0 && path[len] == '/')
            return copy_name_is_good(path + len + 1);
    }
    return false;
}

/* --- a release -------------------------------------------------------------------------------- */

static bool copy_read_file(struct copy_file *file, const json_t *object)
{
    bool good = json_is_object(object);
    json_member_text(object, "path", file->path, sizeof file->path, &good);
    json_member_number(object, "bytes", &file->bytes, &good);
    json_member_text(object, "sha256", file->sha256, sizeof file->sha256, &good);
    return good && file->bytes <= INT64_MAX && copy_is_digest(slice_of(file->sha256)) &&
           copy_path_is_known(file->path);
}

static int copy_by_path(const void *left, const void *right)
{
    const struct copy_file *const *a = left, *const *b = right;
    return strcmp((*a)->path, (*b)->path);
}

/* No path stands twice. */
static enum status copy_check_paths(const struct copy_list *list, bool *good, struct problem *p)
{
    const struct copy_file **sorted = calloc(list->count + 1, sizeof(const struct copy_file *));
    if (!sorted)
        return problem_memory(p);
    for (size_t i = 0; i < list->count; i++)
        sorted[i] = &list->files[i];
    qsort(sorted, list->count, sizeof(const struct copy_file *), copy_by_path);
    for (size_t i = 1; i < list->count; i++)
        *good = *good && strcmp(sorted[i - 1]->path, sorted[i]->path) != 0;
    free(sorted);
    return STATUS_OK;
}

static enum status copy_read_files(struct copy_list *list, const json_t *files, bool *good,
                                   struct problem *p)
{
    size_t count = json_array_size(files);
    *good = *good && json_is_array(files) && count <= COPY_FILES_MAX;
    if (!*good)
        return STATUS_OK;
    list->files = calloc(count + 1, sizeof *list->files);
    if (!list->files)
        return problem_memory(p);
    for (size_t i = 0; i < count && *good; i++)
        *good = copy_read_file(&list->files[list->count++], json_array_get(files, i));
    return *good ? copy_check_paths(list, good, p) : STATUS_OK;
}

enum status copy_list_read(struct copy_list *list, struct slice text, bool *good, struct problem *p)
{
    json_t *root = json_loadb(text.at ? text.at : "", text.len, JSON_REJECT_DUPLICATES, NULL);
    *list = (struct copy_list){.files = NULL};
    *good = json_is_object(root);
    json_member_number(root, "number", &list->number, good);
    enum status status = copy_read_files(list, json_object_get(root, "files"), good, p);
    json_decref(root);
    if (status != STATUS_OK || !*good)
        copy_list_free(list);
    return status;
}

/* --- the releases ----------------------------------------------------------------------------- */

/* Ascending, before the newest one, which cannot be withdrawn. */
static bool copy_read_withdrawn(struct copy_withdrawn *one, const json_t *object, uint64_t after,
                                uint64_t newest)
{
    bool good = json_is_object(object);
    json_member_number(object, "release", &one->number, &good);
    json_member_text(object, "sha256", one->sha256, sizeof one->sha256, &good);
    return good && one->number > after && one->number < newest &&
           copy_is_digest(slice_of(one->sha256));
}

enum status copy_releases_read(struct copy_releases *releases, struct slice text, bool *good,
                               struct problem *p)
{
    json_t *root = json_loadb(text.at ? text.at : "", text.len, JSON_REJECT_DUPLICATES, NULL);
    const json_t *withdrawn = json_object_get(root, "withdrawn");
    size_t count = json_array_size(withdrawn);
    uint64_t after = 0;
    *releases = (struct copy_releases){.withdrawn = NULL};
    *good = json_is_object(root) && json_is_array(withdrawn) && count <= COPY_WITHDRAWN_MAX;
    json_member_number(root, "newest", &releases->newest, good);
    json_member_text(root, "sha256", releases->sha256, sizeof releases->sha256, good);
    *good = *good && releases->newest > 0 && releases->newest < UINT32_MAX &&
            copy_is_digest(slice_of(releases->sha256));
    if (*good)
        releases->withdrawn = calloc(count + 1, sizeof *releases->withdrawn);
    enum status status = *good && !releases->withdrawn ? problem_memory(p) : STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && *good && i < count; i++) {
        struct copy_withdrawn *one = &releases->withdrawn[releases->count++];
        *good = copy_read_withdrawn(one, json_array_get(withdrawn, i), after, releases->newest);
        after = one->number;
    }
    json_decref(root);
    if (status != STATUS_OK || !*good)
        copy_releases_free(releases);
    return status;
}
