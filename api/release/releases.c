/* The folder STORE/releases and the link STORE/current. What is in a release is written elsewhere.
 */
#include "hiraku/release/releases.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { LINK_SIZE = 128, LIST_FIRST = 32 };

enum status release_current(const char *store, uint64_t *number, char dir[RELEASE_PATH_SIZE],
                            struct problem *p)
{
    char path[RELEASE_PATH_SIZE], target[LINK_SIZE];
    bool whole;
    enum status status = file_path(path, store, layout_current, p);
    if (status != STATUS_OK)
        return status;
    ssize_t len = readlink(path, target, sizeof target - 1);
    if (len < 0 && (errno == ENOENT || errno == ENOTDIR))
        return problem_set(p, STATUS_NO_RELEASE, slice_of(store), SLICE_NONE, NULL);
    if (len < 0)
        return problem_errno(p, path);
    target[len] = '\0';
    *number = layout_number(target, &whole);
    if (*number == 0 || strcmp(target, layout_release(*number).text) != 0)
        return problem_set(p, STATUS_BAD_RELEASE, slice_of(path), slice_of(target),
                           "not a link to releases/N");
    layout_release_dir(store, *number, dir);
    return STATUS_OK;
}

static int by_number(const void *left, const void *right)
{
    const uint64_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static bool releases_list_add(struct release_list *list, uint64_t number)
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
    enum status status = file_path(path, store, layout_releases, p);
    if (status != STATUS_OK)
        return status;
    *open = opendir(path);
    if (*open)
        return STATUS_OK;
    if (errno == ENOENT)
        return problem_set(p, STATUS_NO_RELEASE, slice_of(store), SLICE_NONE, NULL);
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
        bool whole;
        uint64_t number = layout_number(entry->d_name, &whole);
        if (number > 0 && whole && !releases_list_add(list, number))
            status = problem_memory(p);
    }
    closedir(open);
    if (status == STATUS_OK && list->count > 0)
        qsort(list->numbers, list->count, sizeof *list->numbers, by_number);
    return status;
}

enum status release_known(const struct release_list *list, const char *store, uint64_t number,
                          struct problem *p)
{
    char text[24], known[64];
    if (list->count == 0)
        return problem_set(p, STATUS_NO_RELEASE, slice_of(store), SLICE_NONE, NULL);
    for (size_t i = 0; i < list->count; i++)
        if (list->numbers[i] == number)
            return STATUS_OK;
    snprintf(text, sizeof text, "%" PRIu64, number);
    snprintf(known, sizeof known, "%" PRIu64 "–%" PRIu64, list->numbers[0],
             list->numbers[list->count - 1]);
    return problem_set(p, STATUS_NO_SUCH_RELEASE, slice_of(store), slice_of(text), known);
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
        bool whole;
        if (layout_number(entry->d_name, &whole) == 0 || whole)
            continue;
        status = file_path(inner, path, entry->d_name, p);
        if (status == STATUS_OK)
            status = folder_remove(inner, p);
    }
    closedir(open);
    if (status == STATUS_OK)
        status = file_path(path, store, layout_current_next, p);
    if (status == STATUS_OK && unlink(path) < 0 && errno != ENOENT)
        status = problem_errno(p, path);
    return status;
}

enum status release_install(const char *store, const char *tmp, uint64_t number, struct problem *p)
{
    char final[RELEASE_PATH_SIZE], path[RELEASE_PATH_SIZE];
    layout_release_dir(store, number, final);
    enum status status = folder_sync(tmp, p);
    if (status == STATUS_OK)
        status = file_rename(tmp, final, p);
    if (status == STATUS_OK)
        status = file_path(path, store, layout_releases, p);
    return status == STATUS_OK ? folder_sync(path, p) : status;
}

enum status release_switch(const char *store, uint64_t number, struct problem *p)
{
    char temporary[RELEASE_PATH_SIZE], path[RELEASE_PATH_SIZE];
    enum status status = file_path(temporary, store, layout_current_next, p);
    if (status == STATUS_OK)
        status = file_path(path, store, layout_current, p);
    if (status == STATUS_OK && unlink(temporary) < 0 && errno != ENOENT)
        status = problem_errno(p, temporary);
    if (status == STATUS_OK && symlink(layout_release(number).text, temporary) < 0)
        status = problem_errno(p, temporary);
    if (status == STATUS_OK)
        status = file_rename(temporary, path, p);
    return status == STATUS_OK ? folder_sync(store, p) : status;
}
