/* See state.h. */
#include "hiraku/desk/state.h"

#include "hiraku/release/json_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { STATE_MODE = 0700, OTHERS = 0077, LOCK_MODE = 0600 };

static const char change_lock[] = "change.lock";

static enum status state_place(struct desk_state *state, const char *store, const char *given,
                               struct problem *p)
{
    size_t len = strlen(store);
    while (len > 1 && store[len - 1] == '/')
        len--;
    int written = given && *given
                      ? snprintf(state->dir, sizeof state->dir, "%s", given)
                      : snprintf(state->dir, sizeof state->dir, "%.*s.desk", (int)len, store);
    if (written >= 0 && (size_t)written < sizeof state->dir)
        return STATUS_OK;
    errno = ENAMETOOLONG;
    return problem_errno(p, given && *given ? given : store);
}

enum status desk_state_open(struct desk_state *state, const char *store, const char *given,
                            struct problem *p)
{
    struct stat about;
    enum status status = state_place(state, store, given, p);
    if (status != STATUS_OK)
        return status;
    if (mkdir(state->dir, STATE_MODE) != 0 && errno != EEXIST)
        return problem_errno(p, state->dir);
    if (stat(state->dir, &about) != 0)
        return problem_errno(p, state->dir);
    if (!S_ISDIR(about.st_mode) || about.st_mode & OTHERS)
        return problem_set(p, STATUS_DESK_FOLDER, slice_of(state->dir), SLICE_NONE, NULL);
    return STATUS_OK;
}

enum status desk_state_lock(const struct desk_state *state, int *lock, struct problem *p)
{
    char path[FILE_PATH_SIZE];
    *lock = -1;
    enum status status = file_path(path, state->dir, change_lock, p);
    if (status != STATUS_OK)
        return status;
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, LOCK_MODE);
    if (fd < 0)
        return problem_errno(p, path);
    int code;
    do
        code = flock(fd, LOCK_EX);
    while (code < 0 && errno == EINTR);
    if (code < 0) {
        status = problem_errno(p, path);
        close(fd);
        return status;
    }
    *lock = fd;
    return STATUS_OK;
}

void desk_state_unlock(int lock)
{
    if (lock >= 0)
        close(lock);
}

enum status desk_state_read(const struct desk_state *state, const char *name, const char *list,
                            json_t **array, struct problem *p)
{
    char path[FILE_PATH_SIZE];
    json_t *object;
    json_error_t error;
    *array = NULL;
    enum status status = file_path(path, state->dir, name, p);
    if (status != STATUS_OK)
        return status;
    if (!file_exists(path)) {
        *array = json_array();
        return *array ? STATUS_OK : problem_memory(p);
    }
    status = json_read(path, &object, &error, p);
    if (status != STATUS_OK)
        return status;
    *array = json_incref(json_object_get(object, list));
    json_decref(object);
    if (json_is_array(*array))
        return STATUS_OK;
    json_decref(*array);
    *array = NULL;
    return problem_set(p, STATUS_DESK_DAMAGED, slice_of(path), SLICE_NONE, "no list");
}
