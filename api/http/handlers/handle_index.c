/* GET /: what there is: JSON for programs, a page for people, from the model and the instance. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/index_body.h"
#include "hiraku/http/response/index_pages.h"
#include "hiraku/http/response/table_pages.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_page.h"
#include "hiraku/http/snapshot/snapshot.h"

static enum status index_write(struct request *request, struct representation *answer,
                               struct out *out, struct problem *p)
{
    if (page_wanted(request))
        return page_index_write(request, answer, out, p);
    index_body_write(snapshot_instance(request->snapshot), snapshot_manifest(request->snapshot),
                     out);
    return STATUS_OK;
}

enum status handle_index(struct request *request, struct representation *answer, struct problem *p)
{
    bool page = page_wanted(request);
    if (page)
        page_drop_empty(request);
    enum status status = page_parameters(request, p);
    if (status != STATUS_OK ||
        (page && page_lead_to_canonical(request, answer, slice_of("/"), SLICE_NONE)))
        return status;
    answer->media_type = request->form.media_type;
    etag_of_page(answer, request, slice_of("/"));
    if (page)
        page_citable(request, answer, slice_of("/"), SLICE_NONE);
    answer->write = index_write;
    return STATUS_OK;
}
