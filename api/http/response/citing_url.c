/* See citing_url.h. The URL becomes a request of its own. */
#include "hiraku/http/response/citing_url.h"

#include "hiraku/base/out.h"
#include "hiraku/exporters/citation/citation.h"
#include "hiraku/http/response/citing.h"
#include "hiraku/http/response/planning.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/media_types.h"
#include "hiraku/http/routing/own_url.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_ending.h"
#include "hiraku/http/routing/request_pin.h"
#include "hiraku/http/routing/request_service.h"
#include "hiraku/http/routing/route.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/query/query.h"
#include "hiraku/service/record.h"
#include "hiraku/service/service.h"
#include "hiraku/value/iri.h"

#include <unistd.h>

static enum status citing_url_language(const struct parameter *given,
                                       struct citing_question *question, struct problem *p)
{
    if (question->bilingual)
        return problem_set(p, STATUS_PARAMETER_ELSEWHERE, given->name,
                           slice_of(".txt, .bib, .ris, .csl"), NULL);
    question->language = slice_is(given->value, "en") ? LANGUAGE_EN : LANGUAGE_JA;
    if (question->language == LANGUAGE_EN || slice_is(given->value, "ja"))
        return STATUS_OK;
    problem_set(p, STATUS_BAD_PARAMETER, given->name, given->value, NULL);
    problem_allow(p, slice_of("ja"));
    problem_allow(p, slice_of("en"));
    return STATUS_BAD_PARAMETER;
}

enum status citing_url_read(const struct request *request, struct citing_question *question,
                            struct problem *p)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < request->parameter_count && status == STATUS_OK; i++) {
        const struct parameter *given = &request->parameters[i];
        for (size_t j = 0; j < i; j++)
            if (slice_equal(request->parameters[j].name, given->name))
                return problem_set(p, STATUS_REPEATED_PARAMETER, given->name, given->value, NULL);
        if (slice_is(given->name, "url")) {
            question->url = given;
        } else if (slice_is(given->name, "lang")) {
            status = citing_url_language(given, question, p);
        } else {
            status = problem_set(p, STATUS_UNKNOWN_PARAMETER, given->name, SLICE_NONE, NULL);
            problem_allow(p, slice_of("url"));
            problem_allow(p, slice_of("lang"));
        }
    }
    if (status == STATUS_OK && (!question->url || question->url->value.len == 0)) {
        status = problem_set(p, STATUS_MISSING_PARAMETER, slice_of("url"), SLICE_NONE, NULL);
        problem_example(p, request->route->example);
    }
    return status;
}

struct slice citing_url_canonical(struct request *request, const struct citing_question *question)
{
    enum { ENCODED = 3 };
    struct out out;
    out_open_memory(&out, question->url->value.len * ENCODED + 64);
    out_text(&out, question->bilingual                 ? ""
                   : question->language == LANGUAGE_EN ? "lang=en&"
                                                       : "lang=ja&");
    out_text(&out, "url=");
    iri_segment(&out, question->url->value);
    return out_keep(&out, &request->arena);
}

/* What exchange/prepare.c does with the target of a request, of which no field was sent. */
static enum status citing_url_prepare(struct request *other, struct problem *p)
{
    enum status status = request_check_ending(other, p);
    if (status != STATUS_OK)
        return status;
    if (route_negotiate(other, NULL) != STATUS_OK ||
        (!(other->route->flags & (ROUTE_FILE | ROUTE_LASTING)) && !request_can_be_pinned(other)))
        return problem_set(p, STATUS_NOT_CITABLE, slice_of("url"), other->target, NULL);
    return request_read_pin(other, p);
}

/* The record that the answer is of or about tells its title. */
static enum status citing_url_title(struct request *other, struct representation *answer,
                                    const struct citation **citation, struct problem *p)
{
    struct service service;
    struct stored_record *record = arena_alloc(&other->arena, sizeof *record);
    if (answer->about_id.len == 0) {
        *citation = citing_citation(other, answer, NULL);
        return STATUS_OK;
    }
    if (!record)
        return problem_memory(p);
    enum status status = request_service(other, &service, p);
    if (status != STATUS_OK)
        return status;
    view_init(&record->view, answer->about, COL_HIDDEN);
    status = record_require(record, &service, answer->about_id, p);
    if (status == STATUS_OK)
        *citation = citing_citation(other, answer, &record->row);
    record_close(record);
    snapshot_return(other->snapshot, service.store);
    return status;
}

/* `*moved`: another spelling of the same address, of which nothing else is said; or empty. */
static enum status citing_url_plan(struct request *other, const struct citation **citation,
                                   struct slice *moved, struct problem *p)
{
    struct representation answer = {.fd = -1};
    enum status status = request_take_pin(other, p);
    if (status == STATUS_OK)
        status = planning_run(other, &answer, p);
    *moved = status == STATUS_OK && answer.moved ? answer.location : SLICE_NONE;
    if (moved->len > 0)
        return STATUS_OK;
    if (status == STATUS_OK && answer.cited_in == 0)
        status = problem_set(p, STATUS_NOT_CITABLE, slice_of("url"), other->target, NULL);
    if (status == STATUS_OK)
        status = citing_url_title(other, &answer, citation, p);
    if (status == STATUS_OK && !*citation)
        status = problem_set(p, STATUS_BUSY, SLICE_NONE, SLICE_NONE, NULL);
    if (answer.close)
        answer.close(answer.context);
    if (answer.fd >= 0)
        close(answer.fd);
    return status;
}

static enum status citing_url_once(struct request *request, const struct parameter *url,
                                   struct request *other, const struct citation **citation,
                                   struct slice *moved, struct problem *p)
{
    *citation = NULL;
    *moved = SLICE_NONE;
    enum status status = own_url_open(request, url, other, p);
    other->snapshot = snapshot_ref(other->snapshot);
    other->takes_identity = true;
    if (status == STATUS_OK)
        status = citing_url_prepare(other, p);
    if (status == STATUS_OK)
        status = citing_url_plan(other, citation, moved, p);
    if (status == STATUS_OK && arena_overflowed(&other->arena))
        status = problem_memory(p);
    snapshot_unref(other->snapshot);
    other->snapshot = NULL;
    return status;
}

enum status citing_url(struct request *request, const struct parameter *url, struct request *other,
                       const struct citation **citation, struct problem *p)
{
    struct slice moved;
    enum status status = citing_url_once(request, url, other, citation, &moved, p);
    if (moved.len > 0) {
        const struct parameter canonical = {url->name, arena_copy(&request->arena, moved)};
        own_url_close(other);
        status = citing_url_once(request, &canonical, other, citation, &moved, p);
    }
    if (status == STATUS_NOT_CITABLE || status == STATUS_BAD_PARAMETER)
        problem_example(p, request->route->example);
    return status;
}
