/* The rows of a list, written as a page or as a stream.
 *
 * A page is made in memory: its rows first, then the envelope, which says how many they are and
 * whether there are more. */
#include "listing_rows.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/out.h"
#include "hiraku/exporters/rdf/graph.h"
#include "hiraku/exporters/rows/csv_profile.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/http/response/citing.h"
#include "hiraku/http/response/encodable.h"
#include "hiraku/http/response/listing.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_ending.h"
#include "hiraku/http/routing/request_pin.h"
#include "hiraku/http/routing/request_service.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/service/service.h"
#include "hiraku/store/store.h"

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

struct slice listing_link(struct request *request, const struct listing *listing,
                          struct slice parameters)
{
    return arena_printf(&request->arena, "%.*s.%s%s%.*s", (int)listing->path.len, listing->path.at,
                        request->form.name, parameters.len ? "?" : "", (int)parameters.len,
                        parameters.at ? parameters.at : "");
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
    if (status == STATUS_OK && list->walk.source)
        status = encodable_check_walk(request, list, &rows->service, p);
    else if (status == STATUS_OK && rows->emit.profile)
        status = encodable_check(request, rows->service.store, &list->query, &list->view, p);
    return status;
}

static enum status rows_open(struct request *request, struct listing *listing,
                             struct representation *answer, struct rows **result, struct problem *p)
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
                                       .about_name = listing->about_name,
                                       .ending = request_ending(request)};
    rows->emit = (struct emit){.instance = snapshot_instance(rows->release),
                               .view = &list->view,
                               .shape = SHAPE_LIST,
                               .envelope = &rows->envelope,
                               .records = request->records};
    enum status status = request_service(request, &rows->service, p);
    if (status == STATUS_OK)
        status = list_open(list, &rows->service, p);
    rows->emit.store = rows->service.store;
    rows->envelope.about = list->about ? &list->subject.row : NULL;
    if (status == STATUS_OK && request->form.writer->form == QUERY_PAGES)
        rows->envelope.citation = citing_citation(request, answer, rows->envelope.about);
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
    struct list *list = &rows->listing->list;
    struct envelope *envelope = &rows->envelope;
    struct list_facts facts;
    enum status status = list_count(list, &rows->service, request->limits->count_ms, &facts, p);
    bool pinned = request->pin.taken;
    struct slice cursor = list_cursor(list, pinned ? request->pin.number : envelope->changed_in);
    if (list->more)
        envelope->next = request_pinned(
            request, listing_link(request, rows->listing,
                                  query_canonical(&list->query, &request->arena, cursor)));
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
        answer->uncacheable = answer->uncacheable || rows->envelope.total_at_least >= 0;
        answer->next = rows->envelope.next;
    }
    out_close(&items);
    return status;
}

enum status listing_page_write(struct request *request, struct representation *answer,
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

enum status listing_rows_source(void *context, struct out *out, bool *more, struct problem *p)
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

enum status listing_rows_begin(struct request *request, struct representation *answer,
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
