/* GET /catalog and /v1/datasets/{table}: what is published here, for catalogues and for people; and
 * the descriptions for search engines (schema.org), of CSV files (CSVW) and of all of them (data
 * package).
 *
 * What is said is exporters/catalogue*.c and its neighbours; pages are page_catalogue.c. */
#include "handle_catalogue.h"

#include "hiraku/exporters/artifact_format.h"
#include "hiraku/exporters/catalogue/catalogue.h"
#include "hiraku/exporters/catalogue/csvw.h"
#include "hiraku/exporters/catalogue/datapackage.h"
#include "hiraku/exporters/catalogue/dcat.h"
#include "hiraku/exporters/catalogue/schema_org.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/http/handlers/handlers.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/page.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/artifacts.h"
#include "hiraku/release/layout.h"
#include "hiraku/service/record.h"
#include "hiraku/store/extent.h"
#include "hiraku/store/store.h"

#include <stdio.h>

/* The table of those who have a code like the publisher's. */
static const struct resource *find_bodies(void)
{
    for (size_t i = 0; i < model_resource_count; i++)
        if (model_resources[i]->columns[0].type == TYPE_MUNICIPALITY_CODE)
            return model_resources[i];
    return NULL;
}

static enum status read_body(struct request *request, struct store *store,
                             struct catalogue *catalogue, struct problem *p)
{
    const struct resource *bodies = find_bodies();
    struct stored_record record;
    if (!bodies || !*catalogue->instance->publisher_code)
        return STATUS_OK;
    view_init(&record.view, bodies, writer_csv.without);
    enum status status =
        record_read(&record, store, slice_of(catalogue->instance->publisher_code), p);
    if (status == STATUS_OK && record.found) {
        catalogue->bodies = bodies;
        catalogue->body_name[LANGUAGE_JA] =
            arena_copy(&request->arena, record_title(&record.row, "ja"));
        catalogue->body_name[LANGUAGE_EN] =
            arena_copy(&request->arena, record_title(&record.row, "en"));
    }
    record_close(&record);
    return status;
}

enum status catalogue_read(struct request *request, struct catalogue **result, struct problem *p)
{
    const struct manifest *manifest = snapshot_manifest(request->snapshot);
    struct catalogue *catalogue = arena_alloc(&request->arena, sizeof *catalogue);
    struct extent *extents =
        arena_alloc(&request->arena, manifest->table_count * sizeof *extents + 1);
    struct store *store;
    if (!catalogue || !extents)
        return problem_memory(p);
    catalogue->instance = snapshot_instance(request->snapshot);
    catalogue->manifest = manifest;
    catalogue->artifacts = snapshot_artifacts(request->snapshot);
    catalogue->formats = artifact_formats;
    catalogue->count = manifest->table_count;
    enum status status = snapshot_borrow(request->snapshot, &store, p);
    if (status != STATUS_OK)
        return status;
    store_deadline(store, request->deadline_ms);
    for (size_t i = 0; i < catalogue->count && status == STATUS_OK; i++) {
        const struct table_state *state = &manifest->tables[i];
        status = store_extent(store, state->resource, &extents[i], p);
        catalogue->tables[i].state = state;
        catalogue->tables[i].issued = snapshot_issued(request->snapshot, state->resource);
        catalogue->tables[i].extent = &extents[i];
    }
    if (status == STATUS_OK)
        status = read_body(request, store, catalogue, p);
    snapshot_return(request->snapshot, store);
    *result = catalogue;
    return status;
}

/* What all of these answers have: type, address, validators. */
static enum status catalogue_plan(struct request *request, struct representation *answer,
                                  const char *path, representation_write *write, struct problem *p)
{
    enum status status = page_parameters(request, p);
    if (status != STATUS_OK)
        return status;
    answer->media_type = request->form.media_type;
    answer->content_location = arena_printf(&request->arena, "%s.%s", path, request->form.name);
    etag_of_tables(answer, request, model_resources, model_resource_count,
                   answer->content_location);
    answer->write = write;
    return STATUS_OK;
}

static enum status catalogue_write(struct request *request, struct representation *answer,
                                   struct out *out, struct problem *p)
{
    struct catalogue *catalogue;
    enum status status = catalogue_read(request, &catalogue, p);
    if (status != STATUS_OK)
        return status;
    if (!page_wanted(request))
        return document_write(request, out, dcat_describe, &(struct dcat_document){catalogue, NULL},
                              p);
    (void)answer;
    page_catalogue(request, out, catalogue);
    return STATUS_OK;
}

enum status handle_catalogue(struct request *request, struct representation *answer,
                             struct problem *p)
{
    return catalogue_plan(request, answer, "/catalog", catalogue_write, p);
}

static const struct catalogue_table *catalogue_table_of(const struct request *request,
                                                        const struct catalogue *catalogue)
{
    for (size_t i = 0; i < catalogue->count; i++)
        if (catalogue->tables[i].state->resource == request->resource)
            return &catalogue->tables[i];
    return NULL;
}

/* A table that the model has and the release has not is not published. */
static enum status read_part(struct request *request, struct dcat_document *part, struct problem *p)
{
    struct catalogue *catalogue = NULL;
    *part = (struct dcat_document){NULL, NULL};
    enum status status = catalogue_read(request, &catalogue, p);
    if (status != STATUS_OK || !catalogue)
        return status != STATUS_OK ? status : problem_memory(p);
    *part = (struct dcat_document){catalogue, catalogue_table_of(request, catalogue)};
    return part->table ? STATUS_OK
                       : problem_set(p, STATUS_NOT_FOUND, request->path, SLICE_NONE, NULL);
}

