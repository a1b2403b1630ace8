/* See own_call.h. What exchange/ does with a request of a connection is done here with one that
 * nobody sent; the response is made by the same function and read instead of sent. */
#include "hiraku/http/response/own_call.h"

#include "hiraku/base/config.h"
#include "hiraku/base/utf8.h"
#include "hiraku/exporters/rows/records.h"
#include "hiraku/http/response/memento.h"
#include "hiraku/http/response/planning.h"
#include "hiraku/http/response/problem_body.h"
#include "hiraku/http/response/problem_reply.h"
#include "hiraku/http/response/response.h"
#include "hiraku/http/routing/media_types.h"
#include "hiraku/http/routing/request_pin.h"
#include "hiraku/http/routing/request_prepare.h"
#include "hiraku/http/routing/route.h"
#include "hiraku/http/routing/shared_link.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/http/snapshot/snapshots.h"
#include "hiraku/model/instance.h"
#include "hiraku/usage/usage_book.h"

#include <errno.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { OWN_CALL_ARENA = 1024 * 1024, OWN_CALL_SLICE = 8 * 1024 * 1024, HTTP_SERVER_ERROR = 500 };

/* --- the plan --- */

/* Whether it is there for whoever asks here, and for a GET. With a listener for operators their
 * figures are there alone. */
static enum status own_call_offered(const struct request *other, struct problem *p)
{
    const struct config *config = other->snapshots->config;
    const struct route *route = other->route;
    if (!route_takes(route, slice_of("GET")) || !route_is_offered(route, config) ||
        (route->flags & ROUTE_OPERATORS && config->metrics_listen[0]))
        return problem_set(p, STATUS_NOT_FOUND, other->path, SLICE_NONE, NULL);
    return STATUS_OK;
}

/* As long as one that is sent may be. */
static enum status own_call_length(const struct request *other, struct problem *p)
{
    int longest = (int)other->snapshots->config->url_length;
    char limit[24];
    if (other->target.len <= (size_t)longest)
        return STATUS_OK;
    snprintf(limit, sizeof limit, "%d", longest);
    return problem_set(p, STATUS_URL_TOO_LONG, SLICE_NONE, slice_of(limit), NULL);
}

static enum status own_call_answer(struct own_call *call, struct problem *p)
{
    struct request *other = &call->other;
    enum status status = own_call_length(other, p);
    if (status == STATUS_OK)
        status = request_prepare_route(other, (size_t)other->snapshots->config->parameters, p);
    if (status == STATUS_OK)
        status = own_call_offered(other, p);
    if (status == STATUS_OK)
        status = request_prepare_form(other, p);
    if (status != STATUS_OK)
        return status;
    if (other->records)
        other->form.writer = &writer_records;
    call->reply.selected.vary_accept = other->suffix.len == 0;
    call->reply.selected.vary_language = route_in_language(other);
    status = request_take_pin(other, p);
    if (status != STATUS_OK)
        return status;
    if (other->leads) {
        call->reply.selected.location = shared_link_page(other);
        return STATUS_OK;
    }
    memento_describe(other, &call->reply.selected);
    return planning_run(other, &call->reply.selected, p);
}

/* What is the client's fault is shown; what is not fails here, too. */
static enum status own_call_settle(struct own_call *call, enum status status, struct problem *p)
{
    struct request *other = &call->other;
    if (other->route)
        request_allow_pin(other, &call->problem);
    if (other->route && status_info(status)->exit == EXIT_USAGE)
        suggestion_make(other, &call->problem);
    if (arena_overflowed(&other->arena))
        return problem_memory(p);
    if (status_is_damage(status) && other->snapshot) {
        snapshot_mark_corrupt(other->snapshot, &call->problem);
        return problem_set(p, STATUS_NOT_READY, SLICE_NONE, SLICE_NONE, "the release is damaged");
    }
    call->status = call->problem.status = status;
    if (status == STATUS_OK || status_info(status)->http < HTTP_SERVER_ERROR)
        return STATUS_OK;
    *p = call->problem;
    return status;
}

static enum status own_call_open(struct own_call *call, const struct request *request,
                                 struct slice target, const struct records *records,
                                 const char *accept, struct problem *p)
{
    struct request *other = &call->other;
    *other = (struct request){.limits = request->limits,
                              .snapshots = request->snapshots,
                              .monitor = request->monitor,
                              .responses = request->responses,
                              .routes = request->routes,
                              .language = request->language,
                              .takes_identity = true,
                              .accept = slice_of(accept),
                              .records = records,
                              .deadline_ms = request->deadline_ms,
                              .snapshot = snapshot_ref(request->snapshot),
                              .target = target};
    arena_init(&other->arena, OWN_CALL_ARENA);
    reply_init(&call->reply);
    call->problem.status = STATUS_OK;
    call->shown = (struct shown_answer){
        .url = arena_printf(&other->arena, "%s%.*s", snapshot_instance(request->snapshot)->base_url,
                            (int)target.len, target.at)};
    return own_call_settle(call, own_call_answer(call, &call->problem), p);
}

