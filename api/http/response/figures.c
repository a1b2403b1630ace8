/* See figures.h. The envelope is that of lists; there are no pages. */
#include "hiraku/http/response/figures.h"

#include "hiraku/exporters/rows/json.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/http/response/citing.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_service.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/service/figures.h"
#include "hiraku/service/references.h"

#include <stdio.h>

static enum status figures_open(struct figures *figures, struct problem *p)
{
    struct request *request = figures->request;
    out_open_memory(&figures->items, request->limits->response_bytes);
    figures->items_json = json_compact(&figures->items, JSON_EMPTY_NULL);
    figures->rows = (struct figure_writer){.json = &figures->items_json, .space = "\n"};
    if (strcmp(request->form.name, "csv") == 0)
        figures->rows.table = &figures->items;
    else
        json_begin_array(&figures->items_json, NULL);
    enum status status = request_service(request, &figures->service, p);
    if (status == STATUS_OK && figures->query)
        status = references_check(&figures->service, figures->query, p);
    return status;
}

void figures_columns(struct figures *figures, const struct figure_column *columns, size_t count)
{
    figures->rows.columns = columns;
    figures->rows.column_count = count;
    if (figures->rows.table)
        figure_header(&figures->rows);
}

struct json_writer *figures_begin(struct figures *figures, struct envelope *facts)
{
    struct envelope all = {
        .total = (int64_t)figures->rows.rows, .returned = figures->rows.rows, .complete = true};
    if (figures->rows.table)
        return NULL;
    facts = facts ? facts : &all;
    facts->changed_in = figures->answer->changed_in;
    facts->citation = citing_citation(figures->request, figures->answer, figures->about);
    figures->json = json_compact(figures->out, JSON_EMPTY_NULL);
    json_begin_object(&figures->json, NULL);
    json_envelope(&figures->json, snapshot_instance(figures->request->snapshot), facts);
    return &figures->json;
}

enum status figures_end(struct figures *figures, struct problem *p)
{
    struct out *out = figures->out;
    bool table = figures->rows.table;
    if (!table) {
        json_line(&figures->items_json);
        json_end(&figures->items_json);
    }
    enum status status = out_finish(&figures->items, p);
    if (status != STATUS_OK)
        return status;
    out_slice(table ? out : json_value(&figures->json, "items"), out_written(&figures->items));
    if (!table)
        json_finish(&figures->json);
    if (out->error != STATUS_OK && p)
        *p = out->problem;
    return out->error;
}

/* The limit is the server's, but what is asked for is too much. */
static enum status too_large(const struct figures *figures, struct problem *p)
{
    char most[24];
    snprintf(most, sizeof most, "%lld", (long long)figures->request->limits->response_bytes);
    return problem_set(p, STATUS_ANSWER_TOO_LARGE, SLICE_NONE, slice_of(most), NULL);
}

static enum status figures_close(struct figures *figures, enum status status, struct problem *p)
{
    out_close(&figures->items);
    if (figures->service.store)
        snapshot_return(figures->request->snapshot, figures->service.store);
    figures->service.store = NULL;
    if (status == STATUS_TOO_LARGE)
        status = too_large(figures, p);
    bool heavy = status == STATUS_DEADLINE || status == STATUS_ANSWER_TOO_LARGE;
    if (heavy && figures->whole)
        problem_example(
            p, arena_printf(&figures->request->arena, "/v1/%s.csv", figures->whole->name).at);
    return status;
}

static enum status figures_write(struct request *request, struct representation *answer,
                                 struct out *out, struct problem *p)
{
    struct figures *figures = answer->context;
    figures->request = request;
    figures->answer = answer;
    figures->out = out;
    enum status status = figures_open(figures, p);
    if (status == STATUS_OK)
        status = figures->write(figures, p);
    return figures_close(figures, status, p);
}

enum status figures_check_form(const struct request *request, struct problem *p)
{
    if (strcmp(request->form.name, "json") == 0 || strcmp(request->form.name, "csv") == 0)
        return STATUS_OK;
    problem_set(p, STATUS_NOT_ACCEPTABLE, request->path, slice_of(request->form.name), NULL);
    problem_allow(p, slice_of("application/json"));
    problem_allow(p, slice_of("text/csv"));
    return STATUS_NOT_ACCEPTABLE;
}

enum status figures_plan(struct figures *figures, struct request *request,
                         struct representation *answer, struct slice path, struct slice parameters)
{
    answer->media_type = request->form.media_type;
    answer->content_location = arena_printf(
        &request->arena, "%.*s.%s%s%.*s", (int)path.len, path.at, request->form.name,
        parameters.len ? "?" : "", (int)parameters.len, parameters.len ? parameters.at : "");
    struct slice validated = answer->content_location;
    if (figures->withdrawn.len)
        validated = arena_printf(&request->arena, "%.*s#%.*s", (int)validated.len, validated.at,
                                 (int)figures->withdrawn.len, figures->withdrawn.at);
    etag_of_tables(answer, request, figures->inputs.tables, figures->inputs.count, validated);
    answer->revocable = figures->revocable;
    representation_name(answer, request, slice_of(figures->file), SLICE_NONE);
    answer->citable = true;
    answer->about = figures->whole;
    answer->write = figures_write;
    answer->context = figures;
    return STATUS_OK;
}
