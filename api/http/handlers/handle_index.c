/* GET /: what there is: JSON for programs, one plain page for browsers, from the model and the
 * instance. Pages about records come later. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/index_body.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_page.h"
#include "hiraku/model/registry.h"
#include "hiraku/pages/pages.h"

static enum status index_write(struct request *request, struct representation *answer,
                               struct out *out, struct problem *p)
{
    const struct page_context context = request_page(request);
    (void)answer, (void)p;
    if (page_wanted(request))
        index_page(&context, out);
    else
        index_body_write(context.instance, context.manifest, out);
    return STATUS_OK;
}

enum status handle_index(struct request *request, struct representation *answer, struct problem *p)
{
    enum status status = page_parameters(request, p);
    if (status != STATUS_OK)
        return status;
    answer->media_type = request->form.media_type;
    etag_of_tables(answer, request, model_resources, model_resource_count, slice_of("/"));
    answer->write = index_write;
    return STATUS_OK;
}
