/* hiraku init: takes the answers from options, asks for the others where a person is at the
 * terminal, and makes the folder. */
#include "command.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/base/text.h"
#include "hiraku/diagnostics/finding.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { LINE_MOST = 8 << 10 };

static const enum message init_questions[INIT_ANSWERS] = {
    [INIT_MUNICIPALITY] = MESSAGE_INIT_ASK_MUNICIPALITY,
    [INIT_NAME_JA] = MESSAGE_INIT_ASK_NAME_JA,
    [INIT_NAME_EN] = MESSAGE_INIT_ASK_NAME_EN,
    [INIT_NAME_KANA] = MESSAGE_INIT_ASK_NAME_KANA,
    [INIT_BASE_URL] = MESSAGE_INIT_ASK_BASE_URL,
    [INIT_LICENCE] = MESSAGE_INIT_ASK_LICENCE,
    [INIT_CONTACT] = MESSAGE_INIT_ASK_CONTACT,
    [INIT_CONTACT_NAME] = MESSAGE_INIT_ASK_CONTACT_NAME,
    [INIT_SOURCE_TITLE] = MESSAGE_INIT_ASK_SOURCE_TITLE,
    [INIT_SOURCE_URL] = MESSAGE_INIT_ASK_SOURCE_URL,
};

/* --- questions -------------------------------------------------------------------------------- */

/* What is told to the person goes to standard error, as everything but results. */
static enum status init_tell(const struct call *call, enum message message, const char *const *with,
                             struct problem *p)
{
    struct out out;
    int fd = STDERR_FILENO;
    out_open_sink(&out, out_sink_fd, &fd);
    message_write(&out, message, call->language, with);
    enum status status = out_finish(&out, p);
    out_close(&out);
    return status;
}

static enum status init_ask(const struct call *call, const struct init *init,
                            enum init_answer which, struct problem *p)
{
    struct slice fallback = init_fallback(init, which);
    const char *question = message_text(init_questions[which], call->language);
    return init_tell(call, fallback.len > 0 ? MESSAGE_INIT_QUESTION_OR : MESSAGE_INIT_QUESTION,
                     MESSAGE_WITH(question, fallback.at ? fallback.at : ""), p);
}

/* Asks until the answer is taken; Enter alone takes what there is. The end of the input ends the
 * questions. */
static enum status init_take_typed(const struct call *call, struct init *init,
                                   enum init_answer which, bool *ended, struct problem *p)
{
    char *line = NULL, text[4096];
    size_t size = 0;
    enum status status = STATUS_OK;
    for (bool taken = false; !taken && status == STATUS_OK;) {
        status = init_ask(call, init, which, p);
        ssize_t len = status == STATUS_OK ? getline(&line, &size, stdin) : -1;
        *ended = len < 0;
        if (len < 0)
            break;
        struct slice answer = text_trim((struct slice){line, (size_t)len});
        taken = answer.len == 0 && !init_needs(init, which);
        if (answer.len == 0)
            continue;
        status = init_take(init, which, answer, p);
        taken = status == STATUS_OK;
        if (status_info(status)->exit != EXIT_USAGE)
            continue;
        problem_text(p, call->language, text, sizeof text);
        fprintf(stderr, "%s\n", text);
        status = STATUS_OK;
    }
    free(line);
    return status;
}

/* Questions whose answers the others have settled: a name that the table has. */
static bool init_is_settled(const struct init *init, enum init_answer which)
{
    return which == INIT_NAME_JA || which == INIT_NAME_KANA ? init_fallback(init, which).len > 0
           : which == INIT_SOURCE_URL                       ? !init_needs(init, which)
                                                            : false;
}

/* --- answers ---------------------------------------------------------------------------------- */

/* A person is asked where something is wanting that has to be known. */
static bool init_asks(const struct call *call)
{
    return !call->json && isatty(STDIN_FILENO) && isatty(STDERR_FILENO) &&
           !(call->answers[INIT_MUNICIPALITY] && call->answers[INIT_BASE_URL] &&
             call->answers[INIT_CONTACT]);
}

static enum status init_answer_all(const struct call *call, struct init *init, struct problem *p)
{
    bool asks = init_asks(call), ended = false;
    enum status status = STATUS_OK;
    if (asks)
        status = init_tell(call, MESSAGE_INIT_INTRO, NULL, p);
    for (enum init_answer which = 0; which < INIT_ANSWERS && status == STATUS_OK; which++) {
        if (which == INIT_LICENCE && status == STATUS_OK && !call->answers[which])
            status = init_take(init, which, SLICE_NONE, p);
        if (call->answers[which])
            status = init_take(init, which, slice_of(call->answers[which]), p);
        else if (status == STATUS_OK && asks && !ended && !init_is_settled(init, which))
            status = init_take_typed(call, init, which, &ended, p);
    }
    return status == STATUS_OK ? init_complete(init, p) : status;
}

/* --- results ---------------------------------------------------------------------------------- */

static void init_write_json(const struct call *call, const struct init *init, struct out *out)
{
    struct json_writer json = json_compact(out, JSON_EMPTY_NULL);
    json_begin_object(&json, NULL);
    json_text(&json, "folder", call->operand);
    json_slice(&json, "publisher_code", init->fields[FIELD_CODE]);
    json_slice(&json, "publisher_name_ja", init->fields[FIELD_NAME_JA]);
    json_slice(&json, "base_url", init->fields[FIELD_BASE_URL]);
    json_slice(&json, "licence_url", init->fields[FIELD_LICENCE_URL]);
    json_finish(&json);
}

static void init_write_findings(const struct report *report, struct out *out)
{
    struct json_writer json = json_compact(out, JSON_EMPTY_NULL);
    json_begin_object(&json, NULL);
    report_write_members(report, &json);
    json_finish(&json);
}

static enum status init_write_done(const struct call *call, const struct init *init,
                                   struct out *out, struct problem *p)
{
    struct slice name = init->fields[FIELD_NAME_JA], code = init->fields[FIELD_CODE];
    char shown[LINE_MOST], digits[8];
    size_t len = strlen(call->operand);
    while (len > 1 && call->operand[len - 1] == '/')
        len--;
    char *folder = strndup(call->operand, len);
    if (!folder)
        return problem_memory(p);
    snprintf(shown, sizeof shown, "%.*s", (int)name.len, name.at);
    snprintf(digits, sizeof digits, "%.*s", (int)code.len, code.at);
    message_write(out, MESSAGE_INIT_DONE, call->language, MESSAGE_WITH(folder, shown, digits));
    free(folder);
    return STATUS_OK;
}

static enum status init_make_folder(const struct call *call, struct init *init, struct out *out,
                                    struct problem *p)
{
    struct report *report = report_new();
    if (!report)
        return problem_memory(p);
    enum status status = init_write(init, call->operand, report, p);
    if (status == STATUS_BAD_DATA && !call->json)
        call_write_report(call, report, out);
    else if (status == STATUS_BAD_DATA)
        init_write_findings(report, out);
    else if (status == STATUS_OK && call->json)
        init_write_json(call, init, out);
    else if (status == STATUS_OK)
        status = init_write_done(call, init, out, p);
    report_free(report);
    return status;
}

enum status command_init(const struct call *call, struct out *out, struct problem *p)
{
    struct init init;
    init_open(&init, call->language);
    enum status status = init_see_target(call->operand, p);
    if (status == STATUS_OK)
        status = init_answer_all(call, &init, p);
    if (status == STATUS_OK)
        status = init_make_folder(call, &init, out, p);
    init_close(&init);
    return status;
}
