/* hiraku draft add, list, show, map, drop: drafts and the files in them. */
#include "draft_command.h"

#include "hiraku/model/resource.h"
#include "hiraku/value/decimal.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { LINE_MOST = 8 << 10 };

/* --- shown ------------------------------------------------------------------------------------ */

void draft_run_write_json(const struct draft *draft, struct out *out)
{
    struct json_writer json = json_compact(out, JSON_EMPTY_NULL);
    json_begin_object(&json, NULL);
    json_text(&json, "status", "ok");
    json_begin_object(&json, "draft");
    draft_write_members(draft, &json);
    json_finish(&json);
}

static const char *draft_status_word(enum draft_status status, enum language language)
{
    static const enum message words[] = {MESSAGE_DRAFT_OPEN, MESSAGE_DRAFT_PROPOSED,
                                         MESSAGE_DRAFT_PUBLISHING, MESSAGE_DRAFT_PUBLISHED,
                                         MESSAGE_DRAFT_DROPPED};
    return message_text(words[status], language);
}

static void draft_write_file_text(const struct draft_run *run, const struct draft_file *file,
                                  size_t number)
{
    enum language language = run->call->language;
    char text[4][24];
    struct out name, left;
    out_open_memory(&name, LINE_MOST);
    const char *table =
        file->resource ? file->resource->name : message_text(MESSAGE_DRAFT_NO_TABLE_YET, language);
    message_write(
        run->out, file->mode == DRAFT_WHOLE ? MESSAGE_DRAFT_FILE_WHOLE : MESSAGE_DRAFT_FILE_ROWS,
        language,
        MESSAGE_WITH(message_number(text[0], number), call_visible(&name, file->name), table,
                     message_number(text[1], file->rows), message_number(text[2], file->added),
                     message_number(text[3], file->changed)));
    for (size_t i = 0; i < file->column_count; i++) {
        const struct draft_column *column = &file->columns[i];
        if (column->header.len == 0 || column->by == SHEET_NAME)
            continue;
        out_open_memory(&left, LINE_MOST);
        message_write(run->out, MESSAGE_DRAFT_COLUMN, language,
                      MESSAGE_WITH(call_visible(&left, column->header),
                                   column->column ? column->column->name : "-",
                                   draft_match_name(column->by)));
        out_close(&left);
    }
    out_close(&name);
}

void draft_run_write(const struct draft_run *run, const struct draft *draft)
{
    enum language language = run->call->language;
    char text[24];
    struct out owner;
    if (run->call->json) {
        draft_run_write_json(draft, run->out);
        return;
    }
    out_open_memory(&owner, LINE_MOST);
    message_write(run->out, MESSAGE_DRAFT_HEAD, language,
                  MESSAGE_WITH(draft->id, draft_status_word(draft->status, language),
                               call_visible(&owner, draft->owner),
                               message_number(text, draft->base),
                               draft->changed_at.at ? draft->changed_at.at : ""));
    out_close(&owner);
    for (size_t i = 0; i < draft->file_count; i++)
        draft_write_file_text(run, &draft->files[i], i + 1);
}

/* --- actions ---------------------------------------------------------------------------------- */

static enum status draft_add_one(const struct draft_run *run, struct draft *draft, const char *path,
                                 struct problem *p)
{
    int fd = strcmp(path, "-") == 0 ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return problem_errno(p, path);
    enum status status = draft_take(&run->place, draft, fd, path, p);
    close(fd);
    return status;
}

enum status draft_do_add(const struct draft_run *run, struct draft *none, struct problem *p)
{
    struct draft draft;
    (void)none;
    enum status status =
        draft_run_needs(run, run->rest_count > 0 ? run->rest[0] : NULL, "add FILE", p);
    if (status != STATUS_OK)
        return status;
    bool fresh = !run->call->draft.draft;
    status = fresh ? draft_create(&run->place, run->who, &draft, p)
                   : draft_open(&run->place, run->call->draft.draft, DRAFT_WRITE, &draft, p);
    for (size_t i = 0; i < run->rest_count && status == STATUS_OK; i++)
        status = draft_add_one(run, &draft, run->rest[i], p);
    if (status == STATUS_OK)
        draft_run_write(run, &draft);
    else if (fresh && draft.owner.len > 0)
        draft_drop(&run->place, &draft, NULL); /* nobody has its id */
    draft_close(&draft);
    return status;
}

