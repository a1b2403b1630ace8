/* The drafts: listed, shown, mapped, proposed, approved, dropped; their files. Each in a process of
 * its own (errand.h). */
#include "hiraku/desk/parent/desk_draft.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/base/log.h"
#include "hiraku/model/resource.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

/* --- the list --------------------------------------------------------------------------------- */

struct drafts_listing {
    const struct draft_place *place;
    struct json_writer *json;
};

static void drafts_write(const struct draft *draft, struct json_writer *json)
{
    json_begin_object(json, NULL);
    json_text(json, "id", draft->id);
    json_text(json, "status", draft_status_name(draft->status));
    json_slice(json, "owner", draft->owner);
    json_slice(json, "changed_at", draft->changed_at);
    json_slice(json, "proposed_by", draft->proposed_by);
    json_slice(json, "approved_by", draft->approved_by);
    json_slice(json, "message", draft->message);
    json_int(json, "release", (int64_t)draft->release);
    json_begin_array(json, "files");
    for (size_t i = 0; i < draft->file_count; i++)
        json_slice(json, NULL, draft->files[i].name);
    json_end(json);
    json_begin_array(json, "tables");
    for (size_t i = 0; i < draft->table_count; i++)
        json_text(json, NULL, draft->tables[i].resource->name);
    json_end(json);
    json_end(json);
}

/* One that is damaged does not hide the others. */
static enum status drafts_take(void *context, const char *id, struct problem *p)
{
    struct drafts_listing *listing = context;
    struct draft draft;
    struct problem own = {.status = STATUS_OK};
    (void)p;
    if (draft_open(listing->place, id, DRAFT_READ, &draft, &own) != STATUS_OK)
        log_problem(LOG_ERROR, "draft", &own);
    else if (draft.status != DRAFT_DROPPED)
        drafts_write(&draft, listing->json);
    draft_close(&draft);
    return STATUS_OK;
}

enum status keep_drafts(struct parent *parent, struct question *question, struct problem *p)
{
    const struct draft_place place = desk_draft_place(parent->setup);
    struct drafts_listing listing = {&place, question->json};
    json_begin_array(question->json, "drafts");
    enum status status = draft_list(&place, drafts_take, &listing, p);
    json_end(question->json);
    return status;
}

enum status keep_drafts_recover(struct parent *parent, struct question *question, struct problem *p)
{
    const struct draft_place place = desk_draft_place(parent->setup);
    (void)question;
    return draft_recover(&place, p);
}

/* --- one -------------------------------------------------------------------------------------- */

/* What it is now; closes it. */
static enum status drafts_end(struct desk_draft *desk, const struct question *question,
                              enum status status)
{
    if (status == STATUS_OK) {
        draft_write_members(&desk->draft, question->json);
        json_bool(question->json, "two_people", desk->place.two_people);
        json_text(question->json, "who", question->who);
        json_text(question->json, "role", desk_role_name(question->role));
    }
    desk_draft_close(desk);
    return status;
}

enum status keep_draft(struct parent *parent, struct question *question, struct problem *p)
{
    struct desk_draft desk;
    bool overtaken = false;
    enum status status = desk_draft_open(&desk, parent->setup, question, DRAFT_READ, p);
    bool open = status == STATUS_OK &&
                (desk.draft.status == DRAFT_OPEN || desk.draft.status == DRAFT_PROPOSED);
    if (open)
        status = draft_is_overtaken(&desk.place, &desk.draft, &overtaken, p);
    if (status == STATUS_OK)
        json_bool(question->json, "overtaken", overtaken);
    return drafts_end(&desk, question, status);
}

enum status keep_draft_map(struct parent *parent, struct question *question, struct problem *p)
{
    struct desk_draft desk;
    uint64_t file = 0;
    const char *header = desk_draft_text(question, "header");
    const char *column = desk_draft_text(question, "column");
    const struct draft_choice choice = {.table = desk_draft_text(question, "table"),
                                        .mode = desk_draft_text(question, "mode"),
                                        .headers = &header,
                                        .columns = &column,
                                        .count = header && column,
                                        .again = desk_draft_text(question, "again") != NULL};
    enum status status = desk_draft_open(&desk, parent->setup, question, DRAFT_WRITE, p);
    if (status == STATUS_OK)
        status = desk_draft_number(question, "file", &file, p);
    if (status == STATUS_OK && (file < 1 || file > desk.draft.file_count))
        status = problem_set(p, STATUS_DRAFT_NO_FILE, question_argument(question, "file"),
                             SLICE_NONE, NULL);
    if (status == STATUS_OK)
        status = draft_map(&desk.place, &desk.draft, (size_t)file - 1, &choice, p);
    return drafts_end(&desk, question, status);
}

