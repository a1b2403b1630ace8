/* GET /docs/dictionary: every table with its columns. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_page.h"
#include "hiraku/pages/pages.h"

static enum status docs_dictionary_write(struct request *request, struct representation *answer,
                                         struct out *out, struct problem *p)
{
    const struct page_context context = request_page(request);
    (void)answer, (void)p;
    dictionary_page(&context, out);
    return STATUS_OK;
}

enum status handle_docs_dictionary(struct request *request, struct representation *answer,
                                   struct problem *p)
{
    enum status status = page_parameters(request, p);
    if (status != STATUS_OK)
        return status;
    answer->media_type = request->form.media_type;
    etag_of_page(answer, request, slice_of("/docs/dictionary"));
    answer->write = docs_dictionary_write;
    return STATUS_OK;
}
