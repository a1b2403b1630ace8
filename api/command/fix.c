/* hiraku check --fix: the corrected copy, and what was changed in it. */
#include "command.h"

#include "hiraku/writer.h"

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
    uint64_t told, fixed;
    struct out file, old, now; /* texts made visible */
};

static void write_text(struct fix_output *output, const struct fix_change *change)
{
    char row[24];
    message_write(output->out, kinds[change->kind].message, output->call->language,
                  MESSAGE_WITH(call_visible(&output->file, slice_of(change->place.file)),
                               number_text(row, change->place.line), change->place.column,
                               call_visible(&output->old, change->old),
                               call_visible(&output->now, change->now)));
}

static void write_member(struct out *out, const char *key, struct slice text)
{
    json_key(out, false, key);
    if (text.len > 0)
        json_quote(out, text);
    else
        out_text(out, "null");
}

static void write_json(const struct fix_output *output, const struct fix_change *change)
{
    struct out *out = output->out;
    out_text(out, output->told > 1 ? ",\n{" : "\n{");
    json_key(out, true, "kind");
    json_quote(out, slice_of(kinds[change->kind].name));
    write_member(out, "file", slice_of(change->place.file));
    json_key(out, false, "line");
    if (change->place.line > 0)
        out_int(out, (int64_t)change->place.line);
    else
        out_text(out, "null");
    write_member(out, "column", slice_of(change->place.column));
    write_member(out, "old", change->old);
    write_member(out, "new", change->now);
    out_char(out, '}');
}

static enum status take(void *context, const struct fix_change *change, struct problem *p)
{
    struct fix_output *output = context;
    output->told++;
    output->fixed += change->kind != FIX_LEFT;
    if (output->call->json)
        write_json(output, change);
    else if (output->call->all || output->told <= SHOWN)
        write_text(output, change);
    if (output->out->error != STATUS_OK && p)
        *p = output->out->problem;
    return output->out->error;
}

static void write_end(const struct fix_output *output)
{
    char count[24];
    const struct call *call = output->call;
    if (call->json) {
        out_text(output->out, "],\"fixed\":");
        out_int(output->out, (int64_t)output->fixed);
        return;
    }
    if (!call->all && output->told > SHOWN)
        message_write(output->out, MESSAGE_FIX_MORE, call->language,
                      MESSAGE_WITH(number_text(count, output->told - SHOWN)));
    message_write(output->out, MESSAGE_FIX_DONE, call->language,
                  MESSAGE_WITH(number_text(count, output->fixed), call->fix));
}

static enum status run(struct fix_output *output, struct report *report, struct problem *p)
{
    const struct call *call = output->call;
    const struct fix_sink sink = {take, output};
    struct meter meter;
    meter_init(&meter, call->language, call->json);
    enum status status = ingest_fix(call->operand, call->fix, report, &meter.progress, &sink, p);
    meter_end(&meter);
    if (status == STATUS_OK)
        write_end(output);
    return status;
}

enum status command_fix(const struct call *call, struct out *out, struct problem *p)
{
    struct fix_output output = {.call = call, .out = out};
    struct report *report = report_new();
    if (!report)
        return problem_memory(p);
    out_open_memory(&output.file, LINE_MOST);
    out_open_memory(&output.old, LINE_MOST);
    out_open_memory(&output.now, LINE_MOST);
    if (call->json)
        out_text(out, "{\"changes\":[");
    enum status status = run(&output, report, p);
    out_close(&output.file);
    out_close(&output.old);
    out_close(&output.now);
    report_free(report);
    return status;
}
