/* draft.json, written and read. What is no draft of ours is refused as a whole. */
#include "draft_parts.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/json_file.h"

#include <stdio.h>

static const char *const draft_statuses[] = {"open", "proposed", "publishing", "published",
                                             "dropped"};
static const char *const draft_modes[] = {"whole", "rows"};
static const char *const draft_matches[] = {"unknown", "name", "title", "synonym",
                                            "memory",  "hand", "left"};

enum { DRAFT_FORMAT = 1 };

const char *draft_status_name(enum draft_status status)
{
    return draft_statuses[status];
}

const char *draft_mode_name(enum draft_mode mode)
{
    return draft_modes[mode];
}

const char *draft_match_name(enum sheet_match by)
{
    return draft_matches[by];
}

/* --- kept texts ------------------------------------------------------------------------------- */

struct slice draft_keep(struct draft *draft, struct slice text)
{
    return arena_copy(&draft->arena, text);
}

struct slice draft_now(struct draft *draft)
{
    char text[CLOCK_RFC3339_SIZE];
    clock_rfc3339(time(NULL), text);
    return draft_keep(draft, slice_of(text));
}

enum status draft_memory(const struct draft *draft, struct problem *p)
{
    return arena_overflowed(&draft->arena) ? problem_memory(p) : STATUS_OK;
}

/* --- out -------------------------------------------------------------------------------------- */

static void draft_write_file(const struct draft_file *file, struct json_writer *json)
{
    json_line(json);
    json_begin_object(json, NULL);
    json_int(json, "upload", (int64_t)file->upload);
    json_slice(json, "name", file->name);
    json_slice(json, "part", file->part);
    json_text(json, "table", file->resource ? file->resource->name : "");
    json_text(json, "mode", draft_modes[file->mode]);
    json_bool(json, "mode_by_hand", file->mode_by_hand);
    json_int(json, "header_row", (int64_t)file->header_row);
    json_int(json, "rows", (int64_t)file->rows);
    json_int(json, "added", (int64_t)file->added);
    json_int(json, "changed", (int64_t)file->changed);
    json_begin_array(json, "columns");
    for (size_t i = 0; i < file->column_count; i++) {
        json_begin_object(json, NULL);
        json_slice(json, "header", file->columns[i].header);
        json_text(json, "column", file->columns[i].column ? file->columns[i].column->name : "");
        json_text(json, "by", draft_matches[file->columns[i].by]);
        json_end(json);
    }
    json_end(json);
    json_end(json);
}

static void draft_write_table(const struct draft_table *table, struct json_writer *json)
{
    json_line(json);
    json_begin_object(json, NULL);
    json_text(json, "table", table->resource->name);
    json_slice(json, "path", table->path);
    json_text(json, "base", table->base);
    json_text(json, "made", table->made);
    json_int(json, "edits", (int64_t)table->edits);
    json_end(json);
}

static void draft_write_reason(const struct draft_reason *reason, struct json_writer *json)
{
    json_line(json);
    json_begin_object(json, NULL);
    json_slice(json, "table", reason->table);
    json_slice(json, "id", reason->id);
    json_slice(json, "column", reason->column);
    json_slice(json, "decided_on", reason->decided_on);
    json_slice(json, "kind", reason->kind);
    json_slice(json, "note_ja", reason->note_ja);
    json_slice(json, "note_en", reason->note_en);
    json_end(json);
}

void draft_write_members(const struct draft *draft, struct json_writer *json)
{
    json_text(json, "id", draft->id);
    json_text(json, "status", draft_statuses[draft->status]);
    json_slice(json, "owner", draft->owner);
    json_int(json, "base", (int64_t)draft->base);
    json_int(json, "release", (int64_t)draft->release);
    json_slice(json, "created_at", draft->created_at);
    json_slice(json, "changed_at", draft->changed_at);
    json_slice(json, "proposed_by", draft->proposed_by);
    json_slice(json, "proposed_at", draft->proposed_at);
    json_slice(json, "approved_by", draft->approved_by);
    json_slice(json, "approved_at", draft->approved_at);
    json_slice(json, "message", draft->message);
    json_slice(json, "message_en", draft->message_en);
    json_int(json, "uploads", (int64_t)draft->uploads);
    json_begin_array(json, "files");
    for (size_t i = 0; i < draft->file_count; i++)
        draft_write_file(&draft->files[i], json);
    json_end(json);
    json_begin_array(json, "tables");
    for (size_t i = 0; i < draft->table_count; i++)
        draft_write_table(&draft->tables[i], json);
    json_end(json);
    json_begin_array(json, "reasons");
    for (size_t i = 0; i < draft->reason_count; i++)
        draft_write_reason(&draft->reasons[i], json);
    json_end(json);
}

void draft_write_json(const struct draft *draft, struct out *out)
{
    struct json_writer json = json_compact(out, JSON_EMPTY_TEXT);
    json_begin_object(&json, NULL);
    json_int(&json, "format", DRAFT_FORMAT);
    draft_write_members(draft, &json);
    json_finish(&json);
}

/* --- in --------------------------------------------------------------------------------------- */

/* Reads members; `good` is cleared where one is missing or of another kind. */
struct draft_reading {
    struct draft *draft;
    bool good;
};

static struct slice draft_member(struct draft_reading *reading, const json_t *object,
                                 const char *key)
{
    const json_t *value = json_object_get(object, key);
    if (!json_is_string(value)) {
        reading->good = false;
        return SLICE_NONE;
    }
    return draft_keep(reading->draft,
                      (struct slice){json_string_value(value), json_string_length(value)});
}

