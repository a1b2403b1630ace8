/* See figures.h. The envelope is that of lists; there are no pages. */
#include "figures.h"

#include "hiraku/base/config.h"
#include "hiraku/base/json_text.h"
#include "hiraku/http/handlers/references.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/reply.h"
#include "hiraku/http/server/server.h"
#include "hiraku/model/instance.h"
#include "hiraku/query/query.h"
#include "hiraku/store/store.h"

#include "member.h"

#include <stdio.h>

void figures_read(struct figures *figures, const struct resource *table)
{
    for (size_t i = 0; i < figures->table_count; i++)
        if (figures->tables[i] == table)
            return;
    if (table && figures->table_count < REQUEST_TABLES_MAX)
        figures->tables[figures->table_count++] = table;
}

void figures_read_query(struct figures *figures, const struct query *query)
{
    figures->query = query;
    figures_read(figures, query->resource);
    for (size_t i = 0; i < query->filter_count; i++)
        for (size_t step = 0; step < query->filters[i].steps; step++)
            figures_read(figures, query->filters[i].through[step]->ref);
}

static struct slice location_of(struct figures *figures, struct slice path, struct slice parameters)
{
    struct request *request = figures->request;
    return arena_printf(&request->arena, "%.*s.%s%s%.*s", (int)path.len, path.at,
                        request->form.name, parameters.len ? "?" : "", (int)parameters.len,
                        parameters.len ? parameters.at : "");
}

enum status figures_open(struct figures *figures, struct slice path, struct slice parameters,
                         struct problem *p)
{
    struct request *request = figures->request;
    struct reply *reply = figures->reply;
    figures->csv = strcmp(request->form.name, "csv") == 0;
    out_open_memory(&figures->items, (size_t)request->server->config->response_bytes);
    reply->media_type = request->form.media_type;
    reply->content_location = location_of(figures, path, parameters);
    reply_links(reply, request, (struct slice){NULL, 0});
    if (arena_overflowed(&request->arena))
        return problem_memory(p);
    reply_etag(reply, request, figures->tables, figures->table_count, reply->content_location);
    reply_name(reply, request, slice_of(figures->file), (struct slice){NULL, 0});
    if (reply_is_fresh(request, reply, true))
        return STATUS_OK;
    enum status status = snapshot_borrow(request->snapshot, &figures->store, p);
    if (status == STATUS_OK)
        store_deadline(figures->store, request->deadline_ms);
    if (status == STATUS_OK && figures->query)
        status = references_check(request, figures->store, figures->query, p);
    return status;
}

struct out *figures_begin(struct figures *figures)
{
    const struct instance *instance = snapshot_instance(figures->request->snapshot);
    struct out *out = reply_open(figures->request, figures->reply);
    if (figures->csv)
        return out;
    out_char(out, '{');
    json_key(out, true, "total");
    out_int(out, (int64_t)figures->total);
    json_key(out, false, "returned");
    out_int(out, (int64_t)figures->total);
    json_key(out, false, "complete");
    out_text(out, "true");
    json_key(out, false, "next");
    out_text(out, "null");
    json_key(out, false, "changed_in");
    out_int(out, (int64_t)figures->reply->changed_in);
    member_text(out, false, "licence", slice_of(instance->licence_url));
    member_text(out, false, "attribution", slice_of(instance->attribution[instance->language]));
    return out;
}

enum status figures_end(struct figures *figures, struct problem *p)
{
    struct out *out = &figures->reply->body;
    enum status status = out_finish(&figures->items, p);
    if (status != STATUS_OK)
        return status;
    if (!figures->csv)
        out_text(out, ",\"items\":[");
    out_slice(out, out_written(&figures->items));
    if (!figures->csv)
        out_text(out, "\n]}\n");
    if (out->error != STATUS_OK && p)
        *p = out->problem;
    return out->error;
}

/* The limit is the server's, but what is asked for is too much. */
static enum status too_large(const struct figures *figures, struct problem *p)
{
    char most[24];
    snprintf(most, sizeof most, "%lld",
             (long long)figures->request->server->config->response_bytes);
    return problem_set(p, STATUS_ANSWER_TOO_LARGE, (struct slice){NULL, 0}, slice_of(most), NULL);
}

enum status figures_close(struct figures *figures, enum status status, struct problem *p)
{
    out_close(&figures->items);
    if (figures->store)
        snapshot_return(figures->request->snapshot, figures->store);
    figures->store = NULL;
    if (status == STATUS_TOO_LARGE)
        status = too_large(figures, p);
    bool heavy = status == STATUS_DEADLINE || status == STATUS_ANSWER_TOO_LARGE;
    if (heavy && figures->table_count > 0)
        problem_example(
            p, arena_printf(&figures->request->arena, "/v1/%s.csv", figures->tables[0]->name).at);
    return status;
}
