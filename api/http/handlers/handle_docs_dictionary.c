/* GET /docs/dictionary: every table with its columns. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/response/citing.h"
#include "hiraku/http/response/table_pages.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/pages/pages.h"

static enum status docs_dictionary_write(struct request *request, struct representation *answer,
                                         struct out *out, struct problem *p)
{
    const struct page_context context = citing_page(request, answer, NULL);
    (void)p;
    dictionary_page(&context, out);
    return STATUS_OK;
}

enum status handle_docs_dictionary(struct request *request, struct representation *answer,
                                   struct problem *p)
{
    answer->write = docs_dictionary_write;
    return page_document_plan(request, answer, slice_of(request->route->pattern),
                              dictionary_page_title, p);
}
