/* The folder of an instance on the command line: whether it is one, and which one was probably
 * meant. */
#include "command.h"

#include "hiraku/release/layout.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDER_PATH_SIZE = 4096 };

static bool folder_has(const char *folder, const char *name)
{
    char path[FOLDER_PATH_SIZE];
    int len = snprintf(path, sizeof path, "%s/%s", folder, name);
    return len > 0 && (size_t)len < sizeof path && access(path, F_OK) == 0;
}

/* The folder above, as a person would write it. */
static void folder_above(const char *path, char above[FOLDER_PATH_SIZE])
{
    size_t len = strlen(path);
    while (len > 1 && path[len - 1] == '/')
        len--;
    size_t at = len;
    while (at > 0 && path[at - 1] != '/')
        at--;
    struct slice last = {path + at, len - at};
    while (at > 1 && path[at - 1] == '/')
        at--;
    if (slice_is(last, ".") || slice_is(last, ".."))
        snprintf(above, FOLDER_PATH_SIZE, "%.*s/..", (int)len, path);
    else
        snprintf(above, FOLDER_PATH_SIZE, "%.*s", at > 0 ? (int)at : 1, at > 0 ? path : ".");
}

/* The nearest folder above `path` that holds instance.json is proposed. */
static enum status folder_refuse(enum status status, const char *path, struct problem *p)
{
    char above[FOLDER_PATH_SIZE], higher[FOLDER_PATH_SIZE];
    problem_set(p, status, slice_of(path), SLICE_NONE, NULL);
    folder_above(path, above);
    folder_above(above, higher);
    if (folder_has(above, layout_instance))
        problem_nearest(p, slice_of(above));
    else if (folder_has(higher, layout_instance))
        problem_nearest(p, slice_of(higher));
    return status;
}

enum status call_check_folder_of(const char *path, struct problem *p)
{
    struct stat about;
    char above[FOLDER_PATH_SIZE];
    if (stat(path, &about) < 0)
        return errno == ENOENT || errno == ENOTDIR
                   ? problem_set(p, STATUS_NO_FOLDER, slice_of(path), SLICE_NONE, NULL)
                   : problem_errno(p, path);
    if (!S_ISDIR(about.st_mode))
        return folder_refuse(STATUS_NOT_A_FOLDER, path, p);
    if (folder_has(path, layout_instance) || access(path, X_OK) != 0)
        return STATUS_OK;
    if (folder_has(path, layout_current) && folder_has(path, layout_releases))
        return problem_set(p, STATUS_STORE_GIVEN, slice_of(path), SLICE_NONE, NULL);
    folder_above(path, above);
    if (folder_has(above, layout_instance))
        return folder_refuse(STATUS_FOLDER_INSIDE, path, p);
    return folder_has(path, layout_data) ? STATUS_OK
                                         : folder_refuse(STATUS_NO_INSTANCE_FOLDER, path, p);
}

enum status call_check_folder(const struct call *call, struct problem *p)
{
    return call_check_folder_of(call->operand, p);
}

/* --- the folder and the store ----------------------------------------------------------------- */

/* Without links; what is not there yet is taken as it is written. "" where that is too long. */
static void folder_real(const char *path, char real[FOLDER_PATH_SIZE])
{
    char there[FOLDER_PATH_SIZE], resolved[PATH_MAX];
    size_t whole = strlen(path), len = whole;
    real[0] = '\0';
    if (whole >= sizeof there)
        return;
    memcpy(there, path, whole + 1);
    while (!realpath(len > 0 ? there : ".", resolved)) {
        if (len == 0)
            return;
        while (len > 0 && path[len - 1] == '/')
            len--;
        while (len > 0 && path[len - 1] != '/')
            len--;
        there[len] = '\0';
    }
    int written = snprintf(real, FOLDER_PATH_SIZE, "%s%s%s", resolved,
                           len == whole                 ? ""
                           : strcmp(resolved, "/") == 0 ? ""
                                                        : "/",
                           path + len);
    if (written < 0 || written >= FOLDER_PATH_SIZE)
        real[0] = '\0';
    for (len = strlen(real); len > 1 && real[len - 1] == '/'; len--)
        real[len - 1] = '\0';
}

static bool folder_is_within(const char *path, const char *dir)
{
    size_t len = strlen(dir);
    return len > 1 && strncmp(path, dir, len) == 0 && (path[len] == '/' || path[len] == '\0');
}

enum status call_check_store(const struct call *call, struct problem *p)
{
    char dir[FOLDER_PATH_SIZE], store[FOLDER_PATH_SIZE], data[FOLDER_PATH_SIZE],
        below[FOLDER_PATH_SIZE];
    folder_real(call->operand, dir);
    folder_real(call->config.store, store);
    int len = snprintf(below, sizeof below, "%s/%s", call->operand, layout_data);
    if (len < 0 || (size_t)len >= sizeof below)
        return STATUS_OK;
    folder_real(below, data);
    if (!folder_is_within(dir, store) && !folder_is_within(store, data))
        return STATUS_OK;
    return problem_set(p, STATUS_STORE_PLACE, slice_of(call->config.store), slice_of(call->operand),
                       NULL);
}

enum status call_check_key(const struct call *call, const char *path, struct problem *p)
{
    const char *const folders[] = {call->config.store,
                                   call->command->flags & COMMAND_PUBLISH ? call->operand : NULL};
    char key[FOLDER_PATH_SIZE], folder[FOLDER_PATH_SIZE];
    folder_real(path, key);
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        folder_real(folders[i] ? folders[i] : "", folder);
        if (folders[i] && folder_is_within(key, folder))
            return problem_set(p, STATUS_KEY_PLACE, slice_of(path), slice_of(folders[i]), NULL);
    }
    return STATUS_OK;
}
