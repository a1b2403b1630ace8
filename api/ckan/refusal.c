/* Errors as CKAN answers them (ckan/views/api.py): the table is refusal.def. */
#include "hiraku/base/arena.h"
#include "hiraku/base/json_text.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/ckan/call.h"
#include "hiraku/ckan/question.h"

enum {
    TEXT_BYTES = 4096,
    SUBJECT_MAX = 500,
    HTTP_FORBIDDEN = 403,
    HTTP_MISSING = 404,
    HTTP_INTERNAL = 500
};

static const struct {
    enum status status;
    const char *type;
    const char *message[2]; /* by enum language */
} refusals[CKAN_REFUSALS] = {
#define REFUSAL(name, status, type, ja, en) [CKAN_##name] = {STATUS_##status, type, {ja, en}},
#include "hiraku/ckan/refusal.def"
#undef REFUSAL
};

enum status ckan_refuse(struct ckan_call *call, enum ckan_refusal refusal, const char *field,
                        struct slice subject, struct problem *p)
{
    call->refusal = refusal;
    call->field = field;
    call->subject = arena_copy(call->arena, subject);
    return problem_set(p, refusals[refusal].status, slice_of(field), call->subject, NULL);
}

/* A Validation Error has a list of messages by parameter, all others have one message. */
static void ckan_refusal_error(const struct ckan_call *call, struct slice text,
                               struct json_writer *json)
{
    const char *type = refusals[call->refusal].type;
    json_text(json, "__type", type);
    if (strcmp(type, "Validation Error") != 0) {
        json_slice(json, "message", text);
        return;
    }
    json_begin_array(json, call->field);
    json_slice(json, NULL, text);
    json_end(json);
}

/* What no action refused: of the request itself, or of this service. */
static void ckan_refusal_problem(const struct problem *p, struct slice text,
                                 struct json_writer *json)
{
    int http = status_info(p->status)->http;
    json_text(json, "__type",
              http == HTTP_FORBIDDEN ? "Authorization Error"
              : http == HTTP_MISSING ? "Not Found Error"
              : http < HTTP_INTERNAL ? "Integrity Error"
                                     : "Internal Server Error");
    json_slice(json, "message", text);
}

void ckan_refusal_write(const struct ckan_call *call, const struct problem *p,
                        enum language language, const char *base_url, struct out *out)
{
    char bytes[TEXT_BYTES], told[TEXT_BYTES];
    bool refused = call && call->refusal != CKAN_NOT_REFUSED;
    struct out text;
    out_open_buffer(&text, bytes, sizeof bytes);
    if (refused) {
        out_about(&text, refusals[call->refusal].message[language], call->subject, SUBJECT_MAX);
    } else {
        problem_text(p, language, told, sizeof told);
        out_text(&text, told);
    }
    if (refused && !refusals[call->refusal].type) {
        json_quote(out, out_written(&text));
        out_char(out, '\n');
        return;
    }
    struct json_writer json = json_compact(out, JSON_EMPTY_TEXT);
    json_begin_object(&json, NULL);
    ckan_help_write(&json, base_url, call ? call->action : SLICE_NONE);
    json_begin_object(&json, "error");
    if (refused)
        ckan_refusal_error(call, out_written(&text), &json);
    else
        ckan_refusal_problem(p, out_written(&text), &json);
    json_end(&json);
    json_bool(&json, "success", false);
    json_finish(&json);
}
