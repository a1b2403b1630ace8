/* --help, --version, and problems as JSON. */
#include "help.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/exporters/writer.h"

#include "command.h"

void write_help(const struct call *call, struct out *out)
{
    struct out formats;
    enum message message = call->command ? call->command->help : MESSAGE_HELP;
    out_open_memory(&formats, 1024);
    for (const struct writer *const *writer = writers; *writer; writer++) {
        out_text(&formats, writer == writers ? "" : ", ");
        out_text(&formats, (*writer)->name);
    }
    out_char(&formats, '\0');
    message_write(out, message, call->language, MESSAGE_WITH(formats.bytes ? formats.bytes : ""));
    out_close(&formats);
    if (call->command && call->command->flags & COMMAND_SETTINGS)
        config_help(out, call->language);
}

void problem_json(struct json_writer *json, const char *name, const struct problem *p)
{
    const struct status_info *info = status_info(p->status);
    char text[4096];
    json_begin_object(json, name);
    json_text(json, "status", info->slug);
    json_text(json, "subject", p->subject);
    json_text(json, "title_ja", info->title[LANGUAGE_JA]);
    json_text(json, "title_en", info->title[LANGUAGE_EN]);
    problem_text(p, LANGUAGE_JA, text, sizeof text);
    json_text(json, "detail_ja", text);
    problem_text(p, LANGUAGE_EN, text, sizeof text);
    json_text(json, "detail_en", text);
    json_end(json);
}
