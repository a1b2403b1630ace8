/* --help, --version, and problems as JSON. */
#include "help.h"

#include "hiraku/writer.h"

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

static void write_member(struct out *out, bool first, const char *key, const char *text)
{
    json_key(out, first, key);
    json_quote(out, slice_of(text));
}

void problem_json(struct out *out, const struct problem *p)
{
    const struct status_info *info = status_info(p->status);
    char text[4096];
    out_char(out, '{');
    write_member(out, true, "status", info->slug);
    write_member(out, false, "subject", p->subject);
    write_member(out, false, "title_ja", info->title[LANGUAGE_JA]);
    write_member(out, false, "title_en", info->title[LANGUAGE_EN]);
    problem_text(p, LANGUAGE_JA, text, sizeof text);
    write_member(out, false, "detail_ja", text);
    problem_text(p, LANGUAGE_EN, text, sizeof text);
    write_member(out, false, "detail_en", text);
    out_char(out, '}');
}