static enum status dataset_write(struct request *request, struct representation *answer,
                                 struct out *out, struct problem *p)
{
    struct dcat_document part;
    enum status status = read_part(request, &part, p);
    (void)answer;
    if (status != STATUS_OK)
        return status;
    if (!page_wanted(request))
        return document_write(request, out, dcat_describe, &part, p);
    page_dataset(request, out, part.catalogue, part.table);
    return STATUS_OK;
}

enum status handle_dataset(struct request *request, struct representation *answer,
                           struct problem *p)
{
    struct slice path = arena_printf(&request->arena, "/v1/datasets/%s", request->resource->name);
    return catalogue_plan(request, answer, path.at, dataset_write, p);
}

static enum status dataset_schema_write(struct request *request, struct representation *answer,
                                        struct out *out, struct problem *p)
{
    struct dcat_document part;
    enum status status = read_part(request, &part, p);
    (void)answer;
    if (status == STATUS_OK)
        schema_dataset_write(out, part.catalogue, part.table);
    return status;
}

enum status handle_dataset_schema(struct request *request, struct representation *answer,
                                  struct problem *p)
{
    struct slice path =
        arena_printf(&request->arena, "/v1/datasets/%s.schema", request->resource->name);
    return catalogue_plan(request, answer, path.at, dataset_schema_write, p);
}

static enum status no_files(struct request *request, struct problem *p)
{
    enum status status = problem_set(p, STATUS_NOT_FOUND, request->path, SLICE_NONE, NULL);
    problem_example(p, "/v1/downloads");
    return status;
}

/* URLs in the document are relative: in each folder it is about the files of that folder, which is
 * the context. */
static enum status catalogue_csvw_write_table(struct request *request,
                                              struct representation *answer, struct out *out,
                                              struct problem *p)
{
    (void)p;
    csvw_write(out, snapshot_instance(request->snapshot), request->resource, answer->context);
    return STATUS_OK;
}

static enum status plan_csvw(struct request *request, struct representation *answer,
                             const char *folder, struct problem *p)
{
    struct slice path =
        arena_printf(&request->arena, "%s%s.csv-metadata", folder, request->resource->name);
    enum status status = catalogue_plan(request, answer, path.at, catalogue_csvw_write_table, p);
    answer->media_type = "application/csvm+json";
    answer->context = (void *)folder;
    return status;
}

static bool has_csv(const struct request *request, const struct resource *resource)
{
    const struct artifact *file = artifacts_find(snapshot_artifacts(request->snapshot),
                                                 layout_table_artifact(resource->name, "csv").text);
    return file && artifact_is_there(file);
}

static enum status csvw_write_tables(struct request *request, struct representation *answer,
                                     struct out *out, struct problem *p)
{
    (void)p;
    csvw_write_group(out, snapshot_instance(request->snapshot), answer->context);
    return STATUS_OK;
}

/* All tables; `ready`: those whose CSV is an artifact, and 404 if there is none. */
static enum status plan_csvw_group(struct request *request, struct representation *answer,
                                   bool ready, struct problem *p)
{
    const struct manifest *manifest = snapshot_manifest(request->snapshot);
    struct csvw_tables *tables = arena_alloc(&request->arena, sizeof *tables);
    if (!tables)
        return problem_memory(p);
    for (size_t i = 0; i < manifest->table_count; i++)
        if (!ready || has_csv(request, manifest->tables[i].resource))
            tables->resources[tables->count++] = manifest->tables[i].resource;
    if (tables->count == 0)
        return no_files(request, p);
    enum status status =
        catalogue_plan(request, answer, ready ? "/v1/downloads/csv-metadata" : "/v1/csv-metadata",
                       csvw_write_tables, p);
    answer->media_type = "application/csvm+json";
    answer->context = tables;
    return status;
}

enum status handle_csvw(struct request *request, struct representation *answer, struct problem *p)
{
    return plan_csvw(request, answer, "/v1/", p);
}

enum status handle_download_csvw(struct request *request, struct representation *answer,
                                 struct problem *p)
{
    return has_csv(request, request->resource) ? plan_csvw(request, answer, "/v1/downloads/", p)
                                               : no_files(request, p);
}

enum status handle_csvw_group(struct request *request, struct representation *answer,
                              struct problem *p)
{
    return plan_csvw_group(request, answer, false, p);
}

enum status handle_download_csvw_group(struct request *request, struct representation *answer,
                                       struct problem *p)
{
    return plan_csvw_group(request, answer, true, p);
}

static enum status datapackage_write_served(struct request *request, struct representation *answer,
                                            struct out *out, struct problem *p)
{
    (void)answer, (void)p;
    datapackage_write(out, snapshot_instance(request->snapshot),
                      snapshot_manifest(request->snapshot), snapshot_artifacts(request->snapshot),
                      DATAPACKAGE_SERVED);
    return STATUS_OK;
}

enum status handle_datapackage(struct request *request, struct representation *answer,
                               struct problem *p)
{
    return catalogue_plan(request, answer, "/datapackage", datapackage_write_served, p);
}
