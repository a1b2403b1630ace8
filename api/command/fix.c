/* hiraku check --fix: the corrected copy, and what was changed in it. */
#include "command.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/ingest/ingest.h"

enum { SHOWN = 50, LINE_MOST = 8 << 10 };

static const struct {
    const char *name;
    enum message message;
} kinds[] = {
    [FIX_CELL] = {"cell", MESSAGE_FIX_CELL},
    [FIX_BLANK] = {"empty-rows", MESSAGE_FIX_BLANK},
    [FIX_ENCODING] = {"encoding", MESSAGE_FIX_ENCODING},
    [FIX_LINE_ENDS] = {"line-ends", MESSAGE_FIX_LINE_ENDS},
    [FIX_LEFT] = {"left", MESSAGE_FIX_LEFT},
};

struct fix_output {
    const struct call *call;
    struct out *out;
    struct json_writer *json;
    uint64_t told, fixed;
    struct out file, old, now; /* texts made visible */
};

static void fix_write_text(struct fix_output *output, const struct fix_change *change)
{
    char row[24];
    message_write(output->out, kinds[change->kind].message, output->call->language,
                  MESSAGE_WITH(call_visible(&output->file, slice_of(change->place.file)),
                               message_number(row, change->place.line), change->place.column,
                               call_visible(&output->old, change->old),
                               call_visible(&output->now, change->now)));
}

static void fix_write_json(struct json_writer *json, const struct fix_change *change)
{
    json_line(json);
    json_begin_object(json, NULL);
    json_text(json, "kind", kinds[change->kind].name);
    json_text(json, "file", change->place.file);
    json_int_or_null(json, "line", (int64_t)change->place.line, change->place.line > 0);
    json_text(json, "column", change->place.column);
    json_slice(json, "old", change->old);
    json_slice(json, "new", change->now);
    json_end(json);
}

static enum status fix_take(void *context, const struct fix_change *change, struct problem *p)
{
    struct fix_output *output = context;
    output->told++;
    output->fixed += change->kind != FIX_LEFT;
    if (output->call->json)
        fix_write_json(output->json, change);
    else if (output->call->all || output->told <= SHOWN)
        fix_write_text(output, change);
    if (output->out->error != STATUS_OK && p)
        *p = output->out->problem;
    return output->out->error;
}

static void write_end(const struct fix_output *output)
{
    char count[24];
    const struct call *call = output->call;
    if (call->json) {
        json_end(output->json);
        json_int(output->json, "fixed", (int64_t)output->fixed);
        return;
    }
    if (!call->all && output->told > SHOWN)
        message_write(output->out, MESSAGE_FIX_MORE, call->language,
                      MESSAGE_WITH(message_number(count, output->told - SHOWN)));
    message_write(output->out, MESSAGE_FIX_DONE, call->language,
                  MESSAGE_WITH(message_number(count, output->fixed), call->fix));
}

static enum status fix_run(struct fix_output *output, struct report *report, struct problem *p)
{
    const struct call *call = output->call;
    const struct fix_sink sink = {fix_take, output};
    struct meter meter;
    meter_init(&meter, call->language, call->json);
    enum status status = ingest_fix(call->operand, call->fix, report, &meter.progress, &sink, p);
    meter_end(&meter);
    if (status == STATUS_OK)
        write_end(output);
    return status;
}

enum status command_fix(const struct call *call, struct out *out, struct json_writer *json,
                        struct problem *p)
{
    struct fix_output output = {.call = call, .out = out, .json = json};
    struct report *report = report_new();
    if (!report)
        return problem_memory(p);
    out_open_memory(&output.file, LINE_MOST);
    out_open_memory(&output.old, LINE_MOST);
    out_open_memory(&output.now, LINE_MOST);
    if (call->json) {
        json_begin_object(json, NULL);
        json_begin_array(json, "changes");
    }
    enum status status = fix_run(&output, report, p);
    out_close(&output.file);
    out_close(&output.old);
    out_close(&output.now);
    report_free(report);
    return status;
}
