/* The body of a problem (RFC 9457): type, title, status, detail, instance and `errors`, in the
 * reader's language; or a page (pages/problem_page.c).
 *
 * `type` is path-absolute: /problems/{slug} explains it (handle_problem.c). */
#include "hiraku/http/response/problem_body.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/http/protocol/request_check.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_page.h"
#include "hiraku/http/routing/route.h"
#include "hiraku/pages/pages.h"
#include "hiraku/value/iri.h"

#include <stdio.h>

/* The members of `allowed`, which status.h separates by ", ". */
static void write_allowed(struct json_writer *json, const char *allowed)
{
    if (!*allowed)
        return;
    json_begin_array(json, "allowed");
    for (const char *at = allowed; *at;) {
        const char *end = strstr(at, ", ");
        size_t len = end ? (size_t)(end - at) : strlen(at);
        json_slice(json, NULL, (struct slice){at, len});
        at += len + (end ? 2 : 0);
    }
    json_end(json);
}

static bool names_parameter(enum status status)
{
    return (status >= STATUS_MISSING_PARAMETER && status <= STATUS_TOO_MANY_STEPS) ||
           status == STATUS_UNKNOWN_PARAMETER || status == STATUS_PARAMETER_ELSEWHERE ||
           status == STATUS_REPEATED_PARAMETER || status == STATUS_BAD_PARAMETER ||
           status == STATUS_BAD_CURSOR || status == STATUS_OLD_CURSOR ||
           status == STATUS_OTHER_RELEASE_CURSOR || status == STATUS_BAD_OPERATOR ||
           (status >= STATUS_NOT_ADDITIVE_NATURE && status <= STATUS_NOT_ADDITIVE_PARTS);
}

/* Enough of a problem to have `errors`: a mistake of the client. */
static bool has_errors(const struct problem *p)
{
    return p->example[0] || status_info(p->status)->http < status_info(STATUS_INTERNAL)->http;
}

static void problem_body_write_parameter(const struct problem *p, struct json_writer *json)
{
    if (p->status == STATUS_BAD_OPERATOR)
        json_printf(json, "parameter", "%s__%s", p->subject, p->value);
    else
        json_text(json, "parameter", p->subject[0] ? p->subject : "cursor");
}

/* Nothing was wrong but a field that asks for a part or names a version. */
static bool is_right_place(enum status status)
{
    return status == STATUS_RANGE_NOT_SATISFIABLE || status == STATUS_PRECONDITION_FAILED;
}

/* The URL as it was sent; nothing where it does not fit. */
static void write_own_place(const struct request *request, char *path, size_t size)
{
    bool query = request->raw_query.len > 0;
    path[0] = '\0';
    if (request->path.len + request->raw_query.len + 2 <= size)
        snprintf(path, size, "%.*s%s%.*s", (int)request->path.len, request->path.at,
                 query ? "?" : "", (int)request->raw_query.len, request->raw_query.at);
}

/* The URL with what stands before the parameter that was given again; nothing where it does not
 * fit. */
static void write_before_repeated(const struct request *request, const char *name, char *path,
                                  size_t size)
{
    struct out out;
    bool again = false;
    out_open_memory(&out, size);
    out_slice(&out, request->path);
    for (size_t i = 0; i < request->parameter_count; i++) {
        const struct parameter *one = &request->parameters[i];
        bool same = slice_is(one->name, name);
        if (same && again)
            break;
        again = again || same;
        out_char(&out, i == 0 ? '?' : '&');
        iri_segment(&out, one->name);
        out_char(&out, '=');
        iri_segment(&out, one->value);
    }
    struct slice text = out_written(&out);
    snprintf(path, size, "%.*s", out_finish(&out, NULL) == STATUS_OK ? (int)text.len : 0, text.at);
    out_close(&out);
}

/* The document itself, or the list that a record would be in; in a form that there is. */
void problem_make_example(const struct request *request, const struct problem *p, char *path,
                          size_t size)
{
    const struct route *route = request->route;
    snprintf(path, size, "/");
    if (p->example[0]) {
        snprintf(path, size, "%s", p->example);
    } else if (p->status == STATUS_REPEATED_PARAMETER && route && !route->example) {
        write_before_repeated(request, p->subject, path, size);
    } else if (is_right_place(p->status)) {
        write_own_place(request, path, size);
    } else if (route && route->example) {
        snprintf(path, size, "%s", route->example);
    } else if (route && !strchr(route->pattern, '{')) {
        bool suffix = p->status == STATUS_NOT_ACCEPTABLE && route->pattern[1];
        snprintf(path, size, "%s%s%.*s", route->pattern, suffix ? "." : "",
                 suffix ? (int)strcspn(route->forms, " ") : 0, route->forms);
        if (strchr(path, '*'))
            snprintf(path, size, "%s.%s", route->pattern, writers[0]->name);
    } else if (route && request->resource) {
        snprintf(path, size, "/v1/%s.%s", request->resource->name, writers[0]->name);
    }
}

static void write_errors(const struct request *request, const struct problem *p, const char *reason,
                         struct json_writer *json)
{
    char example[sizeof p->example];
    problem_make_example(request, p, example, sizeof example);
    json_begin_array(json, "errors");
    json_begin_object(json, NULL);
    if (names_parameter(p->status))
        problem_body_write_parameter(p, json);
    if (p->status == STATUS_UNENCODABLE) {
        json_text(json, "row", p->subject);
        json_text(json, "column", p->value);
        json_text(json, "character", p->reason);
    }
    json_text(json, "reason", p->reason[0] ? p->reason : reason);
    write_allowed(json, p->allowed);
    json_text(json, "did_you_mean", p->nearest);
    json_text(json, "example", example);
    json_end(json);
    json_end(json);
}

void problem_write(const struct request *request, const struct problem *p, struct out *out)
{
    const struct status_info *info = status_info(p->status);
    const char *title = info->title[request->language == LANGUAGE_EN ? 1 : 0];
    struct json_writer json = json_compact(out, JSON_EMPTY_NONE);
    char detail[4096];
    problem_text(p, request->language, detail, sizeof detail);
    json_begin_object(&json, NULL);
    json_printf(&json, "type", "/problems/%s", info->slug);
    json_text(&json, "title", title);
    json_int(&json, "status", info->http);
    json_text(&json, "detail", detail);
    if (request->target.len && request_check_target(request->target))
        json_slice(&json, "instance", request->target);
    if (has_errors(p))
        write_errors(request, p, title, &json);
    json_finish(&json);
}

bool problem_page_wanted(const struct request *request)
{
    struct slice accept = request->accept;
    int page = negotiate_quality(accept, "text/html");
    return request->snapshot && negotiate_wants(accept, "text/html") &&
           page > negotiate_quality(accept, "application/problem+json") &&
           page > negotiate_quality(accept, "application/json");
}

void problem_page_write(const struct request *request, const struct problem *p, struct out *out)
{
    const struct page_context context = request_page(request);
    char example[sizeof p->example];
    struct problem shown = *p;
    problem_make_example(request, p, example, sizeof example);
    request_page_path(example);
    page_problem(&shown);
    problem_page(&context, &shown, example, out);
}
