/* GET /catalog: what is published here, for catalogues and for people. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/exporters/catalogue/dcat.h"
#include "hiraku/http/handlers/monitor.h"
#include "hiraku/http/response/catalogue_document.h"
#include "hiraku/http/response/citing.h"
#include "hiraku/http/response/document.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_catalogue.h"
#include "hiraku/http/routing/request_page.h"
#include "hiraku/pages/catalogue_pages.h"

static enum status catalogue_write(struct request *request, struct representation *answer,
                                   struct out *out, struct problem *p)
{
    const struct page_context context = citing_page(request, answer, NULL);
    struct catalogue *catalogue;
    enum status status = request_catalogue(request, &catalogue, p);
    if (status == STATUS_OK)
        status = catalogue_document_add_use(request, catalogue, p);
    if (status != STATUS_OK)
        return status;
    if (!page_wanted(request))
        return document_write(request, out, dcat_describe, &(struct dcat_document){catalogue, NULL},
                              p);
    catalogue_page(&context, catalogue, out);
    return STATUS_OK;
}

enum status handle_catalogue(struct request *request, struct representation *answer,
                             struct problem *p)
{
    monitor_take_usage(request);
    answer->cited_title[LANGUAGE_JA] = catalogue_page_title[LANGUAGE_JA];
    answer->cited_title[LANGUAGE_EN] = catalogue_page_title[LANGUAGE_EN];
    return catalogue_document_plan(request, answer, "/catalog", catalogue_write, p);
}
