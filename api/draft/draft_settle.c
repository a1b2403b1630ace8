/* The last step of a new state of a table (draft_table.c), and what ends it after a crash. */
#include "draft_parts.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

void draft_next_name(const struct resource *resource, char name[DRAFT_NEXT_SIZE])
{
    snprintf(name, DRAFT_NEXT_SIZE, "%s.csv.next", resource->name);
}

enum status draft_take_next(const char *dir, const struct resource *resource, struct problem *p)
{
    char next[DRAFT_NEXT_SIZE], name[DRAFT_NAME_SIZE], from[DRAFT_PATH_SIZE], to[DRAFT_PATH_SIZE];
    draft_next_name(resource, next);
    draft_table_name(resource, name);
    enum status status = file_path(from, dir, next, p);
    if (status == STATUS_OK)
        status = file_path(to, dir, name, p);
    if (status == STATUS_OK)
        status = file_rename(from, to, p);
    return status == STATUS_OK ? folder_sync(dir, p) : status;
}

static enum status draft_settle_table(const char *dir, const struct draft_table *table,
                                      struct problem *p)
{
    char next[DRAFT_NEXT_SIZE], path[DRAFT_PATH_SIZE], digest[DIGEST_SIZE];
    draft_next_name(table->resource, next);
    enum status status = file_path(path, dir, next, p);
    if (status != STATUS_OK || !file_exists(path))
        return status;
    status = digest_file(path, digest, NULL, p);
    if (status == STATUS_OK && strcmp(digest, table->made) == 0)
        return draft_take_next(dir, table->resource, p);
    return status == STATUS_OK && unlink(path) < 0 ? problem_errno(p, path) : status;
}

/* One that somebody else is writing is left to him. */
enum status draft_settle(const struct draft_place *place, struct draft *draft, struct problem *p)
{
    char dir[DRAFT_PATH_SIZE], path[DRAFT_PATH_SIZE];
    enum status status = draft_path(place, draft, "lock", path, p);
    int fd = -1;
    if (status == STATUS_OK && draft->lock < 0) {
        fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
        if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) < 0) {
            close(fd);
            return STATUS_OK;
        }
    }
    if (status == STATUS_OK)
        status = draft_path(place, draft, draft_data_folder, dir, p);
    for (size_t i = 0; i < draft->table_count && status == STATUS_OK; i++)
        if (draft->status != DRAFT_DROPPED)
            status = draft_settle_table(dir, &draft->tables[i], p);
    draft_unlock(fd);
    return status;
}
