/* See memento.h. */
#include "hiraku/http/response/memento.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/config.h"
#include "hiraku/base/out.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_pin.h"
#include "hiraku/http/routing/route.h"
#include "hiraku/http/snapshot/release_states.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/http/snapshot/snapshots.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/model/resource.h"
#include "hiraku/query/query.h"
#include "hiraku/query/release_link.h"
#include "hiraku/release/manifest.h"
#include "hiraku/value/iri.h"

#include <stdio.h>

enum { TIMEMAP_URL_MAX = 1 << 16 };

/* The URLs that the links of one answer are made of. */
struct memento_urls {
    struct request *request;
    struct slice base, original; /* `original`: path and query */
};

/* --- what an answer is made from --- */

/* A condition, an order or a group may go through references, and an answer may embed what they
 * lead to. */
static bool memento_reaches_out(const struct request *request)
{
    for (size_t i = 0; i < request->parameter_count; i++) {
        const struct parameter *one = &request->parameters[i];
        if (slice_is(one->name, "include") || memchr(one->name.at, '.', one->name.len) ||
            (one->value.len && memchr(one->value.at, '.', one->value.len)))
            return true;
    }
    return false;
}

struct timeline_basis memento_basis(const struct request *request)
{
    struct timeline_basis basis = {.count = 0};
    if (!(request->route->flags & ROUTE_ROWS) || memento_reaches_out(request))
        return basis;
    basis.tables[basis.count++] = request->resource ? request->resource : model_cube();
    if (!request->resource)
        basis.tables[basis.count++] = model_cube_subject()->ref;
    return basis;
}

/* --- links --- */

/* That of the current release, also in an answer of one that had another. */
static struct slice memento_base(struct request *request)
{
    struct snapshot *current;
    struct slice base = slice_of(snapshot_instance(request->snapshot)->base_url);
    if (request->pin.taken && snapshots_current(request->snapshots, &current, NULL) == STATUS_OK) {
        base = arena_copy(&request->arena, slice_of(snapshot_instance(current)->base_url));
        snapshot_unref(current);
    }
    return base;
}

struct slice memento_timemap(struct request *request, struct slice base, struct slice original)
{
    struct out out;
    out_open_memory(&out, TIMEMAP_URL_MAX);
    out_slice(&out, base);
    out_text(&out, "/v1/timemap?url=");
    iri_query_value(&out, original);
    return out_keep(&out, &request->arena);
}

static void memento_add(struct memento *memento, struct slice link)
{
    if (link.len && memento->count < MEMENTO_LINKS_MAX)
        memento->links[memento->count++] = link;
}

static void memento_add_state(struct memento *memento, const struct memento_urls *urls,
                              const char *rel, const struct timeline_state *state)
{
    char when[CLOCK_HTTP_SIZE];
    struct arena *arena = &urls->request->arena;
    struct slice link = release_link(arena, urls->original, state->number);
    clock_http(state->at, when);
    memento_add(memento, arena_printf(arena, "<%.*s%.*s>; rel=\"%s memento\"; datetime=\"%s\"",
                                      (int)urls->base.len, urls->base.at, (int)link.len,
                                      link.len ? link.at : "", rel, when));
}

/* Those that every answer has. */
static struct memento *memento_begin(struct request *request, struct memento_urls *urls)
{
    struct arena *arena = &request->arena;
    struct memento *memento = arena_alloc(arena, sizeof *memento);
    *urls = (struct memento_urls){request, memento_base(request), request_original(request)};
    struct slice timemap = memento_timemap(request, urls->base, urls->original);
    if (!memento || !urls->original.at || !timemap.at)
        return NULL;
    memento_add(memento,
                arena_printf(arena, "<%.*s%.*s>; rel=\"original timegate\"", (int)urls->base.len,
                             urls->base.at, (int)urls->original.len, urls->original.at));
    memento_add(memento,
                arena_printf(arena, "<%.*s>; rel=\"timemap\"; type=\"application/link-format\"",
                             (int)timemap.len, timemap.at));
    return memento;
}

/* Two relations, or both of one state. */
static void memento_add_both(struct memento *memento, const struct memento_urls *urls,
                             const char *other_rel, const struct timeline_state *first,
                             const struct timeline_state *other)
{
    char both[24];
    if (other && other->number == first->number) {
        snprintf(both, sizeof both, "first %s", other_rel);
        memento_add_state(memento, urls, both, first);
        return;
    }
    memento_add_state(memento, urls, "first", first);
    if (other)
        memento_add_state(memento, urls, other_rel, other);
}

void memento_links(const struct memento *memento, size_t room, char *text)
{
    size_t len = 0;
    for (size_t i = 0; i < memento->count; i++) {
        struct slice link = memento->links[i];
        size_t comma = len ? 2 : 0;
        if (link.len + comma > room - len)
            continue;
        memcpy(text + len, ", ", comma);
        memcpy(text + len + comma, link.at, link.len);
        len += comma + link.len;
    }
    text[len] = '\0';
}

/* --- answers --- */

enum status memento_find(struct request *request, struct representation *answer, struct problem *p)
{
    struct timeline line;
    struct timeline_state first = {0}, last = {0}, found = {0};
    struct memento_urls urls;
    const struct timeline_basis basis = memento_basis(request);
    struct memento *memento = memento_begin(request, &urls);
    enum status status = timeline_open(&line, request->snapshots->config->store,
                                       snapshot_manifest(request->snapshot)->number, &basis, p);
    if (status == STATUS_OK && (!timeline_back(&line, &last) || !timeline_first(&line, &first)))
        status = problem_set(p, STATUS_NOT_READY, SLICE_NONE, SLICE_NONE, "no release to be shown");
    if (status == STATUS_OK) {
        timeline_seek(&line, request->pin.end);
        if (!timeline_back(&line, &found))
            found = first;
        answer->location = release_link(&request->arena, urls.original, found.number);
        answer->found = true;
        answer->memento = memento;
    }
    if (status == STATUS_OK && memento)
        memento_add_both(memento, &urls, "last", &first, &last);
    timeline_close(&line);
    return status;
}

static void memento_look_back(struct request *request, struct memento *memento,
                              const struct memento_urls *urls)
{
    const struct timeline_basis basis = memento_basis(request);
    const struct release_states states = snapshot_states(request->snapshot, &basis);
    if (states.first.number)
        memento_add_both(memento, urls, "prev", &states.first,
                         states.before.number ? &states.before : NULL);
}

void memento_describe(struct request *request, struct representation *answer)
{
    struct memento_urls urls;
    if (!request_can_be_pinned(request) || !request->snapshot)
        return;
    struct memento *memento = memento_begin(request, &urls);
    if (memento && request->pin.taken) {
        memento->at = snapshot_manifest(request->snapshot)->published_at;
        memento_look_back(request, memento, &urls);
    }
    answer->memento = memento;
}
