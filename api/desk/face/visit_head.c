/* The head of a request: framing, the name that is asked for, the fields that count, and whether a
 * request that changes something comes from the desk itself. */
#include "hiraku/desk/face/face_call.h"

#include "hiraku/base/config.h"
#include "hiraku/http/protocol/negotiate.h"
#include "hiraku/http/protocol/request_check.h"

#include <stdio.h>
#include <strings.h>

static const char head_api[] = DESK_API_ROOT "/";

struct visit_head {
    struct visit *visit;
    struct request_check check;
};

static enum MHD_Result head_field(void *context, enum MHD_ValueKind kind, const char *name,
                                  size_t name_len, const char *value, size_t value_len)
{
    struct visit_head *head = context;
    struct visit *visit = head->visit;
    struct slice key = {name, name_len}, text = {value ? value : "", value_len};
    const struct {
        const char *name;
        struct slice *field;
    } known[] = {
        {"Host", &visit->host},
        {"Origin", &visit->origin},
        {"Sec-Fetch-Site", &visit->fetch_site},
        {"Cookie", &visit->cookie},
        {"Authorization", &visit->authorization},
        {"Content-Type", &visit->content_type},
        {"Accept-Language", &visit->accept_language},
        {"Idempotency-Key", &visit->key},
        {visit->face->setup->config->forwarded_field, &visit->forwarded},
    };
    (void)kind;
    request_check_field(&head->check, key, text);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (name_len == strlen(known[i].name) && strncasecmp(name, known[i].name, name_len) == 0)
            *known[i].field =
                known[i].field->at
                    ? arena_printf(&visit->arena, "%.*s, %.*s", (int)known[i].field->len,
                                   known[i].field->at, (int)text.len, text.at)
                    : text;
    return MHD_YES;
}

static enum status head_method(struct visit *visit, const char *method, struct problem *p)
{
    visit->head = strcmp(method, "HEAD") == 0;
    visit->verb = DESK_GET;
    if (visit->head)
        return STATUS_OK;
    for (enum desk_verb verb = DESK_GET; verb <= DESK_DELETE; verb++)
        if (strcmp(method, desk_verb_name(verb)) == 0) {
            visit->verb = verb;
            return STATUS_OK;
        }
    visit->allow = "GET, HEAD, POST, DELETE";
    return problem_set(p, STATUS_METHOD_NOT_ALLOWED, SLICE_NONE, slice_of(method), NULL);
}

static void head_path(struct visit *visit)
{
    const char *mark = visit->target.len ? memchr(visit->target.at, '?', visit->target.len) : NULL;
    size_t len = mark ? (size_t)(mark - visit->target.at) : visit->target.len;
    visit->path = (struct slice){visit->target.at, len};
    visit->is_api = slice_starts(visit->path, head_api);
}

/* Files are taken from who is signed in only: nobody else fills the memory. */
static enum status head_upload(struct visit *visit, struct problem *p)
{
    struct sent_fields kept = visit->fields;
    struct slice key = visit->key;
    visit->fields.count = 0;
    visit->key = SLICE_NONE;
    enum status status = visit_ask(visit, DESK_ACCOUNT, p);
    visit->fields = kept;
    visit->key = key;
    return status == STATUS_OK ? upload_begin(visit, p) : status;
}

/* The parameters of the URL, and the language that it names. */
static enum status head_target(struct visit *visit, struct problem *p)
{
    size_t len = visit->path.len;
    return len < visit->target.len
               ? sent_read(&visit->fields, &visit->arena, slice_from(visit->target, len + 1), p)
               : STATUS_OK;
}

static void head_language(struct visit *visit)
{
    struct slice asked = sent_take(&visit->fields, "lang");
    visit->context.language_asked = slice_is(asked, "ja") || slice_is(asked, "en");
    visit->context.language =
        visit->context.language_asked
            ? (slice_is(asked, "ja") ? LANGUAGE_JA : LANGUAGE_EN)
            : negotiate_language(visit->accept_language, visit->face->setup->language);
}

/* A session is a browser's, which always says where a request that changes something comes from. */
static enum status head_origin(struct visit *visit, struct problem *p)
{
    bool token = visit->is_api && visit->authorization.at;
    if (!origin_of_host(&visit->face->names, visit->host, visit->own))
        return problem_set(p, STATUS_DESK_HOST, SLICE_NONE, visit->host, NULL);
    if (visit->verb == DESK_GET ||
        origin_is_own(visit->own, visit->fetch_site, visit->origin, !token))
        return STATUS_OK;
    return problem_set(p, STATUS_DESK_CROSS_SITE, SLICE_NONE,
                       visit->origin.at       ? visit->origin
                       : visit->fetch_site.at ? visit->fetch_site
                                              : slice_of("-"),
                       NULL);
}

enum status visit_read_head(struct visit *visit, struct MHD_Connection *connection,
                            const char *method, const char *version, struct problem *p)
{
    struct visit_head head = {.visit = visit};
    request_check_begin(&head.check, version + strlen(version), p);
    MHD_get_connection_values_n(connection, MHD_HEADER_KIND, head_field, &head);
    enum status status = head_method(visit, method, p);
    bool writes = status == STATUS_OK && visit->verb != DESK_GET;
    head_path(visit);
    bool takes = writes && (visit->is_api ? api_takes(visit) : site_takes(visit));
    if (status == STATUS_OK)
        status = request_check_end(&head.check, true,
                                   takes    ? upload_most(visit)
                                   : writes ? VISIT_BODY
                                            : 0);
    size_t most = (size_t)visit->face->setup->config->url_length;
    if (status == STATUS_OK && (visit->target.len > most || !visit->target.at)) {
        char limit[24];
        snprintf(limit, sizeof limit, "%zu", most);
        status = problem_set(p, STATUS_URL_TOO_LONG, SLICE_NONE, slice_of(limit), NULL);
    }
    if (status == STATUS_OK)
        status = head_target(visit, p);
    head_language(visit);
    if (status == STATUS_OK)
        status = head_origin(visit, p);
    return status == STATUS_OK && takes ? head_upload(visit, p) : status;
}
