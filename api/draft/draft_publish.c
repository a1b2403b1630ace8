/* From a draft to a release, by one person or by two, and to the instance's folder.
 *
 * The order: draft.json says «publishing»; the release is made (publish_run, whole or not at all);
 * draft.json has its number; each of the instance's files is replaced; draft.json says «published».
 * A process that ends in between leaves «publishing», and draft_recover goes on from what it finds:
 * a number, or a current release that has all that the draft would bring. */
#include "draft_parts.h"

#include "hiraku/ingest/ingest.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/lock.h"
#include "hiraku/release/releases.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

enum { OVERLAY_SECONDS = 24 * 60 * 60 };

/* --- who says yes ----------------------------------------------------------------------------- */

/* Whether every file has become a table, and the tables are those that were made. */
static enum status draft_is_ready(const struct draft_place *place, const struct draft *draft,
                                  struct problem *p)
{
    char path[DRAFT_PATH_SIZE], digest[DIGEST_SIZE];
    enum status status = STATUS_OK;
    if (draft->table_count == 0 && draft->reason_count == 0)
        return problem_set(p, STATUS_DRAFT_NOT_READY, slice_of(draft->id), SLICE_NONE, NULL);
    for (size_t i = 0; i < draft->file_count; i++) {
        const struct draft_table *table =
            draft->files[i].resource ? draft_table_of(draft, draft->files[i].resource) : NULL;
        if (!table || table->made[0] == '\0')
            return problem_set(p, STATUS_DRAFT_NOT_READY, draft->files[i].name, SLICE_NONE, NULL);
    }
    for (size_t i = 0; i < draft->table_count && status == STATUS_OK; i++) {
        const struct draft_table *table = &draft->tables[i];
        status = draft_table_path(place, draft, draft_data_folder, table->resource, path, p);
        if (status == STATUS_OK)
            status = digest_file(path, digest, NULL, p);
        if (status == STATUS_OK && strcmp(digest, table->made) != 0)
            status = problem_set(p, STATUS_DRAFT_CHANGED, slice_of(table->resource->name),
                                 SLICE_NONE, NULL);
    }
    return status;
}

static enum status draft_refuse_overtaken(const struct draft_place *place,
                                          const struct draft *draft, struct problem *p)
{
    bool overtaken = false;
    enum status status = draft_is_overtaken(place, draft, &overtaken, p);
    return status == STATUS_OK && overtaken
               ? problem_set(p, STATUS_DRAFT_OVERTAKEN, slice_of(draft->id), SLICE_NONE, NULL)
               : status;
}

enum status draft_propose(const struct draft_place *place, struct draft *draft, const char *who,
                          const char *message, const char *message_en, struct problem *p)
{
    struct publish_result result;
    struct report *report = report_new();
    if (!report)
        return problem_memory(p);
    const struct publish_options options = {.report = report, .own = place->limits.own};
    enum status status = draft_is_ready(place, draft, p);
    if (status == STATUS_OK)
        status = draft_refuse_overtaken(place, draft, p);
    if (status == STATUS_OK)
        status = draft_diff(place, draft, &options, NULL, &result, p);
    if (status == STATUS_BAD_DATA)
        status = problem_set(p, STATUS_DRAFT_HAS_ERRORS, slice_of(draft->id), SLICE_NONE, NULL);
    report_free(report);
    if (status != STATUS_OK)
        return status;
    draft->status = DRAFT_PROPOSED;
    draft->proposed_by = draft_keep(draft, slice_of(who));
    draft->proposed_at = draft_now(draft);
    draft->approved_by = draft->approved_at = SLICE_NONE;
    draft->message = draft_keep(draft, slice_of(message));
    draft->message_en = draft_keep(draft, slice_of(message_en));
    return draft_save(place, draft, p);
}

enum status draft_approve(const struct draft_place *place, struct draft *draft, const char *who,
                          struct problem *p)
{
    if (draft->status != DRAFT_PROPOSED)
        return problem_set(p, STATUS_DRAFT_NOT_PROPOSED, slice_of(draft->id), SLICE_NONE, NULL);
    if (place->two_people && slice_is(draft->proposed_by, who))
        return problem_set(p, STATUS_DRAFT_SAME_PERSON, slice_of(draft->id), slice_of(who), NULL);
    enum status status = draft_is_ready(place, draft, p);
    if (status == STATUS_OK)
        status = draft_refuse_overtaken(place, draft, p);
    if (status != STATUS_OK)
        return status;
    draft->approved_by = draft_keep(draft, slice_of(who));
    draft->approved_at = draft_now(draft);
    return draft_save(place, draft, p);
}

