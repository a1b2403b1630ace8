/* See use.h. Names of counters are those of the table of routes, of the model and of the formats,
 * and ids of KPIs that the release has: never what somebody has written into a request. */
#include "hiraku/http/exchange/use.h"

#include "hiraku/exporters/artifact_format.h"
#include "hiraku/http/exchange/exchange.h"
#include "hiraku/http/exchange/exchanges.h"
#include "hiraku/http/monitoring/usage_counters.h"
#include "hiraku/http/routing/route.h"
#include "hiraku/model/model.h"
#include "hiraku/model/resource.h"
#include "hiraku/usage/usage_book.h"

#include <stdio.h>

enum { HTTP_OK = 200, HTTP_PART = 206, HTTP_SAME = 304 };

/* The name of the file without what changes with each release, as "programs.csv" and "all.zip". */
static void use_of_file(const struct request *request, struct slice parts[USAGE_PARTS],
                        char name[ARTIFACT_NAME_SIZE])
{
    struct artifact_name file;
    if (!(request->route->flags & ROUTE_FILE) ||
        !artifact_name_read(artifact_formats, request->id, &file))
        return;
    const struct resource *table = model_resource(file.stem);
    snprintf(name, ARTIFACT_NAME_SIZE, "%s.%s", table ? table->name : "all", file.format->suffix);
    parts[USAGE_FILE] = slice_of(name);
    parts[USAGE_FORMAT] = slice_of(file.format->suffix);
}

/* The KPI that a path is about. */
static struct slice use_of_kpi(const struct request *request)
{
    bool named = strstr(request->route->pattern, "/{kpi}") != NULL;
    return named || request->resource == model_cube_subject()->ref ? request->id : SLICE_NONE;
}

/* Whether what the path names was looked for: not where a stream is what the client says it has. */
static bool use_is_known(const struct exchange *exchange)
{
    const struct reply *reply = &exchange->reply;
    return exchange->lookup.cached || !reply->selected.source ||
           !reply_is_not_modified(reply, &exchange->request);
}

static void use_read(const struct exchange *exchange, struct slice parts[USAGE_PARTS],
                     char name[ARTIFACT_NAME_SIZE])
{
    const struct request *request = &exchange->request;
    const struct resource *table =
        request->resource ? request->resource : exchange->reply.selected.about;
    bool page = request->form.name && strcmp(request->form.name, "html") == 0;
    parts[USAGE_USE] =
        slice_of(page && strcmp(request->route->use, "embed") != 0 ? "page" : request->route->use);
    parts[USAGE_FORMAT] = slice_of(request->form.name);
    parts[USAGE_KPI] = use_of_kpi(request);
    use_of_file(request, parts, name);
    if (request->used.made) {
        table = request->used.table;
        parts[USAGE_KPI] = request->used.kpi;
    }
    if (parts[USAGE_KPI].len > 0)
        table = model_cube_subject()->ref;
    parts[USAGE_TABLE] = slice_of(table ? table->name : NULL);
}

void use_choose(struct exchange *exchange)
{
    struct request *request = &exchange->request;
    struct usage_counters *counters = exchange->exchanges->usage;
    char key[USAGE_KEY_SIZE], name[ARTIFACT_NAME_SIZE];
    struct slice parts[USAGE_PARTS] = {SLICE_NONE};
    if (!counters || !request->route->use || exchange->reply.selected.location.len ||
        (request->post && !request->used.made))
        return;
    use_read(exchange, parts, name);
    usage_key_make(key, parts);
    if (parts[USAGE_KPI].len == 0 || use_is_known(exchange)) {
        request->counter = usage_counters_take(counters, key);
        return;
    }
    request->counter = usage_counters_find(counters, key);
    if (request->counter != USAGE_NONE)
        return;
    parts[USAGE_KPI] = SLICE_NONE;
    usage_key_make(key, parts);
    request->counter = usage_counters_take(counters, key);
}

/* A part is counted where it begins with the first byte: who fetches a file in parts fetches it
 * once. */
void use_count(const struct exchange *exchange)
{
    const struct response *response = &exchange->response;
    const struct request *request = &exchange->request;
    bool counts = response->http == HTTP_OK || response->http == HTTP_SAME ||
                  (response->http == HTTP_PART && response->part.first == 0);
    if (counts && !request->head && request->counter != USAGE_NONE)
        usage_counters_count(exchange->exchanges->usage, request->counter,
                             usage_agent_of(exchange->record.agent));
}
