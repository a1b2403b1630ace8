/* The program: understands the command line, runs one command, says what went wrong, ends with its
 * exit code.
 *
 * Results go to standard output, everything else to standard error. What the commands do is in
 * api/command. */
#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/model/model_check.h"
#include "hiraku/release/manifest.h"

#include "command/command.h"
#include "command/help.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static void main_tell(const struct call *call, const struct problem *problem)
{
    char text[4096];
    problem_text(problem, call->language, text, sizeof text);
    fprintf(stderr, "hiraku: %s\n", text[0] ? text : status_info(problem->status)->slug);
}

/* Who reads the output has what he wants (`hiraku check … | head`): this ends as other programs do.
 */
static void end_with_the_reader(const struct problem *problem, const struct problem *lost)
{
    if (problem->error != EPIPE && lost->error != EPIPE)
        return;
    signal(SIGPIPE, SIG_DFL);
    raise(SIGPIPE);
}

static enum status main_run(struct call *call, int count, char **arguments, struct out *out,
                            struct problem *p)
{
    if (count == 1 && strcmp(arguments[0], "--version") == 0) {
        message_write(out, MESSAGE_VERSION, LANGUAGE_EN, MESSAGE_WITH(release_program()));
        return STATUS_OK;
    }
    enum status status = model_check(p);
    if (status == STATUS_OK)
        status = call_parse(call, count, arguments, p);
    if (status != STATUS_OK)
        return status;
    if (call->help) {
        write_help(call, out);
        return STATUS_OK;
    }
    return call->command->run(call, out, p);
}

int main(int count, char **arguments)
{
    struct call call = {.language = LANGUAGE_EN};
    struct problem problem = {.status = STATUS_OK};
    struct out out;
    int fd = STDOUT_FILENO;
    signal(SIGPIPE, SIG_IGN);
    if (count == 2 + WORKBOOK_ARGUMENTS && strcmp(arguments[1], workbook_command) == 0)
        return workbook_process(arguments + 2);
    if (count == 2 + CARD_ARGUMENTS && strcmp(arguments[1], card_command) == 0)
        return card_process(arguments + 2);
    out_open_sink(&out, out_sink_fd, &fd);
    enum status status = main_run(&call, count - 1, arguments + 1, &out, &problem);
    /* a refusal that the report has told already comes without a reason */
    bool told =
        status == STATUS_OK || ((status == STATUS_BAD_DATA || status == STATUS_NOT_PUBLISHED) &&
                                problem.reason[0] == '\0');
    if (!told && call.json && out.total == 0) {
        struct json_writer json = json_compact(&out, JSON_EMPTY_TEXT);
        json_begin_object(&json, NULL);
        problem_json(&json, "error", &problem);
        json_finish(&json);
    }
    struct problem lost = {.status = STATUS_OK};
    enum status flushed = out_finish(&out, &lost);
    out_close(&out);
    end_with_the_reader(&problem, &lost);
    if (!told)
        main_tell(&call, &problem);
    if (status == STATUS_OK && flushed != STATUS_OK) {
        status = flushed;
        main_tell(&call, &lost);
    }
    return (int)status_info(status)->exit;
}