enum status keep_draft_propose(struct parent *parent, struct question *question, struct problem *p)
{
    struct desk_draft desk;
    enum status status = desk_draft_open(&desk, parent->setup, question, DRAFT_WRITE, p);
    if (status == STATUS_OK)
        status = desk_draft_line("message", question_argument(question, "message"), p);
    if (status == STATUS_OK)
        status = draft_propose(&desk.place, &desk.draft, question->who,
                               desk_draft_text(question, "message"), NULL, p);
    return drafts_end(&desk, question, status);
}

enum status keep_draft_approve(struct parent *parent, struct question *question, struct problem *p)
{
    struct desk_draft desk;
    enum status status = desk_draft_open(&desk, parent->setup, question, DRAFT_WRITE, p);
    if (status == STATUS_OK)
        status = draft_approve(&desk.place, &desk.draft, question->who, p);
    return drafts_end(&desk, question, status);
}

enum status keep_draft_drop(struct parent *parent, struct question *question, struct problem *p)
{
    struct desk_draft desk;
    enum status status = desk_draft_open(&desk, parent->setup, question, DRAFT_WRITE, p);
    if (status == STATUS_OK)
        status = draft_drop(&desk.place, &desk.draft, p);
    return drafts_end(&desk, question, status);
}

/* --- files ------------------------------------------------------------------------------------ */

static enum status drafts_give(struct question *question, const char *path, struct problem *p)
{
    question->gives = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    return question->gives < 0 ? problem_errno(p, path) : STATUS_OK;
}

enum status keep_draft_upload(struct parent *parent, struct question *question, struct problem *p)
{
    struct desk_draft desk;
    char path[DRAFT_PATH_SIZE], name[40];
    uint64_t number = 0;
    struct slice called = slice_of("upload");
    enum status status = desk_draft_open(&desk, parent->setup, question, DRAFT_READ, p);
    if (status == STATUS_OK)
        status = desk_draft_number(question, "upload", &number, p);
    bool gone = status == STATUS_OK &&
                (number < 1 || number > desk.draft.uploads || desk.draft.status == DRAFT_DROPPED);
    if (gone)
        status = problem_set(p, STATUS_DRAFT_NO_FILE, question_argument(question, "upload"),
                             SLICE_NONE, NULL);
    snprintf(name, sizeof name, "uploads/%" PRIu64, number);
    if (status == STATUS_OK)
        status = draft_path(&desk.place, &desk.draft, name, path, p);
    if (status == STATUS_OK)
        status = drafts_give(question, path, p);
    for (size_t i = 0; i < desk.draft.file_count && status == STATUS_OK; i++)
        if (desk.draft.files[i].upload == number && desk.draft.files[i].name.len)
            called = desk.draft.files[i].name;
    if (status == STATUS_OK) {
        json_slice(question->json, "name", called);
        json_text(question->json, "media_type", "application/octet-stream");
    }
    desk_draft_close(&desk);
    return status;
}

enum status keep_draft_workbook(struct parent *parent, struct question *question, struct problem *p)
{
    struct desk_draft desk;
    char path[DRAFT_PATH_SIZE], name[64];
    enum language language =
        slice_is(question_argument(question, "lang"), "en") ? LANGUAGE_EN : LANGUAGE_JA;
    snprintf(name, sizeof name, "findings.%ld.xlsx", (long)getpid());
    enum status status = desk_draft_open(&desk, parent->setup, question, DRAFT_READ, p);
    if (status == STATUS_OK && desk.draft.status == DRAFT_DROPPED)
        status = problem_set(p, STATUS_DRAFT_CLOSED, slice_of(desk.draft.id),
                             slice_of(draft_status_name(desk.draft.status)), NULL);
    if (status == STATUS_OK)
        status = draft_path(&desk.place, &desk.draft, name, path, p);
    if (status == STATUS_OK) {
        status = draft_workbook(&desk.place, &desk.draft, language, path, p);
        if (status == STATUS_OK)
            status = drafts_give(question, path, p);
        unlink(path);
    }
    if (status == STATUS_OK) {
        snprintf(name, sizeof name, "%s.xlsx", desk.draft.id);
        json_text(question->json, "name", name);
        json_text(question->json, "media_type",
                  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    }
    desk_draft_close(&desk);
    return status;
}