enum status own_call_plan_records(struct own_call *call, const struct request *request,
                                  struct slice target, const struct records *records,
                                  struct problem *p)
{
    return own_call_open(call, request, target, records, NULL, p);
}

enum status own_call_plan(struct own_call *call, const struct request *request, struct slice target,
                          struct problem *p)
{
    return own_call_open(call, request, target, NULL, NULL, p);
}

enum status own_call_plan_page(struct own_call *call, const struct request *request,
                               struct slice target, struct problem *p)
{
    return own_call_open(call, request, target, NULL, "text/html, */*;q=0.1", p);
}

struct slice own_call_validator(struct own_call *call)
{
    const struct representation *selected = &call->reply.selected;
    if (call->status != STATUS_OK || !selected->etag[0] || selected->uncacheable)
        return SLICE_NONE;
    return arena_copy(&call->other.arena, slice_of(selected->etag));
}

/* --- the answer --- */

/* Of a stream so much as is shown. */
static enum status own_call_stream(struct own_call *call, struct problem *p)
{
    struct representation *selected = &call->reply.selected;
    struct out *body = &call->reply.body;
    enum status status = selected->begin ? selected->begin(&call->other, selected, p) : STATUS_OK;
    out_close(body);
    out_open_memory(body, OWN_CALL_SLICE);
    for (bool more = true; more && status == STATUS_OK && body->len <= SHOWN_ANSWER_BYTES;)
        status = selected->source(selected->context, body, &more, p);
    return status == STATUS_OK ? out_finish(body, p) : status;
}

static enum status own_call_file(struct own_call *call, struct problem *p)
{
    char *bytes = arena_alloc(&call->other.arena, SHOWN_ANSWER_BYTES + 1);
    if (!bytes)
        return problem_memory(p);
    ssize_t len = pread(call->reply.selected.fd, bytes, SHOWN_ANSWER_BYTES + 1, 0);
    if (len < 0)
        return problem_errno(p, "download");
    call->shown.body = (struct slice){bytes, (size_t)len};
    return STATUS_OK;
}

static enum status own_call_write(struct own_call *call, struct problem *p)
{
    struct reply *reply = &call->reply;
    struct representation *selected = &reply->selected;
    enum status status = STATUS_OK;
    if (selected->write) {
        status = selected->write(&call->other, selected, reply_open(&call->other, reply), p);
        if (status == STATUS_OK)
            status = out_finish(&reply->body, p);
    } else if (selected->source) {
        status = own_call_stream(call, p);
    } else if (selected->fd >= 0) {
        status = own_call_file(call, p);
    }
    return status;
}

/* Text is what a page may hold (HTML Living Standard s.13.2.3.5): no control characters. */
static bool own_call_is_text(struct slice body)
{
    for (size_t at = 0; at < body.len;) {
        int32_t c = utf8_next(body, &at);
        if (c < 0 || (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c < 0xA0))
            return false;
    }
    return true;
}

static void own_call_show_body(struct own_call *call)
{
    struct shown_answer *shown = &call->shown;
    struct slice body = shown->body.at ? shown->body : out_written(&call->reply.body);
    shown->cut = body.len > SHOWN_ANSWER_BYTES;
    struct slice whole = shown->cut ? utf8_cut(body, SHOWN_ANSWER_BYTES) : body;
    shown->text = own_call_is_text(whole);
    shown->body = arena_copy(&call->other.arena, whole);
}

/* Fields that say something of the answer itself; others are the same everywhere (/docs#fields). */
static enum MHD_Result own_call_field(void *context, enum MHD_ValueKind kind, const char *name,
                                      const char *value)
{
    static const char *const shown[] = {
        "Content-Type",  "Content-Location", "Content-Disposition", "ETag",     "Last-Modified",
        "Cache-Control", "Hiraku-Release",   "Memento-Datetime",    "Location", "Link",
        "Deprecation",   "Sunset",           "Repr-Digest",         "Allow"};
    struct own_call *call = context;
    struct arena *arena = &call->other.arena;
    (void)kind;
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        if (strcmp(name, shown[i]) == 0 && call->shown.field_count < SHOWN_FIELDS_MAX)
            call->shown.fields[call->shown.field_count++] = (struct shown_field){
                arena_copy(arena, slice_of(name)), arena_copy(arena, slice_of(value))};
    return MHD_YES;
}

