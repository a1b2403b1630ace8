/* GET /v1/{table}.csv-metadata.json and /v1/downloads/{table}.csv-metadata.json: what describes the
 * CSV of a table (CSV on the Web). */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/exporters/catalogue/csvw.h"
#include "hiraku/exporters/downloads/download.h"
#include "hiraku/http/response/document.h"
#include "hiraku/http/response/download_missing.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_pin.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/resource.h"

/* URLs in the document are relative: in each folder it is about the files of that folder, which is
 * the context. */
static enum status csvw_table_write(struct request *request, struct representation *answer,
                                    struct out *out, struct problem *p)
{
    (void)p;
    csvw_write(out, snapshot_instance(request->snapshot), answer->context);
    return STATUS_OK;
}

static enum status csvw_plan(struct request *request, struct representation *answer,
                             const char *folder, struct problem *p)
{
    struct slice path =
        arena_printf(&request->arena, "%s%s.csv-metadata", folder, request->resource->name);
    struct csvw_tables *alone = arena_alloc(&request->arena, sizeof *alone);
    if (!alone)
        return problem_memory(p);
    alone->resources[alone->count++] = request->resource;
    alone->folder = folder;
    alone->query = request_pin_query(request);
    enum status status = document_plan(request, answer, path.at, csvw_table_write, p);
    answer->media_type = "application/csvm+json";
    answer->context = alone;
    return status;
}

enum status handle_csvw(struct request *request, struct representation *answer, struct problem *p)
{
    return csvw_plan(request, answer, "/v1/", p);
}

enum status handle_download_csvw(struct request *request, struct representation *answer,
                                 struct problem *p)
{
    if (!download_has(snapshot_artifacts(request->snapshot), request->resource, "csv"))
        return download_missing_all(request, p);
    return csvw_plan(request, answer, "/v1/downloads/", p);
}
