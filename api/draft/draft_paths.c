/* Where the files of a draft are, and the locks on them. */
#include "draft_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

const char draft_file_name[] = "draft.json", draft_uploads[] = "uploads",
           draft_base_folder[] = "base", draft_data_folder[] = "data",
           draft_reasons_file[] = "reasons.csv";
static const char drafts_folder[] = "drafts", lock_name[] = "lock", all_lock_name[] = "drafts.lock";

enum status draft_dir(const struct draft_place *place, const char *id, char path[DRAFT_PATH_SIZE],
                      struct problem *p)
{
    char folder[DRAFT_PATH_SIZE];
    enum status status = file_path(folder, place->state, drafts_folder, p);
    if (status == STATUS_OK && id[0] == '\0')
        memcpy(path, folder, sizeof folder);
    return status == STATUS_OK && id[0] != '\0' ? file_path(path, folder, id, p) : status;
}

enum status draft_path(const struct draft_place *place, const struct draft *draft, const char *name,
                       char path[DRAFT_PATH_SIZE], struct problem *p)
{
    char dir[DRAFT_PATH_SIZE];
    enum status status = draft_dir(place, draft->id, dir, p);
    if (status == STATUS_OK && name[0] == '\0')
        memcpy(path, dir, sizeof dir);
    return status == STATUS_OK && name[0] != '\0' ? file_path(path, dir, name, p) : status;
}

void draft_table_name(const struct resource *resource, char name[DRAFT_NAME_SIZE])
{
    snprintf(name, DRAFT_NAME_SIZE, "%s.csv", resource->name);
}

enum status draft_table_path(const struct draft_place *place, const struct draft *draft,
                             const char *folder, const struct resource *resource,
                             char path[DRAFT_PATH_SIZE], struct problem *p)
{
    char dir[DRAFT_PATH_SIZE], name[DRAFT_NAME_SIZE];
    draft_table_name(resource, name);
    enum status status = draft_path(place, draft, folder, dir, p);
    return status == STATUS_OK ? file_path(path, dir, name, p) : status;
}

enum status draft_instance_path(const struct draft_place *place, const struct draft_table *table,
                                char path[DRAFT_PATH_SIZE], struct problem *p)
{
    return file_path(path, place->instance, table->path.at, p);
}

struct draft_table *draft_table_of(const struct draft *draft, const struct resource *resource)
{
    for (size_t i = 0; i < draft->table_count; i++)
        if (draft->tables[i].resource == resource)
            return &draft->tables[i];
    return NULL;
}

/* --- locks ------------------------------------------------------------------------------------ */

static enum status draft_lock_file(const char *dir, const char *name, int *fd, struct problem *p)
{
    char path[DRAFT_PATH_SIZE];
    enum status status = file_path(path, dir, name, p);
    *fd = -1;
    if (status != STATUS_OK)
        return status;
    *fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    int locked = -1;
    while (*fd >= 0 && (locked = flock(*fd, LOCK_EX)) < 0 && errno == EINTR)
        ;
    if (locked == 0)
        return STATUS_OK;
    status = problem_errno(p, path);
    draft_unlock(*fd);
    *fd = -1;
    return status;
}

enum status draft_lock(const char *dir, int *fd, struct problem *p)
{
    return draft_lock_file(dir, lock_name, fd, p);
}

enum status draft_lock_all(const char *state, int *fd, struct problem *p)
{
    return draft_lock_file(state, all_lock_name, fd, p);
}

void draft_unlock(int fd)
{
    if (fd >= 0)
        close(fd);
}