static enum status own_call_show(struct own_call *call, struct problem *p)
{
    struct request *other = &call->other;
    struct reply *reply = &call->reply;
    struct response response = {.responses = other->responses, .head_bytes_left = SIZE_MAX};
    if (call->status != STATUS_OK)
        problem_reply(reply, other, &call->problem, false);
    own_call_show_body(call);
    call->shown.media_type = reply->selected.media_type;
    call->shown.http = response_code(&response, reply, other);
    call->shown.reason = MHD_get_reason_phrase_for(call->shown.http);
    if (call->status != STATUS_OK) {
        char *example = arena_alloc(&other->arena, sizeof call->problem.example);
        if (!example)
            return problem_memory(p);
        problem_make_example(other, &call->problem, example, sizeof call->problem.example);
        call->shown.problem = &call->problem;
        call->shown.example = example;
    }
    struct MHD_Response *made = response_make(&response, reply, other, call->shown.http);
    if (!made)
        return problem_memory(p);
    MHD_get_response_headers(made, own_call_field, call);
    MHD_destroy_response(made);
    return arena_overflowed(&other->arena) ? problem_memory(p) : STATUS_OK;
}

enum status own_call_make(struct own_call *call, struct problem *p)
{
    enum status status = STATUS_OK;
    if (call->status == STATUS_OK)
        status = own_call_settle(call, own_call_write(call, &call->problem), p);
    return status == STATUS_OK ? own_call_show(call, p) : status;
}

enum status own_call_body(struct own_call *call, struct slice *body, struct problem *p)
{
    enum status status = STATUS_OK;
    if (call->status == STATUS_OK)
        status = own_call_settle(call, own_call_write(call, &call->problem), p);
    *body = out_written(&call->reply.body);
    return status;
}

/* --- the whole answer, however long --- */

static enum status own_call_pour_stream(struct own_call *call, struct out *out, struct problem *p)
{
    struct representation *selected = &call->reply.selected;
    struct out *slice = &call->reply.body;
    enum status status = selected->begin ? selected->begin(&call->other, selected, p) : STATUS_OK;
    out_close(slice);
    out_open_memory(slice, OWN_CALL_SLICE);
    for (bool more = true; more && status == STATUS_OK;) {
        status = selected->source(selected->context, slice, &more, p);
        if (status == STATUS_OK)
            status = out_finish(slice, p);
        out_slice(out, out_written(slice));
        out_reset(slice);
    }
    return status;
}

static enum status own_call_pour_file(struct own_call *call, struct out *out, struct problem *p)
{
    char bytes[1 << 14];
    off_t at = 0;
    ssize_t len;
    do {
        len = pread(call->reply.selected.fd, bytes, sizeof bytes, at);
        if (len < 0 && errno != EINTR)
            return problem_errno(p, "download");
        if (len > 0) {
            out_bytes(out, bytes, (size_t)len);
            at += len;
        }
    } while (len != 0);
    return STATUS_OK;
}

enum status own_call_pour(struct own_call *call, struct out *out, struct problem *p)
{
    const struct representation *selected = &call->reply.selected;
    enum status status = STATUS_OK;
    if (selected->write) {
        status = own_call_write(call, p);
        out_slice(out, out_written(&call->reply.body));
    } else if (selected->source) {
        status = own_call_pour_stream(call, out, p);
    } else if (selected->fd >= 0) {
        status = own_call_pour_file(call, out, p);
    }
    return status;
}

void own_call_note_use(struct request *request, const struct own_call *call)
{
    request->used.table = call->other.resource;
    request->used.kpi = SLICE_NONE;
    if (strstr(call->other.route->pattern, "/{kpi}"))
        request->used.kpi = arena_copy(&request->arena, call->other.id);
}

enum status own_call_ask(struct request *request, struct slice target,
                         const struct records *records, struct out *out, struct problem *p)
{
    struct own_call *call = malloc(sizeof *call);
    struct slice body;
    if (!call)
        return problem_memory(p);
    enum status status = own_call_plan_records(call, request, target, records, p);
    if (status == STATUS_OK)
        status = own_call_body(call, &body, p);
    if (status == STATUS_OK && call->status != STATUS_OK) {
        *p = call->problem;
        status = call->status;
    }
    if (status == STATUS_OK) {
        out_slice(out, body);
        own_call_note_use(request, call);
    }
    own_call_close(call);
    free(call);
    return status;
}

void own_call_close(struct own_call *call)
{
    reply_free(&call->reply);
    snapshot_unref(call->other.snapshot);
    call->other.snapshot = NULL;
    usage_book_unref(call->other.usage);
    call->other.usage = NULL;
    arena_free(&call->other.arena);
}
