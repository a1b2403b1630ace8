/* GET /ns: the vocabulary hk:, as a graph or as a page, made from the model alone. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/exporters/rdf/vocabulary.h"
#include "hiraku/http/response/document.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_page.h"
#include "hiraku/pages/pages.h"

static enum status ns_write(struct request *request, struct representation *answer, struct out *out,
                            struct problem *p)
{
    const struct page_context context = request_page(request);
    (void)answer;
    if (!page_wanted(request))
        return document_write(request, out, vocabulary_describe, NULL, p);
    vocabulary_page(&context, out);
    return STATUS_OK;
}

enum status handle_ns(struct request *request, struct representation *answer, struct problem *p)
{
    enum status status = page_parameters(request, p);
    if (status != STATUS_OK)
        return status;
    answer->media_type = request->form.media_type;
    answer->content_location = arena_printf(&request->arena, "/ns.%s", request->form.name);
    if (page_wanted(request))
        etag_of_page(answer, request, slice_of("/ns"));
    else
        etag_of_tables(answer, request, NULL, 0, slice_of("/ns"));
    answer->write = ns_write;
    return STATUS_OK;
}
