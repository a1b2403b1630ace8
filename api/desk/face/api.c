/* What programs ask below /desk/v1/: the rows of the table of operations, as JSON. */
#include "hiraku/desk/face/visit.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/value/iri.h"

#include <stdio.h>
#include <strings.h>

static const char api_document[] = DESK_API_ROOT "/openapi.json";

/* --- routes ----------------------------------------------------------------------------------- */

/* One segment of a path, taken off it with its slash. */
static struct slice api_segment(struct slice *path)
{
    *path = slice_from(*path, path->len > 0);
    const char *slash = path->len ? memchr(path->at, '/', path->len) : NULL;
    struct slice segment = {path->at, slash ? (size_t)(slash - path->at) : path->len};
    *path = slice_from(*path, segment.len);
    return segment;
}

/* Whether the path is one of the pattern; its placeholders become fields. */
static bool api_matches(struct visit *visit, const char *pattern, bool take, struct problem *p)
{
    struct slice rest = slice_from(visit->path, sizeof DESK_API_ROOT - 1), form = slice_of(pattern);
    while (rest.len > 0 && form.len > 0) {
        struct slice segment = api_segment(&rest), wanted = api_segment(&form);
        bool named = wanted.len > 2 && wanted.at[0] == '{';
        if (named ? segment.len == 0 : !slice_equal(segment, wanted))
            return false;
        if (!named || !take)
            continue;
        struct slice name =
            arena_copy(&visit->arena, (struct slice){wanted.at + 1, wanted.len - 2});
        struct slice value = iri_decode(&visit->arena, segment, false);
        if (!name.at || !value.at || sent_add(&visit->fields, name, value, p) != STATUS_OK)
            return false;
    }
    return rest.len == 0 && form.len == 0;
}

static enum status api_find(struct visit *visit, enum desk_action *action, struct problem *p)
{
    bool other = false;
    char *allow = arena_alloc(&visit->arena, 64);
    if (!allow)
        return problem_memory(p);
    for (size_t i = 0; i < DESK_ACTIONS; i++) {
        const struct desk_operation *one = &desk_operations[i];
        if (!one->path || !api_matches(visit, one->path, false, p))
            continue;
        if (one->verb == visit->verb) {
            *action = (enum desk_action)i;
            return api_matches(visit, one->path, true, p)
                       ? STATUS_OK
                       : problem_set(p, STATUS_BAD_TARGET, SLICE_NONE, visit->path, NULL);
        }
        size_t len = strlen(allow);
        snprintf(allow + len, 64 - len, "%s%s", other ? ", " : "", desk_verb_name(one->verb));
        other = true;
    }
    visit->allow = other ? allow : NULL;
    return problem_set(p, other ? STATUS_METHOD_NOT_ALLOWED : STATUS_NOT_FOUND, visit->path,
                       slice_of(desk_verb_name(visit->verb)), NULL);
}

/* --- answers ---------------------------------------------------------------------------------- */

static enum status api_body(struct visit *visit, struct problem *p)
{
    static const char json[] = "application/json";
    struct slice type = visit->content_type, text = out_written(&visit->body);
    if (!text.len)
        return STATUS_OK;
    size_t len = sizeof json - 1;
    if (type.len < len || strncasecmp(type.at, json, len) != 0 ||
        (type.len > len && type.at[len] != ';' && type.at[len] != ' ')) {
        problem_set(p, STATUS_UNSUPPORTED_TYPE, SLICE_NONE, type, NULL);
        problem_allow(p, slice_of(json));
        return STATUS_UNSUPPORTED_TYPE;
    }
    return sent_read_json(&visit->fields, &visit->arena, text, p);
}

static void api_write(struct visit *visit)
{
    char *text = json_dumps(visit->data, JSON_COMPACT);
    if (!text)
        out_fail(&visit->answer, STATUS_NO_MEMORY, NULL);
    out_text(&visit->answer, text);
    out_char(&visit->answer, '\n');
    free(text);
    visit->media_type = "application/json";
}

bool api_takes(struct visit *visit)
{
    for (size_t i = 0; i < DESK_ACTIONS; i++)
        if (desk_operations[i].flags & DESK_TAKES && visit->verb == desk_operations[i].verb &&
            api_matches(visit, desk_operations[i].path, false, NULL))
            return true;
    return false;
}

static enum status api_sent(struct visit *visit, struct problem *p)
{
    if (visit->upload >= 0)
        return upload_read(visit, p);
    return visit->verb == DESK_GET ? STATUS_OK : api_body(visit, p);
}

enum status visit_api(struct visit *visit, struct problem *p)
{
    enum desk_action action = DESK_ACTIONS;
    if (slice_is(visit->path, api_document) && visit->verb == DESK_GET) {
        desk_openapi_write(&visit->answer, visit->own);
        visit->media_type = "application/json";
        return STATUS_OK;
    }
    enum status status = api_find(visit, &action, p);
    if (status == STATUS_OK)
        status = api_sent(visit, p);
    if (status == STATUS_OK)
        status = visit_ask(visit, action, p);
    if (status == STATUS_OK && visit->gives >= 0)
        visit_give(visit);
    else if (status == STATUS_OK)
        api_write(visit);
    return status;
}

void visit_problem_json(struct visit *visit)
{
    const struct problem *p = &visit->problem;
    const struct status_info *info = status_info(p->status);
    char text[4096];
    struct json_writer json = json_indented(&visit->answer, 1);
    json_begin_object(&json, NULL);
    json_printf(&json, "type", "/problems/%s", info->slug);
    json_int(&json, "status", info->http);
    json_text(&json, "title", info->title[visit->context.language]);
    problem_text(p, visit->context.language, text, sizeof text);
    json_text(&json, "detail", text);
    json_text(&json, "title_ja", info->title[LANGUAGE_JA]);
    json_text(&json, "title_en", info->title[LANGUAGE_EN]);
    problem_text(p, LANGUAGE_JA, text, sizeof text);
    json_text(&json, "detail_ja", text);
    problem_text(p, LANGUAGE_EN, text, sizeof text);
    json_text(&json, "detail_en", text);
    if (p->subject[0])
        json_text(&json, "parameter", p->subject);
    json_finish(&json);
    visit->media_type = "application/problem+json";
}
