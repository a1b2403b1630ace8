/* hiraku publish --dry-run: what a publish would change, cell by cell, to standard output.
 *
 * For people by table and column, the first few of each, or with --all every one; for programs all
 * of them. */
#include "command.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/model/resource.h"

enum { SHOWN = 5, LIST_MOST = 64 << 10, LINE_MOST = 8 << 10 };
enum { LIST_ADDED = COLUMNS_MAX, LIST_REMOVED, LISTS };

/* Lines of one kind: a column whose cells differ, records that come, records that go. */
struct list {
    struct out lines;
    uint64_t count;
};

struct preview_output {
    const struct call *call;
    struct out *out;
    const struct resource *resource; /* whose lists these are; NULL: none yet */
    struct list lists[LISTS];
    uint64_t modified;
    struct out id, old, now; /* texts made visible */
    struct json_writer json;
};

/* --- for people ------------------------------------------------------------------------------- */

static const char *visible_cell(const struct preview_output *output, struct out *to,
                                struct slice text)
{
    return text.len > 0 ? call_visible(to, text)
                        : message_text(MESSAGE_DIFFERENCE_EMPTY, output->call->language);
}

static const char *list_name(const struct preview_output *output, size_t list)
{
    return list == LIST_ADDED     ? message_text(MESSAGE_DIFFERENCE_ADDED, output->call->language)
           : list == LIST_REMOVED ? message_text(MESSAGE_DIFFERENCE_REMOVED, output->call->language)
                                  : output->resource->columns[list].name;
}

static void preview_write_list(struct preview_output *output, size_t at)
{
    struct list *list = &output->lists[at];
    char count[24];
    out_slice(output->out, out_written(&list->lines));
    if (list->count > SHOWN && !output->call->all)
        message_write(
            output->out, MESSAGE_DIFFERENCE_MORE, output->call->language,
            MESSAGE_WITH(list_name(output, at), message_number(count, list->count - SHOWN)));
    if (list->lines.error != STATUS_OK)
        out_fail(output->out, list->lines.error, "differences");
    out_close(&list->lines);
    *list = (struct list){.count = 0};
}

/* The table that is over. */
static void preview_write_table(struct preview_output *output)
{
    char text[3][24];
    const struct resource *resource = output->resource;
    if (!resource)
        return;
    bool ja = output->call->language == LANGUAGE_JA;
    message_write(output->out, MESSAGE_DIFFERENCES_TABLE, output->call->language,
                  MESSAGE_WITH(resource->name, ja ? resource->title_ja : resource->title_en,
                               message_number(text[0], output->lists[LIST_ADDED].count),
                               message_number(text[1], output->lists[LIST_REMOVED].count),
                               message_number(text[2], output->modified)));
    preview_write_list(output, LIST_ADDED);
    preview_write_list(output, LIST_REMOVED);
    for (size_t i = 0; i < COLUMNS_MAX; i++)
        if (output->lists[i].count > 0)
            preview_write_list(output, i);
    output->modified = 0;
}

/* Room for one line more; NULL: enough are shown. */
static struct out *list_line(struct preview_output *output, size_t at)
{
    struct list *list = &output->lists[at];
    bool all = output->call->all;
    if (list->count++ == 0)
        out_open_memory(&list->lines, all ? SIZE_MAX : LIST_MOST);
    return all || list->count <= SHOWN ? &list->lines : NULL;
}

static void write_difference(struct preview_output *output, const struct difference *difference)
{
    enum language language = output->call->language;
    const char *id = call_visible(&output->id, difference->id);
    if (!difference->old || !difference->now) {
        size_t at = difference->now ? LIST_ADDED : LIST_REMOVED;
        struct out *line = list_line(output, at);
        if (line)
            message_write(line, MESSAGE_DIFFERENCE_RECORD, language,
                          MESSAGE_WITH(list_name(output, at), id));
        return;
    }
    output->modified++;
    for (size_t i = difference_next(difference, 0); i < COLUMNS_MAX;
         i = difference_next(difference, i + 1)) {
        struct out *line = list_line(output, i);
        if (line)
            message_write(line, MESSAGE_DIFFERENCE_CELL, language,
                          MESSAGE_WITH(difference->resource->columns[i].name, id,
                                       visible_cell(output, &output->old, difference->old[i]),
                                       visible_cell(output, &output->now, difference->now[i])));
    }
}

static enum status take_text(void *context, const struct difference *difference, struct problem *p)
{
    struct preview_output *output = context;
    if (difference->resource != output->resource)
        preview_write_table(output);
    output->resource = difference->resource;
    write_difference(output, difference);
    if (output->out->error != STATUS_OK && p)
        *p = output->out->problem;
    return output->out->error;
}

