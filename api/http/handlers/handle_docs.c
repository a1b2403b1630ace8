/* GET /docs: the API document of this instance as one page. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/response/citing.h"
#include "hiraku/http/response/table_pages.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/pages/pages.h"

static enum status docs_write_page(struct request *request, struct representation *answer,
                                   struct out *out, struct problem *p)
{
    const struct page_context context = citing_page(request, answer, NULL);
    const json_t *document;
    enum status status = snapshot_contract(request->snapshot, &document, p);
    if (status == STATUS_OK)
        docs_page(&context, document, out);
    return status;
}

enum status handle_docs(struct request *request, struct representation *answer, struct problem *p)
{
    answer->write = docs_write_page;
    return page_document_plan(request, answer, slice_of(request->route->pattern), docs_page_title,
                              p);
}
