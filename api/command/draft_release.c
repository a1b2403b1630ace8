/* hiraku draft diff, reason, rebase, propose, approve, publish: from a draft to a release. */
#include "draft_command.h"

#include "hiraku/model/resource.h"

enum { LINE_MOST = 8 << 10 };

/* --- differences ------------------------------------------------------------------------------ */

struct diff_output {
    const struct draft_run *run;
    struct json_writer json;
    struct out id, old, now;
};

static enum status diff_write_json(void *context, const struct draft_change *change,
                                   struct problem *p)
{
    struct diff_output *output = context;
    struct json_writer *json = &output->json;
    (void)p;
    json_line(json);
    json_begin_object(json, NULL);
    json_text(json, "table", change->resource->name);
    json_slice(json, "id", change->id);
    json_text(json, "change", change->added ? "added" : change->removed ? "removed" : "modified");
    json_text(json, "column", change->column ? change->column->name : NULL);
    json_slice(json, "old", change->old);
    json_slice(json, "new", change->now);
    json_text(json, "difference", change->difference);
    json_bool(json, "asks_reason", change->asks_reason);
    json_bool(json, "has_reason", change->has_reason);
    json_end(json);
    return output->run->out->error;
}

static enum status diff_write_text(void *context, const struct draft_change *change,
                                   struct problem *p)
{
    struct diff_output *output = context;
    enum language language = output->run->call->language;
    const char *empty = message_text(MESSAGE_DIFFERENCE_EMPTY, language);
    const char *id = call_visible(&output->id, change->id);
    const char *asks = !change->asks_reason || change->has_reason
                           ? ""
                           : message_text(MESSAGE_DRAFT_ASKS_REASON, language);
    (void)p;
    if (!change->column)
        message_write(output->run->out, change->added ? MESSAGE_DRAFT_ADDED : MESSAGE_DRAFT_REMOVED,
                      language, MESSAGE_WITH(change->resource->name, id, asks));
    else
        message_write(
            output->run->out, change->difference[0] ? MESSAGE_DRAFT_NUMBER : MESSAGE_DRAFT_CELL,
            language,
            MESSAGE_WITH(change->resource->name, id, change->column->name,
                         change->old.len > 0 ? call_visible(&output->old, change->old) : empty,
                         change->now.len > 0 ? call_visible(&output->now, change->now) : empty,
                         asks, change->difference));
    return output->run->out->error;
}

static void diff_write_end(struct diff_output *output, const struct publish_result *result,
                           const struct report *report)
{
    const struct call *call = output->run->call;
    if (!call->json) {
        call_write_report(call, report, output->run->out);
        return;
    }
    json_end(&output->json);
    json_int_or_null(&output->json, "base", (int64_t)result->base, result->base > 0);
    call_write_result(result, &output->json);
    report_write_members(report, &output->json);
    json_finish(&output->json);
}

static enum status diff_run(struct diff_output *output, struct draft *draft, struct report *report,
                            struct problem *p)
{
    const struct draft_run *run = output->run;
    struct publish_result result;
    bool overtaken = false;
    const struct draft_change_sink sink = {run->call->json ? diff_write_json : diff_write_text,
                                           output};
    const struct publish_options options = {.report = report, .own = run->place.limits.own};
    enum status status = draft_is_overtaken(&run->place, draft, &overtaken, p);
    if (status != STATUS_OK)
        return status;
    if (run->call->json) {
        json_begin_object(&output->json, NULL);
        json_text(&output->json, "draft", draft->id);
        json_bool(&output->json, "overtaken", overtaken);
        json_begin_array(&output->json, "changes");
    } else if (overtaken) {
        message_write(run->out, MESSAGE_DRAFT_IS_OVERTAKEN, run->call->language,
                      MESSAGE_WITH(draft->id));
    }
    status = draft_diff(&run->place, draft, &options, &sink, &result, p);
    bool refused = status == STATUS_BAD_DATA && report_count(report, SEVERITY_ERROR) > 0;
    if (status == STATUS_OK || refused)
        diff_write_end(output, &result, report);
    return refused ? problem_set(p, status, SLICE_NONE, SLICE_NONE, NULL) : status;
}

enum status draft_do_diff(const struct draft_run *run, struct draft *draft, struct problem *p)
{
    struct diff_output output = {.run = run, .json = json_compact(run->out, JSON_EMPTY_NULL)};
    struct report *report = report_new();
    if (!report)
        return problem_memory(p);
    out_open_memory(&output.id, LINE_MOST);
    out_open_memory(&output.old, LINE_MOST);
    out_open_memory(&output.now, LINE_MOST);
    enum status status = diff_run(&output, draft, report, p);
    out_close(&output.id);
    out_close(&output.old);
    out_close(&output.now);
    report_free(report);
    return status;
}

enum status draft_do_reason(const struct draft_run *run, struct draft *draft, struct problem *p)
{
    const struct call *call = run->call;
    const struct draft_reason reason = {.table = slice_of(call->draft.table),
                                        .id = slice_of(call->draft.id),
                                        .column = slice_of(call->draft.column),
                                        .kind = slice_of(call->draft.kind),
                                        .note_ja = slice_of(call->reason),
                                        .note_en = slice_of(call->reason_en)};
    enum status status = draft_reason(&run->place, draft, &reason, p);
    if (status == STATUS_OK)
        draft_run_write(run, draft);
    return status;
}

