/* The folder of drafts: made, opened, listed, dropped; one writer at a time for each. */
#include "draft_parts.h"

#include "hiraku/base/text.h"
#include "hiraku/release/releases.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { DRAFT_JSON_MOST = 32 << 20, NEAR_MOST = 512 };

/* --- lists ------------------------------------------------------------------------------------ */

static bool draft_is_id(const char *id)
{
    size_t len = strlen(id);
    if (len == 0 || len >= DRAFT_ID_SIZE || id[0] == '-')
        return false;
    for (size_t i = 0; i < len; i++)
        if (!(id[i] >= 'a' && id[i] <= 'z') && !(id[i] >= '0' && id[i] <= '9') && id[i] != '-')
            return false;
    return true;
}

enum status draft_list(const struct draft_place *place,
                       enum status (*take)(void *context, const char *id, struct problem *p),
                       void *context, struct problem *p)
{
    char folder[DRAFT_PATH_SIZE], dir[DRAFT_PATH_SIZE], path[DRAFT_PATH_SIZE];
    struct dirent **entries;
    enum status status = draft_dir(place, "", folder, p);
    if (status != STATUS_OK)
        return status;
    int count = scandir(folder, &entries, NULL, alphasort);
    if (count < 0)
        return errno == ENOENT ? STATUS_OK : problem_errno(p, folder);
    for (int i = 0; i < count; i++) {
        const char *id = entries[i]->d_name;
        if (status == STATUS_OK && draft_is_id(id) &&
            draft_dir(place, id, dir, NULL) == STATUS_OK &&
            file_path(path, dir, draft_file_name, NULL) == STATUS_OK && file_exists(path))
            status = take(context, id, p);
        free(entries[i]);
    }
    free(entries);
    return status;
}

struct draft_near {
    struct slice names[NEAR_MOST];
    size_t count;
    struct arena arena;
};

static enum status draft_near_take(void *context, const char *id, struct problem *p)
{
    struct draft_near *near = context;
    (void)p;
    if (near->count < NEAR_MOST)
        near->names[near->count++] = arena_copy(&near->arena, slice_of(id));
    return STATUS_OK;
}

static enum status draft_unknown(const struct draft_place *place, const char *id, struct problem *p)
{
    struct draft_near near = {.count = 0};
    arena_init(&near.arena, NEAR_MOST * DRAFT_ID_SIZE * 4);
    problem_set(p, STATUS_NO_SUCH_DRAFT, slice_of(id), SLICE_NONE, NULL);
    if (draft_list(place, draft_near_take, &near, NULL) == STATUS_OK &&
        !arena_overflowed(&near.arena)) {
        struct slice nearest = text_nearest(slice_of(id), near.names, near.count);
        if (nearest.len > 0)
            problem_nearest(p, nearest);
    }
    arena_free(&near.arena);
    return STATUS_NO_SUCH_DRAFT;
}

static enum status draft_count_open(void *context, const char *id, struct problem *p)
{
    struct draft_counting {
        const struct draft_place *place;
        uint64_t open;
    } *counting = context;
    struct draft draft;
    enum status status = draft_open(counting->place, id, DRAFT_READ, &draft, p);
    counting->open +=
        status == STATUS_OK && draft.status != DRAFT_PUBLISHED && draft.status != DRAFT_DROPPED;
    draft_close(&draft);
    return status == STATUS_DRAFT_DAMAGED || status == STATUS_BAD_RELEASE ? STATUS_OK : status;
}

/* --- one draft -------------------------------------------------------------------------------- */

static void draft_init(struct draft *draft, const struct draft_place *place)
{
    *draft = (struct draft){.lock = -1, .place = place};
    arena_init(&draft->arena, DRAFT_MEMORY);
}

void draft_close(struct draft *draft)
{
    draft_unlock(draft->lock);
    arena_free(&draft->arena);
    *draft = (struct draft){.lock = -1};
}

static enum status draft_name_new(struct draft *draft, struct problem *p)
{
    unsigned char random[5];
    struct tm day;
    time_t now = time(NULL);
    if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random || !gmtime_r(&now, &day))
        return problem_errno(p, "getrandom");
    char date[12];
    strftime(date, sizeof date, "%Y%m%d", &day);
    snprintf(draft->id, sizeof draft->id, "%.8s-%02x%02x%02x%02x%02x", date, random[0], random[1],
             random[2], random[3], random[4]);
    return STATUS_OK;
}