static uint64_t draft_count_of(struct draft_reading *reading, const json_t *object, const char *key)
{
    uint64_t number = 0;
    json_member_number(object, key, &number, &reading->good);
    return number;
}

static size_t draft_word(struct draft_reading *reading, const json_t *object, const char *key,
                         const char *const *words, size_t count)
{
    struct slice text = draft_member(reading, object, key);
    for (size_t i = 0; i < count; i++)
        if (slice_is(text, words[i]))
            return i;
    reading->good = false;
    return 0;
}

/* Room for the items of an array of objects. */
static void *draft_items(struct draft_reading *reading, const json_t *object, const char *key,
                         size_t size, size_t *count)
{
    const json_t *array = json_object_get(object, key);
    reading->good = reading->good && json_is_array(array);
    *count = json_array_size(array);
    void *items = arena_alloc(&reading->draft->arena, (*count + 1) * size);
    if (!items)
        *count = 0;
    return items;
}

static void draft_read_file(struct draft_reading *reading, const json_t *object,
                            struct draft_file *file)
{
    struct slice table = draft_member(reading, object, "table");
    file->upload = draft_count_of(reading, object, "upload");
    file->name = draft_member(reading, object, "name");
    file->part = draft_member(reading, object, "part");
    file->resource = model_input_as(table);
    file->mode = draft_word(reading, object, "mode", draft_modes, 2);
    file->mode_by_hand = json_is_true(json_object_get(object, "mode_by_hand"));
    file->header_row = draft_count_of(reading, object, "header_row");
    file->rows = draft_count_of(reading, object, "rows");
    file->added = draft_count_of(reading, object, "added");
    file->changed = draft_count_of(reading, object, "changed");
    file->columns =
        draft_items(reading, object, "columns", sizeof *file->columns, &file->column_count);
    for (size_t i = 0; i < file->column_count; i++) {
        const json_t *item = json_array_get(json_object_get(object, "columns"), i);
        struct slice name = draft_member(reading, item, "column");
        file->columns[i].header = draft_member(reading, item, "header");
        file->columns[i].by = draft_word(reading, item, "by", draft_matches,
                                         sizeof draft_matches / sizeof *draft_matches);
        if (name.len > 0 && file->resource)
            file->columns[i].column = model_column(file->resource, name);
    }
}

static void draft_table_in(struct draft_reading *reading, const json_t *object,
                           struct draft_table *table)
{
    table->resource = model_input_as(draft_member(reading, object, "table"));
    table->path = draft_member(reading, object, "path");
    json_member_text(object, "base", table->base, sizeof table->base, &reading->good);
    json_member_text(object, "made", table->made, sizeof table->made, &reading->good);
    table->edits = draft_count_of(reading, object, "edits");
    reading->good = reading->good && table->resource;
}

static void draft_read_reason(struct draft_reading *reading, const json_t *object,
                              struct draft_reason *reason)
{
    *reason = (struct draft_reason){
        draft_member(reading, object, "table"),   draft_member(reading, object, "id"),
        draft_member(reading, object, "column"),  draft_member(reading, object, "decided_on"),
        draft_member(reading, object, "kind"),    draft_member(reading, object, "note_ja"),
        draft_member(reading, object, "note_en"),
    };
}

static void draft_read_lists(struct draft_reading *reading, const json_t *object)
{
    struct draft *draft = reading->draft;
    draft->files = draft_items(reading, object, "files", sizeof *draft->files, &draft->file_count);
    for (size_t i = 0; i < draft->file_count; i++)
        draft_read_file(reading, json_array_get(json_object_get(object, "files"), i),
                        &draft->files[i]);
    draft->tables =
        draft_items(reading, object, "tables", sizeof *draft->tables, &draft->table_count);
    for (size_t i = 0; i < draft->table_count; i++)
        draft_table_in(reading, json_array_get(json_object_get(object, "tables"), i),
                       &draft->tables[i]);
    draft->reasons =
        draft_items(reading, object, "reasons", sizeof *draft->reasons, &draft->reason_count);
    for (size_t i = 0; i < draft->reason_count; i++)
        draft_read_reason(reading, json_array_get(json_object_get(object, "reasons"), i),
                          &draft->reasons[i]);
}

enum status draft_read_json(struct draft *draft, const char *dir, struct problem *p)
{
    json_t *object;
    struct draft_reading reading = {draft, true};
    enum status status = json_file(dir, draft_file_name, &object, p);
    if (status != STATUS_OK)
        return status;
    reading.good = draft_count_of(&reading, object, "format") == DRAFT_FORMAT;
    draft->status = draft_word(&reading, object, "status", draft_statuses,
                               sizeof draft_statuses / sizeof *draft_statuses);
    draft->owner = draft_member(&reading, object, "owner");
    draft->base = draft_count_of(&reading, object, "base");
    draft->release = draft_count_of(&reading, object, "release");
    draft->created_at = draft_member(&reading, object, "created_at");
    draft->changed_at = draft_member(&reading, object, "changed_at");
    draft->proposed_by = draft_member(&reading, object, "proposed_by");
    draft->proposed_at = draft_member(&reading, object, "proposed_at");
    draft->approved_by = draft_member(&reading, object, "approved_by");
    draft->approved_at = draft_member(&reading, object, "approved_at");
    draft->message = draft_member(&reading, object, "message");
    draft->message_en = draft_member(&reading, object, "message_en");
    draft->uploads = draft_count_of(&reading, object, "uploads");
    draft_read_lists(&reading, object);
    json_decref(object);
    status = draft_memory(draft, p);
    if (status == STATUS_OK && !reading.good)
        status = problem_set(p, STATUS_DRAFT_DAMAGED, slice_of(draft->id), SLICE_NONE, NULL);
    return status;
}