/* --- overtaken -------------------------------------------------------------------------------- */

static void clash_write(void *context, const struct draft_clash *clash)
{
    struct diff_output *output = context;
    struct json_writer *json = &output->json;
    char key[512];
    size_t len = clash->key.len < sizeof key - 1 ? clash->key.len : sizeof key - 1;
    for (size_t i = 0; i < len; i++)
        key[i] = clash->key.at[i] == '\x1F' ? ' ' : clash->key.at[i];
    key[len] = '\0';
    const char *column = clash->column ? clash->column->name : "*";
    if (!output->run->call->json) {
        struct out base;
        out_open_memory(&base, LINE_MOST);
        message_write(output->run->out, MESSAGE_DRAFT_CLASH, output->run->call->language,
                      MESSAGE_WITH(clash->resource->name, call_visible(&output->id, slice_of(key)),
                                   column, call_visible(&output->old, clash->theirs),
                                   call_visible(&output->now, clash->mine),
                                   call_visible(&base, clash->base)));
        out_close(&base);
        return;
    }
    json_line(json);
    json_begin_object(json, NULL);
    json_text(json, "table", clash->resource->name);
    json_text(json, "id", key);
    json_text(json, "column", column);
    json_slice(json, "base", clash->base);
    json_slice(json, "theirs", clash->theirs);
    json_slice(json, "mine", clash->mine);
    json_end(json);
}

static enum status rebase_run(struct diff_output *output, struct draft *draft, struct problem *p)
{
    const struct call *call = output->run->call;
    const char *take = call->draft.take;
    bool mine = take && strcmp(take, "mine") == 0, theirs = take && strcmp(take, "theirs") == 0;
    const struct draft_clash_sink sink = {clash_write, output};
    if (take && !mine && !theirs)
        return problem_set(p, STATUS_BAD_ARGUMENT, slice_of("--take"), slice_of(take), NULL);
    if (call->json) {
        json_begin_object(&output->json, NULL);
        json_text(&output->json, "draft", draft->id);
        json_bool(&output->json, "settled", mine || theirs);
        json_begin_array(&output->json, "clashes");
    }
    enum status status = draft_rebase(&output->run->place, draft, mine || theirs, mine, &sink, p);
    if (call->json && status == STATUS_OK)
        json_finish(&output->json);
    else if (status == STATUS_OK)
        message_write(output->run->out, take ? MESSAGE_DRAFT_SETTLED : MESSAGE_DRAFT_NOT_SETTLED,
                      call->language, MESSAGE_WITH(draft->id));
    return status;
}

enum status draft_do_rebase(const struct draft_run *run, struct draft *draft, struct problem *p)
{
    struct diff_output output = {.run = run, .json = json_compact(run->out, JSON_EMPTY_NULL)};
    out_open_memory(&output.id, LINE_MOST);
    out_open_memory(&output.old, LINE_MOST);
    out_open_memory(&output.now, LINE_MOST);
    enum status status = rebase_run(&output, draft, p);
    out_close(&output.id);
    out_close(&output.old);
    out_close(&output.now);
    return status;
}

/* --- approval, release ------------------------------------------------------------------------ */

/* Two people are told apart by the names that they give, not by what the machine calls them. */
static enum status draft_run_named(const struct draft_run *run, struct problem *p)
{
    return run->place.two_people ? draft_run_needs(run, run->call->draft.as, "--as NAME", p)
                                 : STATUS_OK;
}

enum status draft_do_propose(const struct draft_run *run, struct draft *draft, struct problem *p)
{
    enum status status = draft_run_named(run, p);
    if (status == STATUS_OK)
        status = call_check_message(run->call, p);
    if (status == STATUS_OK)
        status = draft_propose(&run->place, draft, run->who, run->call->message,
                               run->call->message_en, p);
    if (status == STATUS_OK)
        draft_run_write(run, draft);
    return status;
}

enum status draft_do_approve(const struct draft_run *run, struct draft *draft, struct problem *p)
{
    enum status status = draft_run_named(run, p);
    if (status == STATUS_OK)
        status = draft_approve(&run->place, draft, run->who, p);
    if (status == STATUS_OK)
        draft_run_write(run, draft);
    return status;
}

enum status draft_do_publish(const struct draft_run *run, struct draft *draft, struct problem *p)
{
    const struct call *call = run->call;
    struct publish_result result = {.number = 0};
    struct publishing publishing;
    enum status status = call_check_message(call, p);
    if (status == STATUS_OK)
        status = publishing_begin(&publishing, call, call->json || call->quiet, p);
    if (status != STATUS_OK)
        return status;
    status = draft_publish(&run->place, draft, &publishing.options, &result, p);
    publishing_end(&publishing);
    bool refused = status == STATUS_BAD_DATA && report_count(publishing.report, SEVERITY_ERROR) > 0;
    if (call->json && (status == STATUS_OK || refused))
        call_write_outcome(&result, 0, status, publishing.report, run->out);
    else if (status == STATUS_OK || refused)
        call_write_publish(call, &result, status, publishing.report, run->out);
    if (refused)
        problem_set(p, status, SLICE_NONE, SLICE_NONE, NULL);
    report_free(publishing.report);
    return status;
}
