/* GET /v1/csv-metadata.json and /v1/downloads/csv-metadata.json: the CSV files of all tables, with
 * keys between them (CSV on the Web, groups of tables). */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/exporters/catalogue/csvw.h"
#include "hiraku/exporters/downloads/download.h"
#include "hiraku/http/response/document.h"
#include "hiraku/http/response/download_missing.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_pin.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/release/manifest.h"

static enum status csvw_group_write(struct request *request, struct representation *answer,
                                    struct out *out, struct problem *p)
{
    (void)p;
    csvw_write_group(out, snapshot_instance(request->snapshot), answer->context);
    return STATUS_OK;
}

/* All tables; `ready`: those whose CSV is an artifact, and 404 if there is none. */
static enum status csvw_group_plan(struct request *request, struct representation *answer,
                                   bool ready, struct problem *p)
{
    const struct manifest *manifest = snapshot_manifest(request->snapshot);
    const struct artifacts *artifacts = snapshot_artifacts(request->snapshot);
    struct csvw_tables *tables = arena_alloc(&request->arena, sizeof *tables);
    if (!tables)
        return problem_memory(p);
    tables->query = request_pin_query(request);
    for (size_t i = 0; i < manifest->table_count; i++)
        if (!ready || download_has(artifacts, manifest->tables[i].resource, "csv"))
            tables->resources[tables->count++] = manifest->tables[i].resource;
    if (tables->count == 0)
        return download_missing_all(request, p);
    enum status status =
        document_plan(request, answer, ready ? "/v1/downloads/csv-metadata" : "/v1/csv-metadata",
                      csvw_group_write, p);
    answer->media_type = "application/csvm+json";
    answer->context = tables;
    return status;
}

enum status handle_csvw_group(struct request *request, struct representation *answer,
                              struct problem *p)
{
    return csvw_group_plan(request, answer, false, p);
}

enum status handle_download_csvw_group(struct request *request, struct representation *answer,
                                       struct problem *p)
{
    return csvw_group_plan(request, answer, true, p);
}
