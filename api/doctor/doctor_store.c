/* A store: its current release, its files, the disk under it. Reads no rows: `hiraku verify` does.
 */
#include "hiraku/base/clock.h"
#include "hiraku/doctor/doctor.h"
#include "hiraku/model/model.h"
#include "hiraku/release/artifacts.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/manifest.h"
#include "hiraku/release/releases.h"
#include "hiraku/usage/usage_book.h"
#include "hiraku/usage/usage_file.h"
#include "hiraku/usage/usage_place.h"

#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

enum { DAY = 86400, STALE_DAYS = 400, SPARE_BYTES = 50 << 20, MEGABYTE = 1000000 };

/* --- the release ------------------------------------------------------------------------------ */

static void doctor_note_time(struct doctor *doctor, const struct manifest *manifest)
{
    char text[CLOCK_RFC3339_SIZE];
    int64_t days = (time(NULL) - manifest->published_at) / DAY;
    clock_rfc3339(manifest->published_at, text);
    if (manifest->published_at > time(NULL) + DAY)
        doctor_find(doctor, DOCTOR_CLOCK, text, NULL);
    else if (days > STALE_DAYS)
        doctor_find_number(doctor, DOCTOR_STALE, text, days);
}

static void doctor_note_reason(struct doctor *doctor, const struct manifest *manifest)
{
    uint64_t changed = 0;
    char number[24];
    for (size_t i = 0; i < manifest->table_count; i++)
        changed += manifest->tables[i].modified + manifest->tables[i].removed;
    snprintf(number, sizeof number, "%" PRIu64, manifest->number);
    if (manifest->number > 1 && changed > 0 && !manifest->message[0] && !manifest->reasons[0])
        doctor_find_number(doctor, DOCTOR_NO_REASON, number, (int64_t)changed);
}

enum status doctor_check_release(struct doctor *doctor, struct problem *p)
{
    char dir[RELEASE_PATH_SIZE], number[24];
    uint64_t current;
    enum status status = release_current(doctor->target, &current, dir, p);
    if (status == STATUS_NO_RELEASE) {
        doctor_find(doctor, DOCTOR_NO_RELEASE, NULL, NULL);
        return STATUS_OK;
    }
    struct manifest *manifest = status == STATUS_OK ? malloc(sizeof *manifest) : NULL;
    if (!manifest)
        return status == STATUS_OK ? problem_memory(p) : status;
    snprintf(number, sizeof number, "%" PRIu64, current);
    status = manifest_read(manifest, dir, p);
    if (status == STATUS_OK)
        status = manifest_complete(manifest, dir, p);
    if (status == STATUS_OK) {
        doctor_note_time(doctor, manifest);
        doctor_note_reason(doctor, manifest);
    } else if (status == STATUS_OTHER_TABLES) {
        doctor_find(doctor, DOCTOR_OTHER_TABLES, number, NULL);
        status = STATUS_OK;
    } else if (status_is_damage(status)) {
        doctor_find(doctor, DOCTOR_DAMAGED, number, layout_manifest);
        status = STATUS_OK;
    }
    free(manifest);
    return status;
}

/* --- its files -------------------------------------------------------------------------------- */

/* The first file that is not there, or has another size than it was made with. */
static const char *doctor_lost(const struct artifacts *artifacts, const char *dir)
{
    for (size_t i = 0; i < artifacts->count; i++) {
        const struct artifact *file = &artifacts->files[i];
        char path[RELEASE_PATH_SIZE + sizeof file->path];
        struct stat about;
        snprintf(path, sizeof path, "%s/%s", dir, file->path);
        if (artifact_is_there(file) &&
            (stat(path, &about) < 0 || (uint64_t)about.st_size != file->bytes))
            return file->path;
    }
    return NULL;
}

/* Whether the tables of the release have the columns of this program: what is derived can then be
 * made anew, else only a publish brings them. */
static bool doctor_has_columns(const char *dir)
{
    char ours[DIGEST_SIZE];
    struct problem ignored;
    struct manifest *manifest = malloc(sizeof *manifest);
    model_digest(ours);
    bool same = !manifest || manifest_read_any(manifest, dir, &ignored) != STATUS_OK ||
                strcmp(manifest->model, ours) == 0;
    free(manifest);
    return same;
}

static void doctor_note_model(struct doctor *doctor, const char *dir, const char *number)
{
    for (size_t i = 0; i < doctor->count; i++)
        if (doctor->findings[i].kind == DOCTOR_OTHER_TABLES)
            return;
    doctor_find(doctor, doctor_has_columns(dir) ? DOCTOR_OTHER_MODEL : DOCTOR_OTHER_TABLES, number,
                NULL);
}

static void doctor_note_artifacts(struct doctor *doctor, const struct artifacts *artifacts,
                                  const char *dir, const char *number)
{
    struct problem ignored;
    const char *lost = doctor_lost(artifacts, dir);
    if (artifacts_check_program(artifacts, dir, &ignored) != STATUS_OK)
        doctor_note_model(doctor, dir, number);
    else if (strcmp(artifacts->program, release_program()) != 0)
        doctor_find(doctor, DOCTOR_OTHER_PROGRAM, artifacts->program, release_program());
    if (lost)
        doctor_find(doctor, DOCTOR_DAMAGED, number, lost);
}

