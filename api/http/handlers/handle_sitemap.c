/* GET /sitemap.xml (sitemaps.org 0.9): the pages, for search engines. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/sitemap_body.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/query/query.h"

enum status handle_sitemap(struct request *request, struct representation *answer,
                           struct problem *p)
{
    enum status status = query_none(request->parameters, request->parameter_count, p);
    if (status != STATUS_OK)
        return status;
    answer->media_type = request->form.media_type;
    etag_of_page(answer, request, slice_of("/sitemap.xml"));
    answer->write = sitemap_body_write;
    return STATUS_OK;
}
