/* GET /docs: the API document of this instance as one page. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_page.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/pages/pages.h"

static enum status docs_write_page(struct request *request, struct representation *answer,
                                   struct out *out, struct problem *p)
{
    const struct page_context context = request_page(request);
    const json_t *document;
    (void)answer;
    enum status status = snapshot_contract(request->snapshot, &document, p);
    if (status == STATUS_OK)
        docs_page(&context, document, out);
    return status;
}

enum status handle_docs(struct request *request, struct representation *answer, struct problem *p)
{
    enum status status = page_parameters(request, p);
    if (status != STATUS_OK)
        return status;
    answer->media_type = request->form.media_type;
    etag_of_page(answer, request, slice_of("/docs"));
    answer->write = docs_write_page;
    return STATUS_OK;
}
