/* GET /v1/{table}/{id}: one record; 404 with the nearest id, 410 where an earlier release had it.
 */
#include "hiraku/http/handlers/record.h"

#include "hiraku/exporters/writer.h"
#include "hiraku/http/handlers/handlers.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/reply.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/query/view.h"
#include "hiraku/store/cursor.h"
#include "hiraku/store/history.h"
#include "hiraku/store/store.h"
#include "hiraku/value/iri.h"

#include <inttypes.h>
#include <stdio.h>

enum { PATH_BYTES = 8192 };

static struct slice record_path(struct request *request, const struct resource *resource,
                                struct slice id, const char *suffix)
{
    struct out out;
    out_open_memory(&out, PATH_BYTES);
    out_text(&out, "/v1/");
    out_text(&out, resource->name);
    out_char(&out, '/');
    iri_segment(&out, id);
    if (suffix) {
        out_char(&out, '.');
        out_text(&out, suffix);
    }
    return out_keep(&out, &request->arena);
}

enum status record_missing(struct request *request, struct store *store,
                           const struct resource *resource, struct slice id, struct problem *p)
{
    struct slice path = record_path(request, resource, id, NULL), nearest = {NULL, 0};
    uint64_t number = snapshot_retired(request->snapshot, resource->name, id);
    if (number) {
        char text[24];
        snprintf(text, sizeof text, "%" PRIu64, number);
        enum status gone = problem_set(p, STATUS_GONE, path, slice_of(text), NULL);
        problem_example(p, arena_printf(&request->arena, "/v1/%s", resource->name).at);
        return gone;
    }
    enum status status = store_nearest(store, resource, id, &request->arena, &nearest, p);
    if (status != STATUS_OK)
        return status;
    status = problem_set(p, STATUS_NOT_FOUND, path, (struct slice){NULL, 0}, NULL);
    if (nearest.len) {
        problem_nearest(p, nearest);
        path = record_path(request, resource, nearest, NULL);
    } else {
        path = arena_printf(&request->arena, "/v1/%s", resource->name);
    }
    problem_example(p, path.at);
    return status;
}

/* The record of a request, as its cursor gives it. */
struct found {
    struct query query;
    struct view view;
    struct cursor *cursor; /* to be closed */
    struct row row;
};

/* STATUS_NOT_FOUND or STATUS_GONE where there is no such record. */
static enum status find_record(struct request *request, struct store *store, struct found *found,
                               struct problem *p)
{
    bool more = false;
    query_record(&found->query, request->resource, request->id);
    view_init(&found->view, request->resource, request->form.writer->without);
    enum status status = store_select(store, &found->query, &found->view, &found->cursor, p);
    if (status == STATUS_OK)
        status = cursor_next(found->cursor, &found->row, &more, p);
    if (status == STATUS_OK && !more)
        status = record_missing(request, store, request->resource, request->id, p);
    return status;
}

/* ETag, Last-Modified and Hiraku-Release: the record's own, as long as the form shows nothing but
 * the cells of its row, and it is known when they changed; else those of the tables. */
static enum status set_validators(struct request *request, struct store *store, struct reply *reply,
                                  const struct row *row, struct problem *p)
{
    const struct resource *tables[REQUEST_TABLES_MAX];
    const struct writer *writer = request->form.writer;
    uint64_t own = 0;
    time_t at = 0;
    size_t count = reply_tables(request->resource, writer, tables);
    reply_etag(reply, request, tables, count, reply->content_location);
    if (!(writer->without & COL_HIDDEN))
        return STATUS_OK;
    enum status status =
        store_changed_in(store, request->resource, request->id, writer->without, &own, p);
    if (own > 0)
        at = snapshot_time(request->snapshot, own);
    if (status != STATUS_OK || at == 0)
        return status;
    reply->changed_in = own;
    reply->modified = at;
    reply_etag_of_record(reply, request, row, reply->content_location);
    return STATUS_OK;
}

static enum status answer_record(struct request *request, struct store *store, struct reply *reply,
                                 const struct row *row, struct problem *p)
{
    enum status status = set_validators(request, store, reply, row, p);
    if (status != STATUS_OK)
        return status;
    reply_name(reply, request,
               arena_printf(&request->arena, "%s-%.*s", request->resource->name,
                            (int)request->id.len, request->id.at),
               (struct slice){NULL, 0});
    return reply_is_fresh(request, reply, true) ? STATUS_OK
                                                : reply_record(request, reply, store, row, p);
}

enum status handle_record(struct request *request, struct reply *reply, struct problem *p)
{
    const struct writer *writer = request->form.writer;
    struct found *found = arena_alloc(&request->arena, sizeof *found);
    struct store *store;
    enum status status = query_none(request->parameters, request->parameter_count, p);
    if (status == STATUS_OK && !found)
        status = problem_memory(p);
    if (status == STATUS_OK)
        status = snapshot_borrow(request->snapshot, &store, p);
    if (status != STATUS_OK)
        return status;
    found->cursor = NULL;
    reply->media_type = writer->media_type;
    reply->content_location = record_path(request, request->resource, request->id, writer->name);
    reply_links(reply, request, (struct slice){NULL, 0});
    store_deadline(store, request->deadline_ms);
    status = find_record(request, store, found, p);
    if (status == STATUS_OK)
        status = answer_record(request, store, reply, &found->row, p);
    cursor_close(found->cursor);
    snapshot_return(request->snapshot, store);
    return status;
}