struct draft_listing {
    const struct draft_run *run;
    struct json_writer json;
};

static enum status draft_list_one(void *context, const char *id, struct problem *p)
{
    struct draft_listing *listing = context;
    struct draft draft;
    enum status status = draft_open(&listing->run->place, id, DRAFT_READ, &draft, p);
    if (status == STATUS_OK && listing->run->call->json) {
        json_line(&listing->json);
        json_begin_object(&listing->json, NULL);
        draft_write_members(&draft, &listing->json);
        json_end(&listing->json);
    } else if (status == STATUS_OK) {
        draft_run_write(listing->run, &draft);
    }
    draft_close(&draft);
    return status;
}

enum status draft_do_list(const struct draft_run *run, struct draft *none, struct problem *p)
{
    struct draft_listing listing = {run, json_compact(run->out, JSON_EMPTY_NULL)};
    (void)none;
    if (run->call->json) {
        json_begin_object(&listing.json, NULL);
        json_text(&listing.json, "status", "ok");
        json_begin_array(&listing.json, "drafts");
    }
    enum status status = draft_list(&run->place, draft_list_one, &listing, p);
    if (run->call->json && status == STATUS_OK)
        json_finish(&listing.json);
    return status;
}

enum status draft_do_show(const struct draft_run *run, struct draft *draft, struct problem *p)
{
    (void)p;
    draft_run_write(run, draft);
    return STATUS_OK;
}

enum status draft_do_drop(const struct draft_run *run, struct draft *draft, struct problem *p)
{
    enum status status = draft_drop(&run->place, draft, p);
    if (status == STATUS_OK)
        draft_run_write(run, draft);
    return status;
}

enum status draft_do_recover(const struct draft_run *run, struct draft *none, struct problem *p)
{
    enum status status = draft_recover(&run->place, p);
    return status == STATUS_OK ? draft_do_list(run, none, p) : status;
}

/* HEADER=COLUMN: the last = divides them, for no column has one. */
static enum status draft_map_pairs(const struct draft_run *run, char **copies, const char **headers,
                                   const char **columns, struct problem *p)
{
    for (size_t i = 1; i < run->rest_count; i++) {
        copies[i - 1] = strdup(run->rest[i]);
        char *equals = copies[i - 1] ? strrchr(copies[i - 1], '=') : NULL;
        if (!copies[i - 1])
            return problem_memory(p);
        if (!equals)
            return problem_set(p, STATUS_BAD_ARGUMENT, slice_of("HEADER=COLUMN"),
                               slice_of(run->rest[i]), NULL);
        *equals = '\0';
        headers[i - 1] = copies[i - 1];
        columns[i - 1] = equals + 1;
    }
    return STATUS_OK;
}

enum status draft_do_map(const struct draft_run *run, struct draft *draft, struct problem *p)
{
    char *copies[OPERANDS_MAX] = {NULL};
    const char *headers[OPERANDS_MAX], *columns[OPERANDS_MAX];
    int64_t number = 0;
    const struct draft_choice choice = {.table = run->call->draft.table,
                                        .mode = run->call->draft.mode,
                                        .headers = headers,
                                        .columns = columns,
                                        .count = run->rest_count > 0 ? run->rest_count - 1 : 0,
                                        .again = run->call->draft.again};
    enum status status =
        draft_run_needs(run, run->rest_count > 0 ? run->rest[0] : NULL, "map ID FILE-NUMBER", p);
    if (status == STATUS_OK && !decimal_parse_int(slice_of(run->rest[0]), 1, 100000, &number))
        status = problem_set(p, STATUS_DRAFT_NO_FILE, slice_of(run->rest[0]), SLICE_NONE, NULL);
    if (status == STATUS_OK)
        status = draft_map_pairs(run, copies, headers, columns, p);
    if (status == STATUS_OK)
        status = draft_map(&run->place, draft, (size_t)number - 1, &choice, p);
    if (status == STATUS_OK)
        draft_run_write(run, draft);
    for (size_t i = 0; i < OPERANDS_MAX; i++)
        free(copies[i]);
    return status;
}
