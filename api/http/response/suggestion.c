/* The example of a problem with a parameter: the request itself with the fault mended or left out.
 *
 * Each parameter is kept if the request can be read with it, and its references are there. In the
 * place of the one that is wrong, what is near or allowed is tried first. What a whole answer may
 * still refuse (sums, derivations) is left out. */
#include "hiraku/http/response/problem_body.h"

#include "hiraku/base/out.h"
#include "hiraku/http/routing/media_types.h"
#include "hiraku/http/routing/request_pin.h"
#include "hiraku/http/routing/request_service.h"
#include "hiraku/http/routing/route.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/query/query.h"
#include "hiraku/service/service.h"
#include "hiraku/value/iri.h"

#include <stdio.h>

enum { KEPT_MAX = 24, TRIED_MAX = 48, SCRATCH_MAX = 4 << 20, VALUE_MAX = 600, CANDIDATES_MAX = 2 };

struct suggestion {
    struct request *request;
    struct problem *p;
    struct service service;
    struct slice path;    /* of the example */
    struct arena scratch; /* of one try */
    struct parameter kept[KEPT_MAX];
    size_t count;
};

/* Want of memory is kept by the request's arena: a suggestion is not left out without a word. */
static enum status suggestion_noted(const struct suggestion *suggestion, enum status status)
{
    if (status == STATUS_NO_MEMORY)
        arena_exhaust(&suggestion->request->arena);
    return status;
}

static enum status suggestion_try(struct suggestion *suggestion, size_t count, struct problem *p)
{
    const struct trial trial = {suggestion->request, &suggestion->service, suggestion->kept, count,
                                &suggestion->scratch};
    arena_reset(&suggestion->scratch);
    return suggestion_noted(suggestion, suggestion->request->route->accepts(&trial, p));
}

static bool suggestion_keep(struct suggestion *suggestion, struct slice name, struct slice value)
{
    if (suggestion->count == KEPT_MAX || slice_is(name, "cursor"))
        return false;
    suggestion->kept[suggestion->count] = (struct parameter){name, value};
    bool good = suggestion_try(suggestion, suggestion->count + 1, NULL) == STATUS_OK;
    suggestion->count += good;
    return good;
}

/* --- what may be meant --- */

/* The name that the problem is about, with the brackets of a list or without. */
static bool is_wrong(const struct problem *p, struct slice name)
{
    char wrong[sizeof p->subject + sizeof p->value + 2];
    snprintf(wrong, sizeof wrong, "%s%s%s", p->subject,
             p->status == STATUS_BAD_OPERATOR ? "__" : "",
             p->status == STATUS_BAD_OPERATOR ? p->value : "");
    return slice_starts(name, wrong) &&
           (name.len == strlen(wrong) || name.at[strlen(wrong)] == '[');
}

/* The value with `other` for the part of it that is wrong, or for all of it. */
static void suggestion_write_value(struct out *out, struct slice value, const char *part,
                                   struct slice other)
{
    size_t len = strlen(part);
    const char *at = len ? memmem(value.at ? value.at : "", value.len, part, len) : NULL;
    if (at)
        out_slice(out, (struct slice){value.at, (size_t)(at - value.at)});
    out_slice(out, other);
    if (at)
        out_slice(out, (struct slice){at + len, value.len - (size_t)(at - value.at) - len});
}

/* A column of an order; the minus is its direction. */
static struct slice without_minus(struct slice name)
{
    return name.len && *name.at == '-' ? slice_from(name, 1) : name;
}

/* The list without what is in it already. */
static void write_once(struct out *out, struct slice list)
{
    for (size_t at = 0, first = 0; at <= list.len && list.len; first++) {
        const char *comma = at < list.len ? memchr(list.at + at, ',', list.len - at) : NULL;
        struct slice one = {list.at + at, comma ? (size_t)(comma - list.at) - at : list.len - at};
        struct slice rest = {list.at, at ? at - 1 : 0};
        bool again = false;
        while (rest.len && !again) {
            const char *end = memchr(rest.at, ',', rest.len);
            size_t len = end ? (size_t)(end - rest.at) : rest.len;
            again = slice_equal(without_minus((struct slice){rest.at, len}), without_minus(one));
            rest = end ? (struct slice){end + 1, rest.len - len - 1} : SLICE_NONE;
        }
        if (!again) {
            out_text(out, first ? "," : "");
            out_slice(out, one);
        }
        at += one.len + 1;
    }
}

/* Name and value with a zero byte between them. False: there is no such candidate. */
static bool write_candidate(const struct problem *p, const struct parameter *from, size_t number,
                            struct out *out)
{
    struct slice nearest = slice_of(p->nearest);
    struct slice allowed = {p->allowed, strcspn(p->allowed, ",")};
    const char *equals = strchr(p->nearest, '=');
    bool name = p->status == STATUS_UNKNOWN_PARAMETER;
    if (p->status == STATUS_REPEATED_VALUE && number == 0) {
        out_slice(out, from->name);
        out_char(out, '\0');
        write_once(out, from->value);
        return true;
    }
    if (number >= CANDIDATES_MAX || (number == 0 && nearest.len == 0) ||
        (number == 1 && allowed.len == 0))
        return false;
    struct slice near = number == 0 ? nearest : allowed;
    if (number == 0 && equals) {
        out_slice(out, (struct slice){p->nearest, (size_t)(equals - p->nearest)});
        out_char(out, '\0');
        out_text(out, equals + 1);
    } else if (name && number == 0) {
        out_slice(out, nearest);
        out_char(out, '\0');
        out_slice(out, from->value);
    } else if (p->status == STATUS_BAD_OPERATOR ||
               (p->status == STATUS_TOO_MANY_STEPS && slice_is(from->name, p->value))) {
        if (p->status == STATUS_BAD_OPERATOR) {
            out_text(out, p->subject);
            out_text(out, "__");
        }
        out_slice(out, near);
        out_char(out, '\0');
        out_slice(out, from->value);
    } else if (!name) {
        out_slice(out, from->name);
        out_char(out, '\0');
        suggestion_write_value(out, from->value, p->value, near);
    }
    return true;
}

