/* The folder STORE/releases and the link STORE/current. What is in a release is written elsewhere.
 */
#include "hiraku/release/release.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { LINK_SIZE = 128, LIST_FIRST = 32 };

static const struct slice none;

/* The number of a folder's name; false if it is no number as release_dir writes it. */
static bool parse_number(const char *name, uint64_t *number)
{
    char *end;
    if (*name < '1' || *name > '9' || strlen(name) > 18)
        return false;
    *number = strtoull(name, &end, 10);
    return *end == '\0';
}

enum status release_current(const char *store, uint64_t *number, char dir[RELEASE_PATH_SIZE],
                            struct problem *p)
{
    static const char prefix[] = "releases/";
    char path[RELEASE_PATH_SIZE], target[LINK_SIZE];
    enum status status = file_path(path, store, "current", p);
    if (status != STATUS_OK)
        return status;
    ssize_t len = readlink(path, target, sizeof target - 1);
    if (len < 0 && (errno == ENOENT || errno == ENOTDIR))
        return problem_set(p, STATUS_NO_RELEASE, slice_of(store), none, NULL);
    if (len < 0)
        return problem_errno(p, path);
    target[len] = '\0';
    if (strncmp(target, prefix, sizeof prefix - 1) != 0 ||
        !parse_number(target + sizeof prefix - 1, number))
        return problem_set(p, STATUS_BAD_RELEASE, slice_of(path), slice_of(target),
                           "not a link to releases/N");
    release_dir(store, *number, dir);
    return STATUS_OK;
}

static int by_number(const void *left, const void *right)
{
    const uint64_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static bool list_add(struct release_list *list, uint64_t number)
{
    if (list->count == 0 || (list->count >= LIST_FIRST && !(list->count & (list->count - 1)))) {
        size_t cap = list->count == 0 ? LIST_FIRST : list->count * 2;
        uint64_t *numbers = realloc(list->numbers, cap * sizeof *numbers);
        if (!numbers)
            return false;
        list->numbers = numbers;
    }
    list->numbers[list->count++] = number;
    return true;
}

void release_list_free(struct release_list *list)
{
    free(list->numbers);
    *list = (struct release_list){NULL, 0};
}

static enum status open_releases(const char *store, DIR **open, char path[RELEASE_PATH_SIZE],
                                 struct problem *p)
{
    enum status status = file_path(path, store, "releases", p);
    if (status != STATUS_OK)
        return status;
    *open = opendir(path);
    if (*open)
        return STATUS_OK;
    if (errno == ENOENT)
        return problem_set(p, STATUS_NO_RELEASE, slice_of(store), none, NULL);
    return problem_errno(p, path);
}

enum status release_list_read(struct release_list *list, const char *store, struct problem *p)
{
    char path[RELEASE_PATH_SIZE];
    DIR *open;
    const struct dirent *entry;
    *list = (struct release_list){NULL, 0};
    enum status status = open_releases(store, &open, path, p);
    if (status != STATUS_OK)
        return status;
    while (status == STATUS_OK && (entry = readdir(open))) {
        uint64_t number;
        if (parse_number(entry->d_name, &number) && !list_add(list, number))
            status = problem_memory(p);
    }
    closedir(open);
    if (status == STATUS_OK && list->count > 0)
        qsort(list->numbers, list->count, sizeof *list->numbers, by_number);
    return status;
}

static bool is_left_over(const char *name)
{
    size_t digits = strspn(name, "0123456789");
    return digits > 0 && (strcmp(name + digits, ".tmp") == 0 || strcmp(name + digits, ".old") == 0);
}

enum status releases_clean(const char *store, struct problem *p)
{
    char path[RELEASE_PATH_SIZE], inner[RELEASE_PATH_SIZE];
    DIR *open;
    const struct dirent *entry;
    enum status status = open_releases(store, &open, path, p);
    if (status != STATUS_OK)
        return status;
    while (status == STATUS_OK && (entry = readdir(open))) {
        if (!is_left_over(entry->d_name))
            continue;
        status = file_path(inner, path, entry->d_name, p);
        if (status == STATUS_OK)
            status = folder_remove(inner, p);
    }
    closedir(open);
    if (status == STATUS_OK)
        status = file_path(path, store, "current.tmp", p);
    if (status == STATUS_OK && unlink(path) < 0 && errno != ENOENT)
        status = problem_errno(p, path);
    return status;
}

enum status release_switch(const char *store, uint64_t number, struct problem *p)
{
    char temporary[RELEASE_PATH_SIZE], path[RELEASE_PATH_SIZE], target[LINK_SIZE];
    snprintf(target, sizeof target, "releases/%llu", (unsigned long long)number);
    enum status status = file_path(temporary, store, "current.tmp", p);
    if (status == STATUS_OK)
        status = file_path(path, store, "current", p);
    if (status == STATUS_OK && unlink(temporary) < 0 && errno != ENOENT)
        status = problem_errno(p, temporary);
    if (status == STATUS_OK && symlink(target, temporary) < 0)
        status = problem_errno(p, temporary);
    if (status == STATUS_OK)
        status = file_rename(temporary, path, p);
    return status == STATUS_OK ? folder_sync(store, p) : status;
}
