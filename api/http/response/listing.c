/* The rows of a query as an answer: a page in a form that has pages, the whole in all others.
 *
 * The whole is the artifact where nothing is filtered, else a stream. One answer reads one release;
 * a walk with a cursor goes on in the release it began in. */
#include "hiraku/http/response/listing.h"

#include "hiraku/exporters/artifact_format.h"
#include "hiraku/exporters/rows/csv_profile.h"
#include "hiraku/exporters/rows/records.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/response/unpack.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_pin.h"
#include "hiraku/http/routing/request_release.h"
#include "hiraku/http/routing/request_service.h"
#include "hiraku/release/layout.h"
#include "hiraku/service/inputs.h"

#include "listing_rows.h"

#include <inttypes.h>
#include <stdio.h>

struct slice listing_parameters(struct request *request, const struct query *query)
{
    struct slice cursor = {NULL, 0};
    if (!position_is_start(&query->after))
        for (size_t i = 0; i < request->parameter_count; i++)
            if (slice_is(request->parameters[i].name, "cursor"))
                cursor = request->parameters[i].value;
    return query_canonical(query, &request->arena, cursor);
}

void listing_start_again(struct request *request, const struct listing *listing, struct problem *p)
{
    struct slice first = query_canonical(&listing->list.query, &request->arena, SLICE_NONE);
    struct slice link = request_pinned(request, listing_link(request, listing, first));
    problem_example(p, arena_copy(&request->arena, link).at);
}

static void listing_other_release(const struct request *request, struct problem *p)
{
    char number[24];
    snprintf(number, sizeof number, "%" PRIu64, request->pin.number);
    problem_set(p, STATUS_OTHER_RELEASE_CURSOR, slice_of("cursor"), slice_of(number), NULL);
}

enum status listing_use_release(struct request *request, const struct listing *listing,
                                const struct inputs *inputs, struct problem *p)
{
    const struct query *query = &listing->list.query;
    if (query->release == 0)
        return STATUS_OK;
    if (request->pin.taken && query->release != request->pin.number) {
        listing_other_release(request, p);
        listing_start_again(request, listing, p);
        return STATUS_OTHER_RELEASE_CURSOR;
    }
    if (request->pin.taken)
        return STATUS_OK;
    enum status status =
        request_take_release_of(request, inputs->tables, inputs->count, query->release, p);
    if (status == STATUS_RELEASE_GONE || status == STATUS_BAD_CURSOR)
        listing_start_again(request, listing, p);
    return status;
}

/* The suffix of the artifact that holds this answer; NULL: there is none. */
static const char *file_suffix(const struct request *request, const struct listing *listing)
{
    const struct presentation *shown = &listing->list.query.shown;
    if (!listing->whole || listing->list.walk.source || !query_is_whole(&listing->list.query) ||
        shown->titles || shown->lang)
        return NULL;
    const struct artifact_format *format =
        artifact_of_writer(artifact_formats, request->form.writer, shown->profile);
    return format && format->scope == ARTIFACT_TABLE ? format->suffix : NULL;
}

/* The artifact of the whole table, as it is or, where only the packed one is kept, unpacked on
 * the way; `*found` false if there is none. */
static enum status plan_file(struct request *request, const struct listing *listing,
                             struct representation *answer, bool *found, struct problem *p)
{
    bool gzip = request->encoding == ENCODING_GZIP;
    const char *suffix = file_suffix(request, listing);
    *found = false;
    if (!suffix)
        return STATUS_OK;
    const struct layout_name plain = layout_table_artifact(listing->file, suffix);
    const struct layout_name packed = layout_packed(plain.text);
    *found = representation_file(answer, request, gzip ? packed.text : plain.text);
    answer->encoded = gzip && *found;
    return *found || gzip ? STATUS_OK
                          : representation_unpacked(answer, request, packed.text, found, p);
}

/* What a person calls the file; a part of a table must not pass for the whole. */
static struct slice listing_title_of(struct request *request, const struct listing *listing)
{
    const struct query *query = &listing->list.query;
    bool all = listing->whole && query->filter_count == 0 && query->words.len == 0;
    return arena_printf(&request->arena, "%s%s", query->resource->title_ja, all ? "" : "_抽出");
}

