/* The rows of a query as an answer: a page in a form that has pages, the whole in all others.
 *
 * A page is made in memory: its rows first, then the envelope, which says how many they are and
 * whether there are more. The whole is the artifact where nothing is filtered, else a stream. One
 * answer reads one release; a walk with a cursor goes on in the release it began in. */
#include "hiraku/http/handlers/listing.h"

#include "hiraku/base/clock.h"
#include "hiraku/exporters/artifact_format.h"
#include "hiraku/exporters/rdf/graph.h"
#include "hiraku/exporters/rows/csv_profile.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/http/response/encodable.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/response/unpack.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_release.h"
#include "hiraku/http/routing/request_service.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/release/layout.h"
#include "hiraku/service/inputs.h"
#include "hiraku/service/service.h"
#include "hiraku/store/store.h"

#include <stdio.h>

enum { ROWS_SLICE = 64 * 1024, LATER_SLICES_MS = 30000 };

/* A list while it is written; lives in the request's arena. */
struct rows {
    struct request *request;
    struct listing *listing;
    struct snapshot *release;
    struct service service;
    struct envelope envelope;
    struct emit emit;
    bool begun;
};

static void rows_close(void *context)
{
    struct rows *rows = context;
    list_close(&rows->listing->list);
    csv_profile_free(rows->emit.profile);
    graph_state_free(rows->emit.graph);
    if (rows->service.store)
        snapshot_return(rows->release, rows->service.store);
    snapshot_unref(rows->release);
    rows->emit.profile = NULL;
    rows->emit.graph = NULL;
    rows->service.store = NULL;
    rows->release = NULL;
}

/* --- where an answer is --- */

static struct slice link_to(struct request *request, const struct listing *listing,
                            struct slice parameters)
{
    return arena_printf(&request->arena, "%.*s.%s%s%.*s", (int)listing->path.len, listing->path.at,
                        request->form.name, parameters.len ? "?" : "", (int)parameters.len,
                        parameters.at ? parameters.at : "");
}

/* The parameters of this very page: the cursor as it was sent. */
static struct slice own_parameters(struct request *request, const struct query *query)
{
    struct slice cursor = {NULL, 0};
    if (!position_is_start(&query->after))
        for (size_t i = 0; i < request->parameter_count; i++)
            if (slice_is(request->parameters[i].name, "cursor"))
                cursor = request->parameters[i].value;
    return query_canonical(query, &request->arena, cursor);
}

/* --- opening --- */

void listing_start_again(struct request *request, const struct listing *listing, struct problem *p)
{
    struct slice first = query_canonical(&listing->list.query, &request->arena, SLICE_NONE);
    problem_example(p, link_to(request, listing, first).at);
}

/* Goes over to the release that the cursor belongs to. */
static enum status listing_use_release(struct request *request, const struct listing *listing,
                                       const struct inputs *inputs, struct problem *p)
{
    const struct query *query = &listing->list.query;
    if (query->release == 0)
        return STATUS_OK;
    enum status status =
        request_take_release_of(request, inputs->tables, inputs->count, query->release, p);
    if (status == STATUS_RELEASE_GONE || status == STATUS_BAD_CURSOR)
        listing_start_again(request, listing, p);
    return status;
}

/* What the form needs beside the rows, and whether it can write them. */
static enum status prepare_form(struct rows *rows, struct problem *p)
{
    struct request *request = rows->request;
    struct list *list = &rows->listing->list;
    const struct writer *writer = request->form.writer;
    enum status status = STATUS_OK;
    if (rows->listing->beside && writer->form == QUERY_PAGES)
        status = rows->listing->beside(rows->listing, &rows->service, &rows->envelope.beside, p);
    if (status == STATUS_OK && writer->form == QUERY_CSV)
        status = csv_profile_new(&rows->emit.profile, &list->query.shown, p);
    if (status == STATUS_OK)
        status = graph_state_new(&rows->emit.graph, writer, p);
    if (status == STATUS_OK && rows->emit.profile)
        status = encodable_check(request, rows->service.store, &list->query, &list->view, p);
    return status;
}

static enum status rows_open(struct request *request, struct listing *listing,
                             const struct representation *answer, struct rows **result,
                             struct problem *p)
{
    struct rows *rows = arena_alloc(&request->arena, sizeof *rows);
    struct list *list = &listing->list;
    if (!rows)
        return problem_memory(p);
    rows->request = request;
    rows->listing = listing;
    rows->release = snapshot_ref(request->snapshot);
    rows->envelope = (struct envelope){.total = -1,
                                       .total_at_least = -1,
                                       .changed_in = answer->changed_in,
                                       .path = answer->content_location,
                                       .about_name = listing->about_name};
    rows->emit = (struct emit){.instance = snapshot_instance(rows->release),
                               .view = &list->view,
                               .shape = SHAPE_LIST,
                               .envelope = &rows->envelope};
    enum status status = request_service(request, &rows->service, p);
    if (status == STATUS_OK)
        status = list_open(list, &rows->service, p);
    rows->emit.store = rows->service.store;
    rows->envelope.about = list->about ? &list->subject.row : NULL;
    if (status == STATUS_OK)
        status = prepare_form(rows, p);
    if (status != STATUS_OK) {
        rows_close(rows);
        rows = NULL;
    }
    *result = rows;
    return status;
}

/* --- a page --- */

