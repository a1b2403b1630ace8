/* See request_catalogue.h. */
#include "hiraku/http/routing/request_catalogue.h"

#include "hiraku/base/config.h"
#include "hiraku/exporters/artifact_format.h"
#include "hiraku/exporters/catalogue/catalogue.h"
#include "hiraku/exporters/catalogue/catalogue_read.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/http/snapshot/snapshots.h"
#include "hiraku/model/model.h"
#include "hiraku/service/freshness.h"
#include "hiraku/store/store.h"

/* Figures are in one table. */
static enum status request_catalogue_dues(struct request *request, struct catalogue *catalogue,
                                          struct store *store, struct problem *p)
{
    struct freshness_dues dues;
    enum status status = snapshot_dues(request->snapshot, store, &request->arena, &dues, p);
    for (size_t i = 0; i < catalogue->count && status == STATUS_OK; i++)
        if (catalogue->tables[i].state->resource == model_cube()) {
            catalogue->tables[i].last_period = dues.last_period;
            catalogue->tables[i].due_on = dues.due_on;
        }
    return status;
}

unsigned request_catalogue_services(const struct request *request)
{
    const struct config *config = request->snapshots->config;
    return (config->mcp ? CATALOGUE_MCP : 0U) | (config->ckan ? CATALOGUE_CKAN : 0U);
}

enum status request_catalogue(struct request *request, struct catalogue **result, struct problem *p)
{
    struct snapshot *release = request->snapshot;
    struct catalogue *catalogue = arena_alloc(&request->arena, sizeof *catalogue);
    struct store *store;
    if (!catalogue)
        return problem_memory(p);
    catalogue->instance = snapshot_instance(release);
    catalogue->manifest = snapshot_manifest(release);
    catalogue->artifacts = snapshot_artifacts(release);
    catalogue->formats = artifact_formats;
    catalogue->services = request_catalogue_services(request);
    enum status status = snapshot_borrow(release, &store, p);
    if (status != STATUS_OK)
        return status;
    store_deadline(store, request->deadline_ms);
    status = catalogue_read(catalogue, store, &request->arena, p);
    if (status == STATUS_OK)
        status = request_catalogue_dues(request, catalogue, store, p);
    snapshot_return(release, store);
    if (status != STATUS_OK)
        return status;
    for (size_t i = 0; i < catalogue->count; i++)
        catalogue->tables[i].issued =
            snapshot_issued(release, catalogue->tables[i].state->resource);
    *result = catalogue;
    return STATUS_OK;
}

enum status request_catalogue_table(struct request *request, struct catalogue **result,
                                    const struct catalogue_table **table, struct problem *p)
{
    enum status status = request_catalogue(request, result, p);
    for (size_t i = 0; status == STATUS_OK && i < (*result)->count; i++)
        if ((*result)->tables[i].state->resource == request->resource) {
            *table = &(*result)->tables[i];
            return STATUS_OK;
        }
    return status == STATUS_OK ? problem_set(p, STATUS_NOT_FOUND, request->path, SLICE_NONE, NULL)
                               : status;
}
