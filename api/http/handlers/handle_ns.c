/* GET /ns: the vocabulary hk:, as a graph or as a page, made from the model alone. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/exporters/rdf/vocabulary.h"
#include "hiraku/http/response/citing.h"
#include "hiraku/http/response/document.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/table_pages.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_page.h"
#include "hiraku/pages/pages.h"

static enum status ns_write(struct request *request, struct representation *answer, struct out *out,
                            struct problem *p)
{
    if (!page_wanted(request))
        return document_write(request, out, vocabulary_describe, NULL, p);
    const struct page_context context = citing_page(request, answer, NULL);
    vocabulary_page(&context, out);
    return STATUS_OK;
}

enum status handle_ns(struct request *request, struct representation *answer, struct problem *p)
{
    answer->write = ns_write;
    if (page_wanted(request))
        return page_document_plan(request, answer, slice_of(request->route->pattern),
                                  vocabulary_page_title, p);
    enum status status = page_parameters(request, p);
    if (status != STATUS_OK)
        return status;
    answer->media_type = request->form.media_type;
    answer->content_location = arena_printf(&request->arena, "/ns.%s", request->form.name);
    etag_of_tables(answer, request, NULL, 0, slice_of("/ns"));
    return STATUS_OK;
}
