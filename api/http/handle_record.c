/* GET /v1/{table}/{id}: one record; 404 with the nearest id, 410 where an earlier release had it.
 */
#include "hiraku/clock.h"
#include "hiraku/iri.h"

#include "internal.h"

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
    uint64_t number = open_release_retired(request->release, resource->name, id);
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

static enum status write_record(struct request *request, struct store *store, struct reply *reply,
                                struct problem *p)
{
    const struct writer *writer = request->form.writer;
    struct query *query = arena_alloc(&request->arena, sizeof *query);
    struct view view;
    struct row row;
    struct cursor *cursor = NULL;
    bool found = false;
    if (!query)
        return problem_memory(p);
    query_record(query, request->resource, request->id);
    view_init(&view, request->resource, writer->without);
    enum status status = store_select(store, query, &view, &cursor, p);
    if (status == STATUS_OK)
        status = cursor_next(cursor, &row, &found, p);
    if (status == STATUS_OK && found)
        status = reply_record(request, reply, store, &row, p);
    cursor_close(cursor);
    if (status == STATUS_OK && !found)
        status = record_missing(request, store, request->resource, request->id, p);
    return status;
}

/* Its own, not that of the tables: the release to quote. */
static enum status set_changed_in(struct request *request, struct store *store, struct reply *reply,
                                  struct problem *p)
{
    uint64_t own;
    enum status status = store_changed_in(store, request->resource, request->id,
                                          request->form.writer->without, &own, p);
    if (status == STATUS_OK && own > 0)
        reply->changed_in = own;
    return status;
}

enum status handle_record(struct request *request, struct reply *reply, struct problem *p)
{
    const struct resource *tables[REQUEST_TABLES_MAX];
    const struct writer *writer = request->form.writer;
    struct store *store;
    enum status status = query_none(request->parameters, request->parameter_count, p);
    if (status != STATUS_OK)
        return status;
    size_t count = reply_tables(request->resource, writer, tables);
    reply->media_type = writer->media_type;
    reply->content_location = record_path(request, request->resource, request->id, writer->name);
    reply_links(reply, request, (struct slice){NULL, 0});
    reply_etag(reply, request, tables, count, reply->content_location);
    reply_name(reply, request,
               arena_printf(&request->arena, "%s-%.*s", request->resource->name,
                            (int)request->id.len, request->id.at),
               (struct slice){NULL, 0});
    status = open_release_borrow(request->release, &store, p);
    if (status != STATUS_OK)
        return status;
    store_deadline(store, request->deadline_ms);
    status = set_changed_in(request, store, reply, p);
    /* the length is kept only of records that there are: a validator of another URL matches nothing
     */
    if (status == STATUS_OK && !reply_is_fresh(request, reply, true))
        status = write_record(request, store, reply, p);
    open_release_return(request->release, store);
    return status;
}
