/* GET /problems/{slug}: what a problem type means (RFC 9457 s.3.1.1), in Japanese and English. */
#include "internal.h"

static bool find(struct slice slug, enum status *status)
{
    for (size_t i = 1; i < STATUS_COUNT; i++)
        if (slice_is(slug, status_info((enum status)i)->slug)) {
            *status = (enum status)i;
            return true;
        }
    return false;
}

static void write_json(const struct status_info *info, struct out *out)
{
    const struct {
        const char *name, *text;
    } members[] = {{"type", NULL},
                   {"title_ja", info->title[LANGUAGE_JA]},
                   {"title_en", info->title[LANGUAGE_EN]},
                   {"detail_ja", info->detail[LANGUAGE_JA]},
                   {"detail_en", info->detail[LANGUAGE_EN]}};
    out_text(out, "{\"type\":\"/problems/");
    out_text(out, info->slug);
    out_char(out, '"');
    json_key(out, false, "status");
    out_int(out, info->http);
    for (size_t i = 1; i < sizeof members / sizeof *members; i++) {
        json_key(out, false, members[i].name);
        json_text(out, slice_of(members[i].text));
    }
    out_text(out, "}\n");
}

static void write_html(const struct status_info *info, enum language language, struct out *out)
{
    static const char *const codes[] = {"ja", "en"};
    size_t other = language == LANGUAGE_EN ? LANGUAGE_JA : LANGUAGE_EN;
    out_text(out, "<!DOCTYPE html>\n<html lang=\"");
    out_text(out, codes[language == LANGUAGE_EN ? 1 : 0]);
    out_text(out, "\">\n<head><meta charset=\"utf-8\"><title>");
    xml_text(out, slice_of(info->title[language]));
    out_text(out, "</title></head>\n<body>\n");
    for (size_t i = 0; i < 2; i++) {
        size_t which = i == 0 ? (size_t)language : other;
        out_text(out, i == 0 ? "<h1 lang=\"" : "<h2 lang=\"");
        out_text(out, codes[which]);
        out_text(out, "\">");
        out_int(out, info->http);
        out_char(out, ' ');
        xml_text(out, slice_of(info->title[which]));
        out_text(out, i == 0 ? "</h1>\n<p lang=\"" : "</h2>\n<p lang=\"");
        out_text(out, codes[which]);
        out_text(out, "\">");
        xml_text(out, slice_of(info->detail[which]));
        out_text(out, "</p>\n");
    }
    out_text(out, "</body>\n</html>\n");
}

enum status handle_problem(struct request *request, struct reply *reply, struct problem *p)
{
    enum status which;
    enum status status = query_none(request->parameters, request->parameter_count, p);
    if (status != STATUS_OK)
        return status;
    if (!find(request->id, &which))
        return problem_set(p, STATUS_NOT_FOUND, request->path, (struct slice){NULL, 0}, NULL);
    reply->media_type = request->form.media_type;
    struct out *out = reply_open(request, reply);
    if (strcmp(request->form.name, "html") == 0)
        write_html(status_info(which), request->language, out);
    else
        write_json(status_info(which), out);
    return STATUS_OK;
}
