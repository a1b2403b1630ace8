/* One address for one page: parameters in one order, none without a value. */
#include "hiraku/http/response/table_pages.h"

#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_page.h"
#include "hiraku/http/routing/request_pin.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/model.h"
#include "hiraku/query/query.h"
#include "hiraku/release/manifest.h"
#include "hiraku/value/decimal.h"

#include <inttypes.h>

void page_drop_empty(struct request *request)
{
    size_t kept = 0;
    for (size_t i = 0; i < request->parameter_count; i++)
        if (request->parameters[i].value.len > 0)
            request->parameters[kept++] = request->parameters[i];
    request->parameter_count = kept;
}

/* Path and query as they are spelled, without the release. */
static struct slice page_address_text(struct request *request, struct slice path,
                                      struct slice parameters)
{
    const char *lang = request->language == LANGUAGE_EN ? "lang=en" : "lang=ja";
    return arena_printf(&request->arena, "%.*s%s%.*s%s%s", (int)path.len, path.at,
                        parameters.len ? "?" : "", (int)parameters.len,
                        parameters.len ? parameters.at : "",
                        !request->language_asked ? ""
                        : parameters.len         ? "&"
                                                 : "?",
                        request->language_asked ? lang : "");
}

/* A day is not spelled otherwise: it may stand for another release tomorrow. */
bool page_lead_to_canonical(struct request *request, struct representation *answer,
                            struct slice path, struct slice parameters)
{
    struct slice link = request_pinned(request, page_address_text(request, path, parameters));
    struct slice query = request->raw_query;
    struct slice asked =
        arena_printf(&request->arena, "%.*s%s%.*s", (int)path.len, path.at, query.len ? "?" : "",
                     (int)query.len, query.len ? query.at : "");
    if (request->pin.day.len || slice_equal(link, asked))
        return false;
    answer->location = link;
    answer->moved = true;
    return true;
}

void page_citable(struct request *request, struct representation *answer, struct slice path,
                  struct slice parameters)
{
    answer->content_location = page_address_text(request, path, parameters);
    answer->about = request->resource;
    answer->about_id = request->id;
    answer->citable = true;
}

enum status page_document_plan(struct request *request, struct representation *answer,
                               struct slice path, const char *const titles[2], struct problem *p)
{
    enum status status = page_language(request, p);
    if (status != STATUS_OK || page_lead_to_canonical(request, answer, path, SLICE_NONE))
        return status;
    answer->media_type = request->form.media_type;
    etag_of_page(answer, request, path);
    page_citable(request, answer, path, SLICE_NONE);
    answer->cited_title[LANGUAGE_JA] = titles[LANGUAGE_JA];
    answer->cited_title[LANGUAGE_EN] = titles[LANGUAGE_EN];
    return status;
}

/* The release that is the newest one for a list of which one was asked for. */
static int64_t page_lasting_bound(struct request *request, struct query *query, const char *release)
{
    int64_t number = (int64_t)snapshot_manifest(request->snapshot)->number, asked;
    struct filter bound = {.comparison = COMPARISON_LE};
    size_t at = 0;
    bound.column = model_column(query->resource, slice_of(release));
    bound.name = arena_printf(&request->arena, "%s__le", release);
    while (at < query->filter_count && !slice_equal(query->filters[at].name, bound.name))
        at++;
    if (at == QUERY_FILTERS_MAX)
        return 0;
    if (at < query->filter_count && decimal_parse_int(query->filters[at].value, 0, number, &asked))
        return asked;
    bound.value = arena_printf(&request->arena, "%" PRId64, number);
    query->filters[at] = bound;
    query->filter_count += at == query->filter_count;
    return number;
}

void page_lasting(struct request *request, struct representation *answer, struct slice path,
                  const struct query *query, const char *release)
{
    struct query bounded = *query;
    int64_t number;
    if (!position_is_start(&query->after))
        return;
    if (query->fixed == 0)
        number = page_lasting_bound(request, &bounded, release);
    else if (!decimal_parse_int(query->filters[0].value, 1, INT64_MAX, &number))
        return;
    if (number == 0)
        return;
    answer->cited_in = (uint64_t)number;
    answer->about = NULL;
    answer->about_id = SLICE_NONE;
    answer->lasting =
        page_address_text(request, path, query_canonical(&bounded, &request->arena, SLICE_NONE));
}
