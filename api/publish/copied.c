/* See copied.h. What a release is made of follows from its canonical files, so that little has to
 * be sent; the list of the publisher says whether this machine made the same. */
#include "hiraku/publish/copied.h"

#include "hiraku/release/releases.h"

#include "parts.h"

#include <stdio.h>

/* Files that follow from others, which this machine makes itself. */
static bool copied_is_made(const char *path)
{
    return layout_artifact_file(path) || strncmp(path, layout_cards, strlen(layout_cards)) == 0 ||
           strcmp(path, layout_artifact_list) == 0;
}

static enum status copied_make_folder(const char *tmp, const char *path, struct problem *p)
{
    char folder[RELEASE_PATH_SIZE];
    enum status status = file_path(folder, tmp, path, p);
    if (status != STATUS_OK)
        return status;
    *strrchr(folder, '/') = '\0';
    return folder_make(folder, p);
}

static enum status copied_link(const struct copied *copied, const char *tmp, const char *path,
                               struct problem *p)
{
    char from[RELEASE_PATH_SIZE], to[RELEASE_PATH_SIZE];
    enum status status = file_path(from, copied->from, path, p);
    if (status == STATUS_OK)
        status = file_path(to, tmp, path, p);
    if (status != STATUS_OK || !file_exists(from))
        return status;
    status = copied_make_folder(tmp, path, p);
    if (status == STATUS_OK)
        status = folder_remove(to, p);
    return status == STATUS_OK ? file_link(from, to, p) : status;
}

static enum status copied_lay_out(const struct copied *copied, const char *tmp, struct problem *p)
{
    char path[RELEASE_PATH_SIZE];
    enum status status = folder_make(tmp, p);
    for (size_t i = 0; i < copied->list->count && status == STATUS_OK; i++) {
        const char *name = copied->list->files[i].path;
        if (!copied->whole || !copied_is_made(name))
            status = copied_link(copied, tmp, name, p);
    }
    if (status == STATUS_OK)
        status = file_path(path, tmp, layout_data, p);
    return status == STATUS_OK && file_exists(path) ? folder_sync(path, p) : status;
}

/* --- what another machine made otherwise ------------------------------------------------------ */

static bool copied_is_same(const struct artifact *mine, const struct artifact *theirs)
{
    return mine && strcmp(mine->sha256, theirs->sha256) == 0 &&
           strcmp(mine->missing, theirs->missing) == 0;
}

static enum status copied_drop(const char *tmp, const struct artifact *mine, struct problem *p)
{
    char path[RELEASE_PATH_SIZE];
    if (!mine || !artifact_is_there(mine))
        return STATUS_OK;
    enum status status = file_path(path, tmp, mine->path, p);
    return status == STATUS_OK ? folder_remove(path, p) : status;
}

/* `*took` false: what this machine made stays. */
static enum status copied_take(const struct copied *copied, const char *tmp,
                               const struct artifact *theirs, bool *took, struct problem *p)
{
    const struct copy_file *file = copy_list_find(copied->list, theirs->path);
    *took = !artifact_is_there(theirs);
    if (*took)
        return STATUS_OK;
    if (!file || strcmp(file->sha256, theirs->sha256) != 0)
        return STATUS_OK;
    enum status status = copied->fetch(copied->context, file, took, p);
    return status == STATUS_OK && *took ? copied_link(copied, tmp, theirs->path, p) : status;
}

/* The list of the publisher, with the databases of this machine. */
static enum status copied_merge(const struct copied *copied, const char *tmp,
                                const struct artifacts *mine, const struct artifacts *theirs,
                                struct problem *p)
{
    struct artifacts merged = *mine;
    enum status status = STATUS_OK;
    merged.files = NULL;
    merged.count = 0;
    for (size_t i = 0; i < theirs->count && status == STATUS_OK; i++) {
        const struct artifact *other = &theirs->files[i];
        const struct artifact *own = artifacts_find(mine, other->path);
        bool took = copied_is_same(own, other);
        if (!took && !layout_is_opened(other->path)) {
            status = copied_take(copied, tmp, other, &took, p);
            if (status == STATUS_OK && took && !artifact_is_there(other))
                status = copied_drop(tmp, own, p);
        }
        if (status == STATUS_OK && (took || own))
            status = artifacts_put(&merged, took ? other : own, p);
    }
    for (size_t i = 0; i < mine->count && status == STATUS_OK; i++)
        if (!artifacts_find(&merged, mine->files[i].path))
            status = layout_is_opened(mine->files[i].path)
                         ? artifacts_put(&merged, &mine->files[i], p)
                         : copied_drop(tmp, &mine->files[i], p);
    if (status == STATUS_OK)
        status = artifacts_write(&merged, tmp, p);
    artifacts_free(&merged);
    return status;
}

static bool copied_all_same(const struct artifacts *mine, const struct artifacts *theirs)
{
    bool same = mine->count == theirs->count;
    for (size_t i = 0; i < theirs->count && same; i++)
        same = layout_is_opened(theirs->files[i].path) ||
               copied_is_same(artifacts_find(mine, theirs->files[i].path), &theirs->files[i]);
    return same;
}

/* Another program makes other files: then those of this one stay. */
static enum status copied_compare(const struct copied *copied, const char *tmp, struct problem *p)
{
    struct artifacts mine, theirs;
    if (!copied->options->downloads || artifacts_read(&theirs, copied->from, NULL) != STATUS_OK)
        return STATUS_OK;
    enum status status = artifacts_read(&mine, tmp, p);
    if (status == STATUS_OK && strcmp(mine.program, theirs.program) == 0 &&
        strcmp(mine.model, theirs.model) == 0 && strcmp(mine.release, theirs.release) == 0 &&
        !copied_all_same(&mine, &theirs))
        status = copied_merge(copied, tmp, &mine, &theirs, p);
    artifacts_free(&mine);
    artifacts_free(&theirs);
    return status;
}

/* --- all of it -------------------------------------------------------------------------------- */

static enum status copied_derive(const struct copied *copied, const char *tmp, struct problem *p)
{
    char previous[RELEASE_PATH_SIZE];
    layout_release_dir(copied->store, copied->number - 1, previous);
    bool before = copied->number > 1 && file_exists(previous);
    enum status status = artifacts_make(tmp, before ? previous : NULL, copied->options, p);
    return status == STATUS_OK ? copied_compare(copied, tmp, p) : status;
}

enum status copied_install(const struct copied *copied, struct problem *p)
{
    char tmp[RELEASE_PATH_SIZE];
    enum status status = releases_clean(copied->store, p);
    if (status == STATUS_OK)
        status = layout_unfinished(copied->store, copied->number, tmp, p);
    if (status != STATUS_OK)
        return status;
    status = copied_lay_out(copied, tmp, p);
    if (status == STATUS_OK && copied->whole)
        status = copied_derive(copied, tmp, p);
    if (status == STATUS_OK)
        status = release_install(copied->store, tmp, copied->number, p);
    if (status == STATUS_OK && copied->whole)
        status = release_switch(copied->store, copied->number, p);
    if (status != STATUS_OK)
        folder_remove(tmp, NULL);
    return status;
}

enum status copied_prune(const char *store, const struct publish_options *options, uint64_t current,
                         struct problem *p)
{
    return releases_prune(store, options->keep, current, p);
}