/* An answer that is made from today's date is another one tomorrow. */
static void listing_validate(struct request *request, const struct listing *listing,
                             struct representation *answer, const struct inputs *inputs)
{
    struct slice canonical = answer->content_location;
    if (listing->today.len)
        canonical = arena_printf(&request->arena, "%.*s#%.*s", (int)canonical.len, canonical.at,
                                 (int)listing->today.len, listing->today.at);
    if (listing->withdrawn.len)
        canonical = arena_printf(&request->arena, "%.*s#%.*s", (int)canonical.len, canonical.at,
                                 (int)listing->withdrawn.len, listing->withdrawn.at);
    if (file_suffix(request, listing))
        etag_of_file(answer, request, inputs->tables, inputs->count, canonical);
    else
        etag_of_tables(answer, request, inputs->tables, inputs->count, canonical);
    answer->daily = listing->today.len > 0;
    answer->revocable = listing->revocable;
    answer->citable = !answer->daily && !answer->revocable;
    answer->cited_in = listing->list.query.release; /* a cursor goes on in no other */
    answer->about = listing->list.about ? listing->list.about : listing->list.query.resource;
    answer->about_id = listing->list.about_id;
    if (answer->daily && answer->modified < listing->today_began)
        answer->modified = listing->today_began;
}

enum status listing_plan(struct request *request, struct listing *listing,
                         struct representation *answer, struct problem *p)
{
    const struct writer *writer = request->form.writer;
    struct list *list = &listing->list;
    struct inputs inputs = {.count = 0};
    list->without = csv_profile_without(list->query.shown.profile, writer->without);
    list->snippets = writer->form == QUERY_PAGES || writer->form == QUERY_ROWS;
    list_inputs(list, &inputs);
    enum status status = listing_use_release(request, listing, &inputs, p);
    if (status != STATUS_OK)
        return status;
    answer->media_type = writer->form == QUERY_CSV
                             ? csv_profile_media_type(list->query.shown.profile)
                             : writer->media_type;
    answer->content_location =
        listing_link(request, listing, listing_parameters(request, &list->query));
    listing_validate(request, listing, answer, &inputs);
    representation_name(answer, request, slice_of(listing->file),
                        listing_title_of(request, listing));
    bool found = false;
    if (writer->form != QUERY_PAGES)
        status = plan_file(request, listing, answer, &found, p);
    if (found || status != STATUS_OK)
        return status;
    answer->context = listing;
    if (writer->form == QUERY_PAGES) {
        answer->write = listing_page_write;
    } else {
        answer->source = listing_rows_source;
        answer->begin = listing_rows_begin;
    }
    return STATUS_OK;
}

enum status listing_parse_and_plan(struct request *request, struct listing *listing,
                                   struct representation *answer, struct problem *p)
{
    const struct query_rules rules = request_rules(request, request->form.writer->form);
    enum status status = query_parse(&listing->list.query, &request->arena, request->parameters,
                                     request->parameter_count, rules, p);
    if (status == STATUS_OK && request->records)
        listing->list.query.after.given = request->records->before;
    if (status == STATUS_OLD_CURSOR)
        listing_start_again(request, listing, p);
    return status == STATUS_OK ? listing_plan(request, listing, answer, p) : status;
}

/* --- rows that are made on demand --- */

/* The list itself as the example of what works. */
static void on_demand_refused(struct request *request, enum status status, struct problem *p)
{
    struct slice path = request->path;
    bool pages = request->form.writer->form == QUERY_PAGES;
    if (request->suffix.len)
        path.len -= request->suffix.len + 1;
    if (status == STATUS_DEADLINE || (status != STATUS_OK && p && !p->example[0]))
        problem_example(p, arena_printf(&request->arena, "%.*s%s", (int)path.len, path.at,
                                        pages && status != STATUS_DEADLINE ? "?limit=10" : ".csv")
                               .at);
}

struct listing *listing_of_source(struct request *request, const struct row_source *source,
                                  const void *asked, struct slice path)
{
    struct listing *listing = arena_alloc(&request->arena, sizeof *listing);
    if (!listing)
        return NULL;
    listing->list.query.resource = source->resource;
    listing->list.walk.source = source;
    listing->list.walk.asked = asked;
    listing->path = path;
    listing->file = source->resource->name;
    listing->whole = true;
    listing->refused = on_demand_refused;
    return listing;
}
