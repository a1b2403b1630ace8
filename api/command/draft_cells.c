/* hiraku draft check, set, remove, accept: findings and what is mended. */
#include "draft_command.h"

#include "hiraku/diagnostics/rule.h"
#include "hiraku/model/resource.h"

static void draft_write_proposal(const struct draft_proposal *proposal, struct json_writer *json)
{
    json_line(json);
    json_begin_object(json, NULL);
    json_text(json, "rule", rule_info(proposal->rule)->slug);
    json_text(json, "table", proposal->resource->name);
    json_int(json, "row", (int64_t)proposal->row);
    json_text(json, "column", proposal->column ? proposal->column : "");
    json_text(json, "action", proposal->column ? "set" : "remove");
    json_int(json, "last_row", (int64_t)(proposal->column ? proposal->row : proposal->last));
    json_slice(json, "value", proposal->value);
    json_slice(json, "mended", proposal->mended);
    json_bool(json, "certain", proposal->certain);
    json_end(json);
}

static void draft_write_check_json(const struct draft_run *run, const struct draft *draft,
                                   const struct report *report,
                                   const struct draft_proposals *proposals)
{
    struct json_writer json = json_compact(run->out, JSON_EMPTY_NULL);
    json_begin_object(&json, NULL);
    json_text(&json, "draft", draft->id);
    json_begin_array(&json, "proposals");
    for (size_t i = 0; i < proposals->count; i++)
        draft_write_proposal(&proposals->items[i], &json);
    json_end(&json);
    report_write_members(report, &json);
    json_finish(&json);
}

static void draft_write_check_text(const struct draft_run *run, const struct report *report,
                                   const struct draft_proposals *proposals)
{
    char text[2][24];
    uint64_t certain = 0;
    call_write_report(run->call, report, run->out);
    for (size_t i = 0; i < proposals->count; i++)
        certain += proposals->items[i].certain;
    if (proposals->count > 0)
        message_write(run->out, MESSAGE_DRAFT_PROPOSALS, run->call->language,
                      MESSAGE_WITH(message_number(text[0], proposals->count),
                                   message_number(text[1], certain)));
}

enum status draft_do_check(const struct draft_run *run, struct draft *draft, struct problem *p)
{
    struct draft_proposals proposals;
    struct report *report = report_new();
    if (!report)
        return problem_memory(p);
    enum status status = draft_propose_values(&run->place, draft, report, &proposals, p);
    if (status == STATUS_OK && run->call->json)
        draft_write_check_json(run, draft, report, &proposals);
    else if (status == STATUS_OK)
        draft_write_check_text(run, report, &proposals);
    if (status == STATUS_OK && report_count(report, SEVERITY_ERROR) > 0)
        status = problem_set(p, STATUS_BAD_DATA, SLICE_NONE, SLICE_NONE, NULL);
    draft_proposals_free(&proposals);
    report_free(report);
    return status;
}

static enum status draft_do_edit(const struct draft_run *run, struct draft *draft, bool removes,
                                 struct problem *p)
{
    const struct call *call = run->call;
    struct draft_edit edit = {.column = removes ? NULL : call->draft.column,
                              .value = slice_of(call->draft.value),
                              .old = call->draft.old};
    enum status status = draft_run_needs(run, call->draft.table, "--table TABLE", p);
    if (status == STATUS_OK)
        status = draft_run_needs(run, call->draft.row, "--row N", p);
    if (status == STATUS_OK && !removes)
        status = draft_run_needs(run, call->draft.column, "--column COLUMN", p);
    if (status == STATUS_OK && !removes)
        status = draft_run_needs(run, call->draft.value, "--value TEXT", p);
    if (status == STATUS_OK)
        status = draft_run_table(run, &edit.resource, p);
    if (status == STATUS_OK)
        status = draft_run_row(run, &edit.row, p);
    if (status == STATUS_OK)
        status = draft_edit(&run->place, draft, &edit, 1, p);
    if (status == STATUS_OK)
        draft_run_write(run, draft);
    return status;
}

enum status draft_do_set(const struct draft_run *run, struct draft *draft, struct problem *p)
{
    return draft_do_edit(run, draft, false, p);
}

enum status draft_do_remove(const struct draft_run *run, struct draft *draft, struct problem *p)
{
    return draft_do_edit(run, draft, true, p);
}

enum status draft_do_accept(const struct draft_run *run, struct draft *draft, struct problem *p)
{
    const struct call *call = run->call;
    char text[24];
    uint64_t taken = 0;
    struct draft_wish wish = {
        .rule = call->draft.rule, .column = call->draft.column, .certain = call->draft.certain};
    bool any = wish.rule || wish.column || wish.certain || call->draft.row;
    enum status status = draft_run_needs(run, any ? "" : NULL, "--certain", p);
    if (status == STATUS_OK)
        status = draft_run_table(run, &wish.resource, p);
    if (status == STATUS_OK)
        status = draft_run_row(run, &wish.row, p);
    if (status == STATUS_OK)
        status = draft_accept(&run->place, draft, &wish, &taken, p);
    if (status != STATUS_OK)
        return status;
    if (!call->json) {
        message_write(run->out, MESSAGE_DRAFT_TAKEN, call->language,
                      MESSAGE_WITH(message_number(text, taken)));
        return STATUS_OK;
    }
    struct json_writer json = json_compact(run->out, JSON_EMPTY_NULL);
    json_begin_object(&json, NULL);
    json_text(&json, "status", "ok");
    json_int(&json, "taken", (int64_t)taken);
    json_finish(&json);
    return STATUS_OK;
}

enum status draft_do_workbook(const struct draft_run *run, struct draft *draft, struct problem *p)
{
    const char *path = run->rest_count > 0 ? run->rest[0] : NULL;
    enum status status = draft_run_needs(run, path, "workbook ID FILE.xlsx", p);
    if (status == STATUS_OK && file_exists(path))
        status = problem_set(p, STATUS_FILE_THERE, slice_of(path), SLICE_NONE, NULL);
    if (status == STATUS_OK)
        status = draft_workbook(&run->place, draft, run->call->language, path, p);
    if (status == STATUS_OK)
        draft_run_write(run, draft);
    return status;
}
