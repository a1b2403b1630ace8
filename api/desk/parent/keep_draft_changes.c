/* What a draft would change: differences, reasons, and what another release has changed, too. Each
 * in a process of its own (errand.h). */
#include "hiraku/desk/parent/desk_draft.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/model/resource.h"
#include "hiraku/publish/publish.h"

#include <stdio.h>

enum { CHANGES_SHOWN = 2000 };

struct changes_output {
    struct json_writer *json;
    uint64_t count, missing; /* figures that change without a reason */
};

static enum status changes_give(void *context, const struct draft_change *change, struct problem *p)
{
    struct changes_output *output = context;
    struct json_writer *json = output->json;
    (void)p;
    output->missing += change->asks_reason && !change->has_reason;
    if (++output->count > CHANGES_SHOWN)
        return STATUS_OK;
    json_begin_object(json, NULL);
    json_text(json, "table", change->resource->name);
    json_slice(json, "id", change->id);
    json_text(json, "change", change->added ? "added" : change->removed ? "removed" : "modified");
    json_text(json, "column", change->column ? change->column->name : "");
    json_slice(json, "old", change->old);
    json_slice(json, "new", change->now);
    json_text(json, "difference", change->difference);
    json_bool(json, "asks_reason", change->asks_reason);
    json_bool(json, "has_reason", change->has_reason);
    json_end(json);
    return json->out->error;
}

static enum status changes_run(struct desk_draft *desk, const struct desk_setup *setup,
                               struct report *report, struct json_writer *json, struct problem *p)
{
    struct publish_result result = {.number = 0};
    struct changes_output output = {.json = json};
    bool overtaken = false;
    const struct draft_change_sink sink = {changes_give, &output};
    const struct publish_options options = {.report = report, .own = setup->options->own};
    enum status status = draft_is_overtaken(&desk->place, &desk->draft, &overtaken, p);
    if (status != STATUS_OK)
        return status;
    json_text(json, "draft", desk->draft.id);
    json_text(json, "status", draft_status_name(desk->draft.status));
    json_bool(json, "overtaken", overtaken);
    json_begin_array(json, "changes");
    status = draft_diff(&desk->place, &desk->draft, &options, &sink, &result, p);
    json_end(json);
    if (status == STATUS_BAD_DATA && report_count(report, SEVERITY_ERROR) > 0)
        status =
            problem_set(p, STATUS_DRAFT_HAS_ERRORS, slice_of(desk->draft.id), SLICE_NONE, NULL);
    json_int(json, "base", (int64_t)result.base);
    json_int(json, "count", (int64_t)output.count);
    json_int(json, "reasons_missing", (int64_t)output.missing);
    if (status == STATUS_OK)
        report_write_members(report, json);
    return status;
}

enum status keep_draft_diff(struct parent *parent, struct question *question, struct problem *p)
{
    struct desk_draft desk;
    struct report *report = report_new();
    if (!report)
        return problem_memory(p);
    enum status status = desk_draft_open(&desk, parent->setup, question, DRAFT_READ, p);
    if (status == STATUS_OK && desk.draft.status == DRAFT_DROPPED)
        status = problem_set(p, STATUS_DRAFT_CLOSED, slice_of(desk.draft.id),
                             slice_of(draft_status_name(desk.draft.status)), NULL);
    if (status == STATUS_OK)
        status = changes_run(&desk, parent->setup, report, question->json, p);
    desk_draft_close(&desk);
    report_free(report);
    return status;
}

enum status keep_draft_reason(struct parent *parent, struct question *question, struct problem *p)
{
    struct desk_draft desk;
    struct draft_reason reason = {.table = question_argument(question, "table"),
                                  .id = question_argument(question, "id"),
                                  .column = question_argument(question, "column"),
                                  .kind = question_argument(question, "kind"),
                                  .note_ja = question_argument(question, "reason"),
                                  .note_en = question_argument(question, "reason_en")};
    enum status status = desk_draft_open(&desk, parent->setup, question, DRAFT_WRITE, p);
    if (status == STATUS_OK)
        status = draft_reason(&desk.place, &desk.draft, &reason, p);
    if (status == STATUS_OK)
        json_text(question->json, "draft", desk.draft.id);
    desk_draft_close(&desk);
    return status;
}

/* --- overtaken -------------------------------------------------------------------------------- */

static void changes_clash(void *context, const struct draft_clash *clash)
{
    struct json_writer *json = context;
    char key[512];
    size_t len = clash->key.len < sizeof key - 1 ? clash->key.len : sizeof key - 1;
    for (size_t i = 0; i < len; i++)
        key[i] = clash->key.at[i] == '\x1F' ? ' ' : clash->key.at[i];
    json_begin_object(json, NULL);
    json_text(json, "table", clash->resource->name);
    json_slice(json, "id", (struct slice){key, len});
    json_text(json, "column", clash->column ? clash->column->name : "");
    json_slice(json, "base", clash->base);
    json_slice(json, "theirs", clash->theirs);
    json_slice(json, "mine", clash->mine);
    json_end(json);
}

static enum status changes_rebase(struct parent *parent, struct question *question, bool settle,
                                  bool mine, struct problem *p)
{
    struct desk_draft desk;
    const struct draft_clash_sink sink = {changes_clash, question->json};
    enum status status = desk_draft_open(&desk, parent->setup, question, DRAFT_WRITE, p);
    if (status == STATUS_OK) {
        json_text(question->json, "draft", desk.draft.id);
        json_text(question->json, "status", draft_status_name(desk.draft.status));
        json_begin_array(question->json, "clashes");
        status = draft_rebase(&desk.place, &desk.draft, settle, mine, &sink, p);
        json_end(question->json);
    }
    desk_draft_close(&desk);
    return status;
}

enum status keep_draft_clashes(struct parent *parent, struct question *question, struct problem *p)
{
    return changes_rebase(parent, question, false, false, p);
}

enum status keep_draft_rebase(struct parent *parent, struct question *question, struct problem *p)
{
    struct slice take = question_argument(question, "take");
    bool mine = slice_is(take, "mine");
    if (!mine && !slice_is(take, "theirs"))
        return problem_set(p, STATUS_DESK_VALUE, slice_of("take"), take, NULL);
    return changes_rebase(parent, question, true, mine, p);
}