/* --- the instance's files --------------------------------------------------------------------- */

/* Puts drafts/ID/OWN in the place of the instance's file NAME. */
static enum status draft_put_back(const struct draft_place *place, const struct draft *draft,
                                  const char *own, const char *name, struct problem *p)
{
    char from[DRAFT_PATH_SIZE], folder[DRAFT_PATH_SIZE], digest[DIGEST_SIZE];
    enum status status = draft_path(place, draft, own, from, p);
    if (status == STATUS_OK)
        status = file_path(folder, place->instance, name, p);
    if (status != STATUS_OK)
        return status;
    char *slash = strrchr(folder, '/');
    *slash = '\0';
    status = folder_make(folder, p);
    if (status == STATUS_OK)
        status = draft_copy(from, folder, slash + 1, digest, p);
    return status == STATUS_OK ? folder_sync(folder, p) : status;
}

static enum status draft_put_all_back(const struct draft_place *place, struct draft *draft,
                                      struct problem *p)
{
    struct ingest_table_file found;
    enum status status = overlay_reasons(place, draft, p);
    for (size_t i = 0; i < draft->table_count && status == STATUS_OK; i++) {
        char own[DRAFT_NAME_SIZE + 8];
        snprintf(own, sizeof own, "%s/%s.csv", draft_data_folder, draft->tables[i].resource->name);
        status = draft_put_back(place, draft, own, draft->tables[i].path.at, p);
    }
    if (status == STATUS_OK && draft->reason_count > 0) {
        status = ingest_find_table(place->instance, &corrections_resource, &found, p);
        if (status == STATUS_OK)
            status = draft_put_back(place, draft, draft_reasons_file, found.name, p);
    }
    if (status != STATUS_OK)
        return status;
    draft->status = DRAFT_PUBLISHED;
    return draft_save(place, draft, p);
}

/* --- publishing ------------------------------------------------------------------------------- */

static enum status draft_may_publish(const struct draft_place *place, const struct draft *draft,
                                     struct problem *p)
{
    bool approved = draft->status == DRAFT_PROPOSED && draft->approved_by.len > 0;
    if (place->two_people && !approved)
        return problem_set(p, STATUS_DRAFT_NOT_APPROVED, slice_of(draft->id), SLICE_NONE, NULL);
    if (place->two_people && slice_equal(draft->approved_by, draft->proposed_by))
        return problem_set(p, STATUS_DRAFT_SAME_PERSON, slice_of(draft->id), draft->approved_by,
                           NULL);
    enum status status = draft_is_ready(place, draft, p);
    return status == STATUS_OK ? draft_refuse_overtaken(place, draft, p) : status;
}

static enum status draft_release(const struct draft_place *place, struct draft *draft,
                                 const struct publish_options *options,
                                 struct publish_result *result, struct problem *p)
{
    char path[DRAFT_PATH_SIZE] = "";
    struct publish_options own = *options;
    own.message = draft->message.len > 0 ? draft->message.at : options->message;
    own.message_en = draft->message_en.len > 0 ? draft->message_en.at : options->message_en;
    enum status status = overlay_make(place, draft, path, p);
    if (status == STATUS_OK)
        status = publish_run(place->store, path, &own, result, p);
    if (path[0] != '\0')
        folder_remove(path, NULL);
    return status;
}

static enum status draft_publish_locked(const struct draft_place *place, struct draft *draft,
                                        const struct publish_options *options,
                                        struct publish_result *result, struct problem *p)
{
    enum status status = draft_may_publish(place, draft, p);
    if (status != STATUS_OK)
        return status;
    enum draft_status before = draft->status;
    draft->status = DRAFT_PUBLISHING;
    draft->release = 0;
    status = draft_save(place, draft, p);
    if (status == STATUS_OK)
        status = draft_release(place, draft, options, result, p);
    if (status != STATUS_OK) {
        draft->status = before;
        draft_save(place, draft, NULL);
        return status;
    }
    draft->release = result->number;
    status = draft_save(place, draft, p);
    return status == STATUS_OK ? draft_put_all_back(place, draft, p) : status;
}

