/* GET /v1/datasets/{table}: one dataset of the catalogue, as a graph or as a page; and
 * /v1/datasets/{table}.schema.jsonld, its description for search engines. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/exporters/catalogue/dcat.h"
#include "hiraku/exporters/catalogue/schema_org.h"
#include "hiraku/http/handlers/monitor.h"
#include "hiraku/http/response/catalogue_document.h"
#include "hiraku/http/response/citing.h"
#include "hiraku/http/response/document.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_catalogue.h"
#include "hiraku/http/routing/request_page.h"
#include "hiraku/model/resource.h"
#include "hiraku/pages/catalogue_pages.h"

static enum status dataset_write(struct request *request, struct representation *answer,
                                 struct out *out, struct problem *p)
{
    const struct page_context context = citing_page(request, answer, NULL);
    const struct catalogue_table *table;
    struct catalogue *catalogue;
    enum status status = request_catalogue_table(request, &catalogue, &table, p);
    if (status == STATUS_OK)
        status = catalogue_document_add_use(request, catalogue, p);
    if (status != STATUS_OK)
        return status;
    if (!page_wanted(request))
        return document_write(request, out, dcat_describe,
                              &(struct dcat_document){catalogue, table}, p);
    dataset_page(&context, catalogue, table, out);
    return STATUS_OK;
}

enum status handle_dataset(struct request *request, struct representation *answer,
                           struct problem *p)
{
    struct slice path = arena_printf(&request->arena, "/v1/datasets/%s", request->resource->name);
    answer->changeable = true; /* its files */
    monitor_take_usage(request);
    return catalogue_document_plan(request, answer, path.at, dataset_write, p);
}

static enum status dataset_schema_write(struct request *request, struct representation *answer,
                                        struct out *out, struct problem *p)
{
    const struct catalogue_table *table;
    struct catalogue *catalogue;
    enum status status = request_catalogue_table(request, &catalogue, &table, p);
    (void)answer;
    if (status == STATUS_OK)
        schema_dataset_write(out, catalogue, table);
    return status;
}

enum status handle_dataset_schema(struct request *request, struct representation *answer,
                                  struct problem *p)
{
    struct slice path =
        arena_printf(&request->arena, "/v1/datasets/%s.schema", request->resource->name);
    answer->changeable = true;
    return document_plan(request, answer, path.at, dataset_schema_write, p);
}