enum status doctor_check_files(struct doctor *doctor, struct problem *p)
{
    char dir[RELEASE_PATH_SIZE], number[24];
    uint64_t current;
    struct artifacts artifacts = {.count = 0};
    enum status status = release_current(doctor->target, &current, dir, p);
    if (status != STATUS_OK)
        return status == STATUS_NO_RELEASE ? STATUS_OK : status;
    snprintf(number, sizeof number, "%" PRIu64, current);
    status = artifacts_read(&artifacts, dir, p);
    if (status == STATUS_OK)
        doctor_note_artifacts(doctor, &artifacts, dir, number);
    else if (status == STATUS_OTHER_MODEL)
        doctor_note_model(doctor, dir, number);
    else if (status_is_damage(status))
        doctor_find(doctor, DOCTOR_DAMAGED, number, layout_artifact_list);
    artifacts_free(&artifacts);
    return status == STATUS_OTHER_MODEL || status_is_damage(status) ? STATUS_OK : status;
}

/* Whether somebody publishes: what is unfinished then will be finished. */
static bool doctor_is_locked(const char *store)
{
    char path[FILE_PATH_SIZE];
    struct problem ignored;
    if (file_path(path, store, layout_lock, &ignored) != STATUS_OK)
        return false;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool locked = fd >= 0 && flock(fd, LOCK_SH | LOCK_NB) < 0;
    if (fd >= 0)
        close(fd);
    return locked;
}

/* N.tmp. N.old is what a rebuild replaced: a server may still have it open, and the next one clears
 * it. */
enum status doctor_check_leftovers(struct doctor *doctor, struct problem *p)
{
    char folder[FILE_PATH_SIZE];
    enum status status = file_path(folder, doctor->target, layout_releases, p);
    DIR *open = status == STATUS_OK ? opendir(folder) : NULL;
    for (const struct dirent *entry; open && (entry = readdir(open));) {
        const char *ending = strrchr(entry->d_name, '.');
        bool whole = true;
        if (ending && strcmp(ending, ".tmp") == 0 && layout_number(entry->d_name, &whole) > 0 &&
            !whole && !doctor_is_locked(doctor->target))
            doctor_find(doctor, DOCTOR_LEFTOVERS, entry->d_name, NULL);
    }
    if (open)
        closedir(open);
    return status;
}

/* --- the machine ------------------------------------------------------------------------------ */

/* A release is as large as the one before, and there are two for a moment. */
enum status doctor_check_disk(struct doctor *doctor, struct problem *p)
{
    char dir[RELEASE_PATH_SIZE], left[24];
    uint64_t current, need = SPARE_BYTES;
    struct artifacts artifacts = {.count = 0};
    struct statvfs about;
    if (release_current(doctor->target, &current, dir, p) == STATUS_OK &&
        artifacts_read(&artifacts, dir, p) == STATUS_OK)
        for (size_t i = 0; i < artifacts.count; i++)
            need += 2 * artifacts.files[i].bytes;
    artifacts_free(&artifacts);
    if (statvfs(doctor->target, &about) < 0)
        return problem_errno(p, doctor->target);
    uint64_t free_bytes = (uint64_t)about.f_bavail * about.f_frsize;
    snprintf(left, sizeof left, "%" PRIu64, free_bytes / MEGABYTE);
    if (free_bytes < need)
        doctor_find_number(doctor, DOCTOR_DISK, left, (int64_t)(need / MEGABYTE));
    return STATUS_OK;
}

enum status doctor_check_rights(struct doctor *doctor, struct problem *p)
{
    char path[FILE_PATH_SIZE];
    const char *const names[] = {".", layout_releases};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof names / sizeof *names && status == STATUS_OK; i++) {
        struct stat about;
        status = i == 0 ? STATUS_OK : file_path(path, doctor->target, names[i], p);
        const char *folder = i == 0 ? doctor->target : path;
        if (status != STATUS_OK || stat(folder, &about) < 0)
            continue;
        if (about.st_mode & S_IWOTH)
            doctor_find(doctor, DOCTOR_OPEN_STORE, folder, NULL);
        if (access(folder, R_OK | X_OK) < 0)
            doctor_find(doctor, DOCTOR_UNREADABLE, folder, NULL);
    }
    return status;
}

enum status doctor_check_usage(struct doctor *doctor, struct problem *p)
{
    struct config config = *doctor->config;
    struct usage_file file;
    struct usage_book *book = NULL;
    char path[USAGE_PLACE_SIZE];
    snprintf(config.store, sizeof config.store, "%s", doctor->target);
    if (!usage_is_on(&config))
        return STATUS_OK;
    usage_place(&config, path);
    if (!file_exists(path))
        return STATUS_OK;
    struct problem why = {.status = STATUS_OK};
    enum status status = usage_file_open_read(&file, path, &why);
    if (status == STATUS_OK) {
        status = usage_file_read(&file, &book, &why);
        usage_book_unref(book);
        usage_file_close(&file);
    }
    (void)p;
    if (status != STATUS_OK)
        doctor_find(doctor, DOCTOR_USAGE_FILE, path, status_info(status)->slug);
    return STATUS_OK;
}
