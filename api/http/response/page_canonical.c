/* One address for one page: parameters in one order, none without a value. */
#include "hiraku/http/response/table_pages.h"

#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_pin.h"
#include "hiraku/query/query.h"

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