static enum status draft_make_folders(const struct draft_place *place, const struct draft *draft,
                                      struct problem *p)
{
    static const char *const folders[] = {draft_uploads, draft_base_folder, draft_data_folder};
    char path[DRAFT_PATH_SIZE];
    enum status status = folder_make(place->state, p);
    if (status == STATUS_OK && chmod(place->state, 0700) < 0)
        status = problem_errno(p, place->state);
    for (size_t i = 0; i < sizeof folders / sizeof *folders && status == STATUS_OK; i++) {
        status = draft_path(place, draft, folders[i], path, p);
        if (status == STATUS_OK)
            status = folder_make(path, p);
    }
    return status;
}

enum status draft_create(const struct draft_place *place, const char *owner, struct draft *draft,
                         struct problem *p)
{
    char dir[DRAFT_PATH_SIZE], number[24];
    struct {
        const struct draft_place *place;
        uint64_t open;
    } counting = {place, 0};
    draft_init(draft, place);
    enum status status = draft_list(place, draft_count_open, &counting, p);
    snprintf(number, sizeof number, "%llu", (unsigned long long)place->limits.drafts);
    if (status == STATUS_OK && counting.open >= place->limits.drafts)
        status = problem_set(p, STATUS_DRAFT_TOO_MANY, SLICE_NONE, slice_of(number), NULL);
    if (status == STATUS_OK)
        status = draft_name_new(draft, p);
    if (status == STATUS_OK)
        status = draft_make_folders(place, draft, p);
    if (status == STATUS_OK)
        status = draft_path(place, draft, "", dir, p);
    if (status == STATUS_OK)
        status = draft_lock(dir, &draft->lock, p);
    if (status != STATUS_OK)
        return status;
    if (release_current(place->store, &draft->base, dir, NULL) != STATUS_OK)
        draft->base = 0;
    draft->owner = draft_keep(draft, slice_of(owner));
    draft->created_at = draft_now(draft);
    return draft_save(place, draft, p);
}

enum status draft_open(const struct draft_place *place, const char *id, enum draft_use use,
                       struct draft *draft, struct problem *p)
{
    char dir[DRAFT_PATH_SIZE], path[DRAFT_PATH_SIZE];
    draft_init(draft, place);
    if (!draft_is_id(id))
        return draft_unknown(place, id, p);
    snprintf(draft->id, sizeof draft->id, "%s", id);
    enum status status = draft_path(place, draft, "", dir, p);
    if (status == STATUS_OK)
        status = file_path(path, dir, draft_file_name, p);
    if (status == STATUS_OK && !file_exists(path))
        return draft_unknown(place, id, p);
    if (status == STATUS_OK && use != DRAFT_READ)
        status = draft_lock(dir, &draft->lock, p);
    if (status == STATUS_OK)
        status = draft_read_json(draft, dir, p);
    if (status == STATUS_OK)
        status = draft_settle(place, draft, p);
    if (status == STATUS_OK && use == DRAFT_WRITE && draft->status != DRAFT_OPEN &&
        draft->status != DRAFT_PROPOSED)
        status = problem_set(p, STATUS_DRAFT_CLOSED, slice_of(id),
                             slice_of(draft_status_name(draft->status)), NULL);
    return status;
}

enum status draft_save(const struct draft_place *place, struct draft *draft, struct problem *p)
{
    char dir[DRAFT_PATH_SIZE];
    struct out out;
    draft->changed_at = draft_now(draft);
    enum status status = draft_memory(draft, p);
    if (status == STATUS_OK)
        status = draft_path(place, draft, "", dir, p);
    if (status != STATUS_OK)
        return status;
    out_open_memory(&out, DRAFT_JSON_MOST);
    draft_write_json(draft, &out);
    status = out_finish(&out, p);
    if (status == STATUS_OK)
        status = file_replace(dir, draft_file_name, out_written(&out), p);
    if (status == STATUS_OK)
        status = folder_sync(dir, p);
    out_close(&out);
    return status;
}

void draft_reopen(struct draft *draft)
{
    draft->status = DRAFT_OPEN;
    draft->proposed_by = draft->proposed_at = draft->approved_by = draft->approved_at = SLICE_NONE;
}

enum status draft_drop(const struct draft_place *place, struct draft *draft, struct problem *p)
{
    static const char *const folders[] = {draft_uploads, draft_base_folder, draft_data_folder};
    char path[DRAFT_PATH_SIZE];
    draft->status = DRAFT_DROPPED;
    enum status status = draft_save(place, draft, p);
    for (size_t i = 0; i < sizeof folders / sizeof *folders && status == STATUS_OK; i++) {
        status = draft_path(place, draft, folders[i], path, p);
        if (status == STATUS_OK)
            status = folder_remove(path, p);
    }
    return status;
}
