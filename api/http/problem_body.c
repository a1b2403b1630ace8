/* The body of a problem (RFC 9457): type, title, status, detail, instance and `errors`, in the
 * reader's language.
 *
 * `type` is path-absolute: /problems/{slug} explains it (handle_problem.c). */
#include "internal.h"

/* The members of `allowed`, which status.h separates by ", ". */
static void write_allowed(struct out *out, const char *allowed)
{
    bool first = true;
    out_char(out, '[');
    for (const char *at = allowed; *at;) {
        const char *end = strstr(at, ", ");
        size_t len = end ? (size_t)(end - at) : strlen(at);
        if (!first)
            out_char(out, ',');
        json_text(out, (struct slice){at, len});
        first = false;
        at += len + (end ? 2 : 0);
    }
    out_char(out, ']');
}

static bool names_parameter(enum status status)
{
    return status == STATUS_UNKNOWN_PARAMETER || status == STATUS_REPEATED_PARAMETER ||
           status == STATUS_BAD_PARAMETER || status == STATUS_BAD_CURSOR;
}

static void write_member(struct out *out, bool *first, const char *name, struct slice text)
{
    if (text.len == 0)
        return;
    json_key(out, *first, name);
    json_text(out, text);
    *first = false;
}

static void write_errors(const struct problem *p, const char *reason, struct out *out)
{
    bool first = true;
    json_key(out, false, "errors");
    out_text(out, "[{");
    if (names_parameter(p->status))
        write_member(out, &first, "parameter",
                     p->subject[0] ? slice_of(p->subject) : slice_of("cursor"));
    write_member(out, &first, "reason", slice_of(p->reason[0] ? p->reason : reason));
    if (p->allowed[0]) {
        json_key(out, first, "allowed");
        write_allowed(out, p->allowed);
        first = false;
    }
    write_member(out, &first, "did_you_mean", slice_of(p->nearest));
    write_member(out, &first, "example", slice_of(p->example));
    out_text(out, "}]");
}

void problem_write(const struct request *request, const struct problem *p, struct out *out)
{
    const struct status_info *info = status_info(p->status);
    size_t language = request->language == LANGUAGE_EN ? 1 : 0;
    char detail[4096];
    problem_text(p, request->language, detail, sizeof detail);
    out_char(out, '{');
    json_key(out, true, "type");
    out_text(out, "\"/problems/");
    out_text(out, info->slug);
    out_char(out, '"');
    json_key(out, false, "title");
    json_text(out, slice_of(info->title[language]));
    json_key(out, false, "status");
    out_int(out, info->http);
    json_key(out, false, "detail");
    json_text(out, slice_of(detail));
    if (request->target.len && guard_target(request->target)) {
        json_key(out, false, "instance");
        json_text(out, request->target);
    }
    if (names_parameter(p->status) || p->nearest[0] || p->allowed[0] || p->example[0])
        write_errors(p, info->slug, out);
    out_text(out, "}\n");
}
