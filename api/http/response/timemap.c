/* See timemap.h. The states are looked up before the validators, which depend on them: a release
 * may be withdrawn while the current one stays. */
#include "hiraku/http/response/timemap.h"

#include "hiraku/base/config.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/memento.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/response/timemap_body.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_pin.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/http/snapshot/snapshots.h"
#include "hiraku/model/instance.h"
#include "hiraku/release/manifest.h"

#include <inttypes.h>
#include <stdio.h>

/* What is wanted of the answer, in the query behind the URL. */
static struct slice timemap_parameters(struct request *request, const struct timemap_part *part)
{
    char before[40] = "", limit[40] = "";
    if (part->before != UINT64_MAX)
        snprintf(before, sizeof before, "&before=%" PRIu64, part->before);
    if (part->limit != TIMEMAP_DEFAULT)
        snprintf(limit, sizeof limit, "&limit=%zu", part->limit);
    return arena_printf(&request->arena, "%s%s", before, limit);
}

/* The URL of a TimeMap, in a form or (`form` empty) in that which Accept chooses. */
static struct slice timemap_url(struct request *request, const char *form,
                                const struct timemap *map, const struct timemap_part *part)
{
    const char *base = snapshot_instance(request->snapshot)->base_url;
    struct slice original = slice_from(map->original, strlen(base));
    struct slice url = memento_timemap(request, SLICE_NONE, original);
    struct slice rest = timemap_parameters(request, part);
    size_t path = sizeof "/v1/timemap" - 1;
    if (!url.at || url.len < path || !rest.at)
        return SLICE_NONE;
    return arena_printf(&request->arena, "%s%.*s%s%s%.*s%.*s", base, (int)path, url.at,
                        *form ? "." : "", form, (int)(url.len - path), url.at + path, (int)rest.len,
                        rest.at);
}

static void timemap_read_older(struct timeline *line, struct request *request,
                               const struct timemap_part *part, struct timemap *map)
{
    const struct timemap_part older = {map->states[map->count - 1].number, part->limit};
    if (!timeline_back(line, &map->older_last) || !timeline_first(line, &map->older_first))
        return;
    map->older = timemap_url(request, "", map, &older);
}

static enum status timemap_read(struct request *request, const struct timeline_basis *basis,
                                const struct timemap_part *part, struct timemap *map,
                                struct problem *p)
{
    struct timeline line;
    struct timeline_state *states =
        arena_alloc(&request->arena, part->limit * sizeof(struct timeline_state));
    uint64_t newest = snapshot_manifest(request->snapshot)->number;
    enum status status = timeline_open(&line, request->snapshots->config->store, newest, basis, p);
    if (status == STATUS_OK && !states)
        status = problem_memory(p);
    if (status == STATUS_OK) {
        map->states = states;
        map->newest = part->before > newest;
        timeline_seek_number(&line, part->before);
        while (map->count < part->limit && timeline_back(&line, &states[map->count]))
            map->count++;
        if (map->count == 0)
            status = problem_set(p, STATUS_NOT_FOUND, request->target, SLICE_NONE, NULL);
        else
            timemap_read_older(&line, request, part, map);
    }
    timeline_close(&line);
    return status;
}

static enum status timemap_write(struct request *request, struct representation *answer,
                                 struct out *out, struct problem *p)
{
    (void)p;
    if (strcmp(request->form.name, "json") == 0)
        timemap_write_json(answer->context, out);
    else
        timemap_write_link(answer->context, out);
    return STATUS_OK;
}

/* The place, and all states that the body tells of. */
static struct slice timemap_canonical(struct request *request, const struct timemap *map,
                                      struct slice place)
{
    struct digest digest;
    char hex[DIGEST_SIZE];
    digest_init(&digest);
    digest_field(&digest, place);
    digest_field(&digest, map->self);
    for (size_t i = 0; i < map->count; i++)
        digest_add(&digest, &map->states[i].number, sizeof map->states[i].number);
    digest_add(&digest, &map->older_first.number, sizeof map->older_first.number);
    digest_add(&digest, &map->older_last.number, sizeof map->older_last.number);
    digest_hex(&digest, hex);
    return arena_copy(&request->arena, slice_of(hex));
}

enum status timemap_plan(struct request *request, struct request *other,
                         const struct timemap_part *part, struct representation *answer,
                         struct problem *p)
{
    const char *base = snapshot_instance(request->snapshot)->base_url;
    const struct timeline_basis basis = memento_basis(other);
    struct timemap *map = arena_alloc(&request->arena, sizeof *map);
    struct slice path = request_original(other);
    if (!map || !path.at)
        return problem_memory(p);
    map->original =
        arena_printf(&request->arena, "%s%.*s", base, (int)path.len, path.at ? path.at : "");
    if (!map->original.at)
        return problem_memory(p);
    enum status status = timemap_read(request, &basis, part, map, p);
    if (status != STATUS_OK)
        return status;
    map->link = timemap_url(request, "link", map, part);
    map->json = timemap_url(request, "json", map, part);
    map->self = request->suffix.len ? timemap_url(request, request->form.name, map, part)
                                    : timemap_url(request, "", map, part);
    struct slice place = strcmp(request->form.name, "json") == 0 ? map->json : map->link;
    answer->media_type = request->form.media_type;
    answer->content_location = place.len ? slice_from(place, strlen(base)) : place;
    etag_of_tables(answer, request, NULL, 0, timemap_canonical(request, map, place));
    answer->changed_in = snapshot_manifest(request->snapshot)->number;
    answer->modified = 0;
    answer->daily = true; /* a withdrawal changes it, and no release comes with that */
    answer->write = timemap_write;
    answer->context = map;
    return STATUS_OK;
}
