/* hiraku witness: looks at the logs of a list, one after the other, and says of each whether it
 * goes on from what was seen before. */
#include "command.h"

#include "hiraku/base/in.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/remote/witness.h"

#include <stdio.h>

enum { WITNESS_LINE_SIZE = 4096 };

struct witness_run {
    const struct call *call;
    struct out *out;
    struct json_writer json;
    struct private_key key;
    uint64_t good, contradicting, failed;
};

static void witness_json(struct witness_run *run, const char *base, const struct witnessed *seen,
                         enum status status)
{
    struct json_writer *json = &run->json;
    json_line(json);
    json_begin_object(json, NULL);
    json_text(json, "url", base);
    json_text(json, "status", status_info(status)->slug);
    json_int_or_null(json, "seen_size", (int64_t)seen->before.checkpoint.size, seen->before.bytes);
    json_int_or_null(json, "size", (int64_t)seen->now.checkpoint.size, seen->now.bytes);
    json_slice(json, "seen", (struct slice){seen->before.bytes, seen->before.len});
    json_slice(json, "checkpoint", (struct slice){seen->now.bytes, seen->now.len});
    json_end(json);
}

static void write_note(struct witness_run *run, enum message title,
                       const struct remote_checkpoint *checkpoint)
{
    message_write(run->out, title, run->call->language, NULL);
    out_bytes(run->out, checkpoint->bytes, checkpoint->bytes ? checkpoint->len : 0);
}

static void witness_text(struct witness_run *run, const char *base, const struct witnessed *seen,
                         const struct problem *problem, enum status status)
{
    char before[24], now[24], text[2048];
    enum language language = run->call->language;
    message_number(before, seen->before.bytes ? seen->before.checkpoint.size : 0);
    message_number(now, seen->now.bytes ? seen->now.checkpoint.size : 0);
    if (status == STATUS_OK) {
        message_write(run->out, seen->before.bytes ? MESSAGE_WITNESSED : MESSAGE_WITNESSED_FIRST,
                      language, MESSAGE_WITH(base, now, before));
        return;
    }
    problem_text(problem, language, text, sizeof text);
    bool loud = witness_is_contradiction(status);
    message_write(run->out, loud ? MESSAGE_WITNESS_ALARM : MESSAGE_WITNESS_FAILED, language,
                  MESSAGE_WITH(base, text));
    if (!loud)
        return;
    write_note(run, MESSAGE_WITNESS_BEFORE, &seen->before);
    write_note(run, MESSAGE_WITNESS_NOW, &seen->now);
}

static enum status witness_one(struct witness_run *run, const char *base,
                               const struct public_key *key, struct problem *p)
{
    struct witnessed seen;
    struct problem problem = {.status = STATUS_OK};
    enum status status = witness_look(&seen, run->call->seen, &run->key, base, key, &problem);
    if (status == STATUS_OK)
        run->good++;
    else if (witness_is_contradiction(status))
        run->contradicting++;
    else
        run->failed++;
    if (run->call->json)
        witness_json(run, base, &seen, status);
    else
        witness_text(run, base, &seen, &problem, status);
    witnessed_free(&seen);
    return status == STATUS_NO_MEMORY ? problem_memory(p) : STATUS_OK;
}

/* `URL KEY`; an empty line and one that begins with # say nothing. */
static enum status witness_line(struct witness_run *run, struct slice line, struct problem *p)
{
    char base[WITNESS_LINE_SIZE];
    struct slice words = line, url, text;
    struct public_key key;
    if (!slice_word(&words, &url) || *url.at == '#')
        return STATUS_OK;
    while (url.len > 0 && url.at[url.len - 1] == '/')
        url.len--;
    if (!slice_word(&words, &text) || !key_parse(&key, text) || key.kind != KEY_LOG)
        return problem_set(p, STATUS_WITNESS_LIST, slice_of(run->call->operand), line, NULL);
    snprintf(base, sizeof base, "%.*s", (int)url.len, url.at);
    return witness_one(run, base, &key, p);
}

static enum status witness_list(struct witness_run *run, struct problem *p)
{
    char text[WITNESS_LINE_SIZE];
    struct slice line;
    struct in *in;
    bool more = true;
    enum status status = in_open(&in, run->call->operand, IN_PLAIN, p);
    while (status == STATUS_OK && more) {
        status = in_line(in, text, sizeof text, &line, &more, p);
        if (status == STATUS_OK && more)
            status = witness_line(run, line, p);
    }
    in_close(in);
    return status;
}

enum status command_witness(const struct call *call, struct out *out, struct problem *p)
{
    struct witness_run run = {.call = call, .out = out, .json = json_compact(out, JSON_EMPTY_NULL)};
    if (!call->key || !call->seen)
        return problem_set(p, STATUS_ARGUMENT_MISSING,
                           slice_of(call->key ? "--seen FOLDER" : "--key FILE"),
                           slice_of("witness LIST"), NULL);
    enum status status = key_load(&run.key, KEY_WITNESS, call->key, p);
    if (status == STATUS_OK && call->json) {
        json_begin_object(&run.json, NULL);
        json_begin_array(&run.json, "logs");
    }
    if (status == STATUS_OK)
        status = witness_list(&run, p);
    key_forget(&run.key);
    if (status == STATUS_OK && call->json) {
        json_end(&run.json);
        json_int(&run.json, "contradicting", (int64_t)run.contradicting);
        json_int(&run.json, "failed", (int64_t)run.failed);
        json_finish(&run.json);
    }
    if (status == STATUS_OK && run.contradicting > 0)
        status = problem_set(p, STATUS_WITNESSED_LIE, slice_of(call->operand), SLICE_NONE, NULL);
    else if (status == STATUS_OK && run.failed > 0)
        status = problem_set(p, STATUS_WITNESS_BLIND, slice_of(call->operand), SLICE_NONE, NULL);
    return status;
}