static enum status listing_write_rows(struct rows *rows, struct out *out, struct problem *p)
{
    const struct writer *writer = rows->request->form.writer;
    struct row row;
    bool more = true;
    rows->emit.out = out;
    while (out->error == STATUS_OK) {
        enum status status = list_next(&rows->listing->list, &row, &more, p);
        if (status != STATUS_OK || !more)
            return status;
        writer->row(&rows->emit, &row);
    }
    return STATUS_OK;
}

/* What the envelope says once the rows are written. */
static enum status set_envelope(struct rows *rows, struct problem *p)
{
    struct request *request = rows->request;
    const struct list *list = &rows->listing->list;
    struct envelope *envelope = &rows->envelope;
    struct list_facts facts;
    enum status status = list_count(list, &rows->service, request->limits->count_ms, &facts, p);
    struct slice cursor = list_cursor(list, envelope->changed_in);
    if (list->more)
        envelope->next =
            link_to(request, rows->listing, query_canonical(&list->query, &request->arena, cursor));
    envelope->total = facts.total;
    envelope->total_at_least = facts.total_at_least;
    envelope->facets = facts.facets;
    envelope->facet_count = list->query.facet_count;
    envelope->returned = list->returned;
    envelope->complete = !list->more && position_is_start(&list->query.after);
    return status;
}

static enum status listing_write_page(struct rows *rows, struct representation *answer,
                                      struct out *out, struct problem *p)
{
    struct request *request = rows->request;
    struct out items;
    out_open_memory(&items, request->limits->response_bytes);
    enum status status = listing_write_rows(rows, &items, p);
    if (status == STATUS_OK)
        status = set_envelope(rows, p);
    if (status == STATUS_OK) {
        struct emit head = rows->emit;
        head.out = out;
        head.rows = 0;
        request->form.writer->begin(&head);
        request->form.writer->end(&rows->emit);
        status = out_finish(&items, p);
        out_slice(out, out_written(&items));
        answer->uncacheable = rows->envelope.total_at_least >= 0;
        answer->next = rows->envelope.next;
    }
    out_close(&items);
    return status;
}

static enum status page_write(struct request *request, struct representation *answer,
                              struct out *out, struct problem *p)
{
    struct listing *listing = answer->context;
    struct rows *rows = NULL;
    enum status status = rows_open(request, listing, answer, &rows, p);
    if (rows) {
        status = listing_write_page(rows, answer, out, p);
        rows_close(rows);
    }
    listing->refused(request, status, p);
    return status;
}

/* --- the whole --- */

static enum status rows_source(void *context, struct out *out, bool *more, struct problem *p)
{
    struct rows *rows = context;
    const struct writer *writer = rows->request->form.writer;
    struct row row;
    *more = true;
    rows->emit.out = out;
    if (rows->begun)
        store_deadline(rows->service.store, clock_monotonic_ms() + LATER_SLICES_MS);
    else
        writer->begin(&rows->emit);
    rows->begun = true;
    while (*more && out->len < ROWS_SLICE && out->error == STATUS_OK) {
        enum status status = list_next(&rows->listing->list, &row, more, p);
        if (status != STATUS_OK)
            return status;
        if (*more)
            writer->row(&rows->emit, &row);
        else
            writer->end(&rows->emit);
    }
    return STATUS_OK;
}

static enum status rows_begin(struct request *request, struct representation *answer,
                              struct problem *p)
{
    struct listing *listing = answer->context;
    struct rows *rows = NULL;
    enum status status = rows_open(request, listing, answer, &rows, p);
    listing->refused(request, status, p);
    if (!rows)
        return status;
    rows->envelope.complete = true;
    answer->context = rows;
    answer->close = rows_close;
    return STATUS_OK;
}

/* The suffix of the artifact that holds this answer; NULL: there is none. */
static const char *file_suffix(const struct request *request, const struct listing *listing)
{
    const struct presentation *shown = &listing->list.query.shown;
    if (!listing->whole || !query_is_whole(&listing->list.query) || shown->titles || shown->lang)
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

enum status listing_plan(struct request *request, struct listing *listing,
                         struct representation *answer, struct problem *p)
{
    const struct writer *writer = request->form.writer;
    struct list *list = &listing->list;
    struct inputs inputs = {.count = 0};
    list->without = writer->without;
    list->snippets = writer->form == QUERY_PAGES || writer->form == QUERY_ROWS;
    list_inputs(list, &inputs);
    enum status status = listing_use_release(request, listing, &inputs, p);
    if (status != STATUS_OK)
        return status;
    answer->media_type = writer->form == QUERY_CSV
                             ? csv_profile_media_type(list->query.shown.profile)
                             : writer->media_type;
    answer->content_location = link_to(request, listing, own_parameters(request, &list->query));
    if (file_suffix(request, listing))
        etag_of_file(answer, request, inputs.tables, inputs.count, answer->content_location);
    else
        etag_of_tables(answer, request, inputs.tables, inputs.count, answer->content_location);
    representation_name(answer, request, slice_of(listing->file),
                        listing_title_of(request, listing));
    bool found = false;
    if (writer->form != QUERY_PAGES)
        status = plan_file(request, listing, answer, &found, p);
    if (found || status != STATUS_OK)
        return status;
    answer->context = listing;
    if (writer->form == QUERY_PAGES) {
        answer->write = page_write;
    } else {
        answer->source = rows_source;
        answer->begin = rows_begin;
    }
    return STATUS_OK;
}