static bool suggestion_written(struct suggestion *suggestion, struct out *out)
{
    return suggestion_noted(suggestion, out_finish(out, NULL)) == STATUS_OK;
}

static void keep_mended(struct suggestion *suggestion, const struct parameter *from)
{
    for (size_t number = 0; number < CANDIDATES_MAX; number++) {
        struct out out;
        out_open_memory(&out, 2 * (size_t)VALUE_MAX);
        bool there = write_candidate(suggestion->p, from, number, &out);
        struct slice text = {NULL, 0};
        if (suggestion_written(suggestion, &out) && there && out.len)
            text = arena_copy(&suggestion->request->arena, out_written(&out));
        out_close(&out);
        const char *end = text.len ? memchr(text.at, '\0', text.len) : NULL;
        if (!end)
            continue;
        struct slice name = {text.at, (size_t)(end - text.at)};
        if (suggestion_keep(suggestion, name, (struct slice){end + 1, text.len - name.len - 1}))
            return;
    }
}

/* --- the example --- */

static void write_example(struct suggestion *suggestion)
{
    struct out out;
    out_open_memory(&out, sizeof suggestion->p->example);
    out_slice(&out, suggestion->path);
    for (size_t i = 0; i < suggestion->count; i++) {
        out_char(&out, i == 0 ? '?' : '&');
        iri_segment(&out, suggestion->kept[i].name);
        out_char(&out, '=');
        iri_segment(&out, suggestion->kept[i].value);
    }
    struct slice link = request_pinned(suggestion->request, out_written(&out));
    if (suggestion_written(suggestion, &out) && link.len < sizeof suggestion->p->example) {
        suggestion->p->example[0] = '\0';
        problem_example(suggestion->p, arena_copy(&suggestion->request->arena, link).at);
    }
    out_close(&out);
}

static void suggestion_parameters(struct suggestion *suggestion)
{
    const struct request *request = suggestion->request;
    bool about_one = suggestion->p->status != STATUS_REPEATED_PARAMETER &&
                     suggestion->p->status != STATUS_EXCLUSIVE_PARAMETERS;
    for (size_t i = 0; i < request->parameter_count && i < TRIED_MAX; i++) {
        const struct parameter *one = &request->parameters[i];
        if (!suggestion_keep(suggestion, one->name, one->value) && about_one &&
            is_wrong(suggestion->p, one->name))
            keep_mended(suggestion, one);
    }
}

static bool is_about_parameters(enum status status)
{
    return status == STATUS_UNKNOWN_PARAMETER || status == STATUS_PARAMETER_ELSEWHERE ||
           status == STATUS_REPEATED_PARAMETER || status == STATUS_BAD_PARAMETER ||
           status == STATUS_BAD_OPERATOR || status == STATUS_EXCLUSIVE_PARAMETERS ||
           status == STATUS_REPEATED_VALUE || status == STATUS_EMPTY_VALUE ||
           status == STATUS_UNKNOWN_REFERENCE || status == STATUS_TOO_MANY_STEPS;
}

/* `format=csv`: the form is chosen by the suffix of the path. */
static void use_form(struct suggestion *suggestion)
{
    static const char *const names[] = {"format", "f", "_format", "fmt", "output", "type"};
    struct request *request = suggestion->request;
    struct form forms[REQUEST_FORMS_MAX];
    size_t count = route_forms(request->route, forms);
    struct slice stem = request->path, value = {NULL, 0};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        for (size_t j = 0; j < request->parameter_count; j++)
            if (strcmp(suggestion->p->subject, names[i]) == 0 &&
                slice_is(request->parameters[j].name, names[i]))
                value = request->parameters[j].value;
    if (request->suffix.len && stem.len > request->suffix.len)
        stem.len -= request->suffix.len + 1;
    for (size_t i = 0; i < count && value.len; i++) {
        if (!slice_is(value, forms[i].name))
            continue;
        suggestion->path =
            arena_printf(&request->arena, "%.*s.%s", (int)stem.len, stem.at, forms[i].name);
        request->form = forms[i];
        suggestion->p->nearest[0] = '\0';
        problem_nearest(suggestion->p, suggestion->path);
        return;
    }
}

void suggestion_make(struct request *request, struct problem *p)
{
    struct problem other = {.status = STATUS_OK};
    if (!p || !request->snapshot || !is_about_parameters(p->status) || !request->route->accepts)
        return;
    struct suggestion *suggestion = arena_alloc(&request->arena, sizeof *suggestion);
    if (!suggestion)
        return;
    suggestion->request = request;
    suggestion->p = p;
    suggestion->path = request->path;
    use_form(suggestion);
    if (suggestion_noted(suggestion, request_service(request, &suggestion->service, NULL)) !=
        STATUS_OK)
        return;
    arena_init(&suggestion->scratch, SCRATCH_MAX);
    if (suggestion_try(suggestion, 0, &other) == STATUS_OK) {
        suggestion_parameters(suggestion);
        write_example(suggestion);
    } else if (other.example[0]) {
        memcpy(p->example, other.example, sizeof p->example);
    }
    arena_free(&suggestion->scratch);
    snapshot_return(request->snapshot, suggestion->service.store);
}