static void write_outcome(const struct call *call, const struct publish_result *result,
                          struct out *out)
{
    char text[5][24];
    enum message message = result->changed   ? MESSAGE_PREVIEW
                           : result->rebuilt ? MESSAGE_PREVIEW_REBUILT
                                             : MESSAGE_PREVIEW_UNCHANGED;
    message_write(out, message, call->language,
                  MESSAGE_WITH(message_number(text[0], result->number),
                               message_number(text[1], result->rows),
                               message_number(text[2], result->added),
                               message_number(text[3], result->removed),
                               message_number(text[4], result->modified)));
}

/* --- for programs ----------------------------------------------------------------------------- */

static void preview_write_json(struct json_writer *json, const struct difference *difference,
                               const char *change, size_t column)
{
    bool is_cell = column < COLUMNS_MAX;
    json_line(json);
    json_begin_object(json, NULL);
    json_text(json, "table", difference->resource->name);
    json_slice(json, "id", difference->id);
    json_text(json, "change", change);
    json_text(json, "column", is_cell ? difference->resource->columns[column].name : NULL);
    json_slice(json, "old", is_cell ? difference->old[column] : SLICE_NONE);
    json_slice(json, "new", is_cell ? difference->now[column] : SLICE_NONE);
    json_end(json);
}

static enum status take_json(void *context, const struct difference *difference, struct problem *p)
{
    struct preview_output *output = context;
    if (!difference->old || !difference->now)
        preview_write_json(&output->json, difference, difference->now ? "added" : "removed",
                           COLUMNS_MAX);
    else
        for (size_t i = difference_next(difference, 0); i < COLUMNS_MAX;
             i = difference_next(difference, i + 1))
            preview_write_json(&output->json, difference, "modified", i);
    if (output->out->error != STATUS_OK && p)
        *p = output->out->problem;
    return output->out->error;
}

static void end_json(struct preview_output *output, enum status status,
                     const struct publish_result *result, const struct report *report)
{
    struct json_writer *json = &output->json;
    json_end(json);
    json_int_or_null(json, "base", (int64_t)result->base, result->base > 0);
    call_write_result(result, json);
    json_text(json, "status", status_info(status)->slug);
    report_write_members(report, json);
    json_finish(json);
}

/* --- both ------------------------------------------------------------------------------------- */

/* The differences stand before the report, which is whole only when they are found. */
static enum status run_preview(struct preview_output *output, struct report *report,
                               struct problem *p)
{
    const struct call *call = output->call;
    struct publish_result result;
    struct meter meter;
    const struct difference_sink sink = {call->json ? take_json : take_text, output};
    if (call->json) {
        json_begin_object(&output->json, NULL);
        json_bool(&output->json, "dry_run", true);
        json_begin_array(&output->json, "changes");
    }
    meter_init(&meter, call->language, call->json || call->quiet);
    const struct publish_options options = {
        .report = report, .progress = &meter.progress, .own = call_own_limits(call)};
    enum status status =
        publish_preview(call->config.store, call->operand, &options, &sink, &result, p);
    meter_end(&meter);
    bool refused = status == STATUS_BAD_DATA && report_count(report, SEVERITY_ERROR) > 0;
    if (status != STATUS_OK && !refused)
        return status;
    if (call->json) {
        end_json(output, status, &result, report);
    } else {
        preview_write_table(output);
        call_write_report(call, report, output->out);
        if (refused)
            message_write(output->out, MESSAGE_PREVIEW_REFUSED, call->language, MESSAGE_WITH(""));
        else
            write_outcome(call, &result, output->out);
    }
    return refused ? problem_set(p, status, SLICE_NONE, SLICE_NONE, NULL) : status;
}

enum status command_preview(const struct call *call, struct out *out, struct problem *p)
{
    struct preview_output output = {
        .call = call, .out = out, .json = json_compact(out, JSON_EMPTY_NULL)};
    struct report *report = report_new();
    if (!report)
        return problem_memory(p);
    out_open_memory(&output.id, LINE_MOST);
    out_open_memory(&output.old, LINE_MOST);
    out_open_memory(&output.now, LINE_MOST);
    enum status status = run_preview(&output, report, p);
    for (size_t i = 0; i < LISTS; i++)
        if (output.lists[i].count > 0)
            out_close(&output.lists[i].lines);
    out_close(&output.id);
    out_close(&output.old);
    out_close(&output.now);
    report_free(report);
    return status;
}
