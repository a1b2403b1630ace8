/* See elsewhere.h. A list is listing.c. What a row says never changes, but for the base URL in it;
 * a list changes with every release. */
#include "hiraku/http/response/elsewhere.h"

#include "hiraku/exporters/writer.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/listing.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_service.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/release/manifest.h"
#include "hiraku/service/change_query.h"
#include "hiraku/service/service.h"
#include "hiraku/value/decimal.h"

#include <inttypes.h>

enum { ROW_SCRATCH = 1 << 20 };

/* --- a row ------------------------------------------------------------------------------------ */

struct elsewhere_row {
    struct snapshot *snapshot;
    struct service service;
    struct query query;
    struct view view;
    struct row_walk walk;
    struct arena scratch;
    struct row row;
};

static void elsewhere_row_close(void *context)
{
    struct elsewhere_row *planned = context;
    row_walk_close(&planned->walk);
    arena_free(&planned->scratch);
    snapshot_return(planned->snapshot, planned->service.store);
}

static enum status elsewhere_row_write(struct request *request, struct representation *answer,
                                       struct out *out, struct problem *p)
{
    const struct elsewhere_row *planned = answer->context;
    return record_write(request, answer, NULL, &planned->row, out, p);
}

static enum status elsewhere_row_read(struct elsewhere_row *planned, struct slice place,
                                      struct problem *p)
{
    const struct row_walk_query asked = {&planned->query, &planned->scratch};
    const struct resource *resource = planned->query.resource;
    bool found = false;
    planned->query.filters[0] =
        (struct filter){.column = resource->columns, .comparison = COMPARISON_EQ, .value = place};
    planned->query.filter_count = 1;
    enum status status = row_walk_open(&planned->walk, &planned->service, asked, p);
    if (status == STATUS_OK)
        status = row_walk_next(&planned->walk, asked, &planned->view, &planned->row, &found, p);
    if (status != STATUS_OK || found)
        return status;
    status = problem_set(p, STATUS_NOT_FOUND, place, SLICE_NONE, NULL);
    problem_example(p, arena_printf(planned->service.arena, "/v1/%s", resource->name).at);
    return status;
}

static void elsewhere_row_describe(struct request *request, const struct row_source *source,
                                   struct slice place, struct representation *answer)
{
    const struct elsewhere_row *planned = answer->context;
    const char *name = source->resource->name, *form = request->form.writer->name;
    answer->media_type = request->form.writer->media_type;
    answer->content_location =
        arena_printf(&request->arena, "/v1/%s/%.*s.%s", name, (int)place.len, place.at, form);
    etag_of_tables(answer, request, NULL, 0, answer->content_location);
    etag_of_record(answer, request, &planned->row, answer->content_location);
    representation_name(answer, request,
                        arena_printf(&request->arena, "%s-%.*s", name, (int)place.len, place.at),
                        SLICE_NONE);
}

enum status elsewhere_record(struct request *request, const struct row_source *source,
                             const void *asked, struct slice place, struct representation *answer,
                             struct problem *p)
{
    struct elsewhere_row *planned = arena_alloc(&request->arena, sizeof *planned);
    if (!planned)
        return problem_memory(p);
    enum status status = query_none(request->parameters, request->parameter_count, p);
    if (status == STATUS_OK)
        status = request_service(request, &planned->service, p);
    if (status != STATUS_OK)
        return status;
    planned->snapshot = request->snapshot;
    planned->query.resource = source->resource;
    planned->walk.source = source;
    planned->walk.asked = asked;
    arena_init(&planned->scratch, ROW_SCRATCH);
    view_init(&planned->view, source->resource, request->form.writer->without);
    answer->write = elsewhere_row_write;
    answer->context = planned;
    answer->close = elsewhere_row_close;
    status = elsewhere_row_read(planned, place, p);
    if (status == STATUS_OK)
        elsewhere_row_describe(request, source, place, answer);
    return status;
}

/* --- changes ---------------------------------------------------------------------------------- */

enum status elsewhere_changes(struct request *request, struct listing *listing,
                              struct representation *answer, struct problem *p)
{
    const struct query_rules rules = request_rules(request, request->form.writer->form);
    enum status status =
        change_query_parse(&listing->list.query, &request->arena, request->parameters,
                           request->parameter_count, rules, p);
    if (status == STATUS_OLD_CURSOR)
        listing_start_again(request, listing, p);
    if (status == STATUS_OK)
        status = listing_plan(request, listing, answer, p);
    listing->refused(request, status, p);
    return status;
}

/* --- the path --------------------------------------------------------------------------------- */

enum status elsewhere_release(struct request *request, size_t segment, uint64_t *number,
                              struct problem *p)
{
    uint64_t newest = snapshot_manifest(request->snapshot)->number;
    int64_t value;
    if (decimal_parse_int(request->segments[segment], 1, (int64_t)newest, &value)) {
        *number = (uint64_t)value;
        return STATUS_OK;
    }
    enum status status =
        problem_set(p, STATUS_NOT_FOUND, request->segments[segment], SLICE_NONE, NULL);
    problem_nearest(p, arena_printf(&request->arena, "%" PRIu64, newest));
    problem_example(p, "/v1/releases");
    return status;
}