enum status draft_publish(const struct draft_place *place, struct draft *draft,
                          const struct publish_options *options, struct publish_result *result,
                          struct problem *p)
{
    int lock;
    *result = (struct publish_result){.number = 0};
    enum status status = draft_lock_all(place->state, &lock, p);
    if (status == STATUS_OK)
        status = draft_publish_locked(place, draft, options, result, p);
    draft_unlock(lock);
    return status;
}

/* --- what was begun --------------------------------------------------------------------------- */

/* The newest release becomes the current one, if the process ended between both. */
static enum status draft_make_current(const struct draft_place *place, uint64_t newest,
                                      struct problem *p)
{
    uint64_t current = 0;
    char dir[RELEASE_PATH_SIZE];
    int lock = -1;
    if (release_current(place->store, &current, dir, NULL) == STATUS_OK && current >= newest)
        return STATUS_OK;
    enum status status = lock_take(place->store, &lock, p);
    if (status == STATUS_OK &&
        (release_current(place->store, &current, dir, NULL) != STATUS_OK || current < newest))
        status = release_switch(place->store, newest, p);
    lock_release(lock);
    return status;
}

/* Whether the newest release has all that the draft would bring. */
static enum status draft_is_released(const struct draft_place *place, struct draft *draft,
                                     bool *released, struct problem *p)
{
    struct publish_result result;
    struct report *report = report_new();
    if (!report)
        return problem_memory(p);
    const struct publish_options options = {.report = report, .own = place->limits.own};
    enum status status = draft_diff(place, draft, &options, NULL, &result, p);
    *released = status == STATUS_OK && !result.changed && result.base > 0;
    draft->release = *released ? result.base : 0;
    report_free(report);
    if (*released)
        return draft_make_current(place, result.base, p);
    return status == STATUS_BAD_DATA ? STATUS_OK : status;
}

static void draft_sweep(const struct draft_place *place, const struct draft *draft)
{
    char dir[DRAFT_PATH_SIZE], path[DRAFT_PATH_SIZE];
    struct stat about;
    DIR *open = draft_path(place, draft, "", dir, NULL) == STATUS_OK ? opendir(dir) : NULL;
    const struct dirent *entry;
    while (open && (entry = readdir(open)))
        if (strncmp(entry->d_name, "overlay.", 8) == 0 &&
            file_path(path, dir, entry->d_name, NULL) == STATUS_OK && stat(path, &about) == 0 &&
            about.st_mtime + OVERLAY_SECONDS < time(NULL))
            folder_remove(path, NULL);
    if (open)
        closedir(open);
}

static enum status draft_recover_one(void *context, const char *id, struct problem *p)
{
    const struct draft_place *place = context;
    struct draft draft;
    bool released = false;
    enum status status = draft_open(place, id, DRAFT_READ, &draft, p);
    bool begun = status == STATUS_OK && draft.status == DRAFT_PUBLISHING;
    if (status == STATUS_OK)
        draft_sweep(place, &draft);
    draft_close(&draft);
    if (status == STATUS_DRAFT_DAMAGED || status == STATUS_BAD_RELEASE)
        return STATUS_OK; /* whoever opens it is told */
    if (!begun)
        return status;
    status = draft_open(place, id, DRAFT_LOCK, &draft, p); /* waits for who may be publishing it */
    if (status == STATUS_OK && draft.status == DRAFT_PUBLISHING) {
        released = draft.release > 0;
        if (!released)
            status = draft_is_released(place, &draft, &released, p);
        if (status == STATUS_OK && released) {
            status = draft_put_all_back(place, &draft, p);
        } else if (status == STATUS_OK) {
            draft.status = draft.proposed_by.len > 0 ? DRAFT_PROPOSED : DRAFT_OPEN;
            status = draft_save(place, &draft, p);
        }
    }
    draft_close(&draft);
    return status;
}

enum status draft_recover(const struct draft_place *place, struct problem *p)
{
    return draft_list(place, draft_recover_one, (void *)(uintptr_t)place, p);
}
