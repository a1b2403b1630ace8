/* The catalogue in DCAT-AP 3: one catalogue, a dataset for each table, the service.
 *
 * IRIs for everything, no blank nodes. Datasets are dcat_dataset.c, what they have in common is
 * dcat_shared.c. */
#include "hiraku/exporters/catalogue/dcat.h"

#include "hiraku/exporters/catalogue/catalogue.h"
#include "hiraku/exporters/catalogue/distribution.h"
#include "hiraku/model/instance.h"

#include "dcat_dataset.h"
#include "dcat_shared.h"
#include "dcat_writer.h"

static void write_dates(struct dcat_writer *dcat)
{
    time_t issued, modified;
    catalogue_dates(dcat->catalogue, &issued, &modified);
    dcat_time(dcat, "dct:issued", issued);
    dcat_time(dcat, "dct:modified", modified);
}

/* How the instance describes itself; its title where there is no description. */
static void write_purpose(struct dcat_writer *dcat)
{
    const struct instance *instance = dcat->catalogue->instance;
    dcat_cells(dcat, "dct:title", "title");
    dcat_cells(dcat, "dct:description",
               instance_cell(instance, "description_ja").len ? "description" : "title");
}

static void describe_catalogue(struct dcat_writer *dcat)
{
    dcat_begin(dcat, "/id/catalog", "", "dcat:Catalog");
    dcat_write_identifier(dcat);
    write_purpose(dcat);
    dcat_write_responsible(dcat);
    write_dates(dcat);
    dcat_write_languages(dcat);
    dcat_write_place(dcat);
    dcat_link(dcat, "foaf:homepage", "/", "");
    dcat_link_iri(dcat, "dcat:themeTaxonomy", EU_AUTHORITY "data-theme", "");
    dcat_write_datasets(dcat, "dcat:dataset");
    if (catalogue_has_all(dcat->catalogue))
        dcat_link(dcat, "dcat:dataset", "/id/datasets/all", "");
    dcat_link(dcat, "dcat:service", "/id/services/api", "");
    dcat_end(dcat);
}

static void describe_service(struct dcat_writer *dcat)
{
    dcat_begin(dcat, "/id/services/api", "", "dcat:DataService");
    dcat_write_identifier(dcat);
    write_purpose(dcat);
    dcat_write_responsible(dcat);
    dcat_write_theme(dcat);
    dcat_write_keywords(dcat);
    dcat_link_iri(dcat, "dct:accessRights", EU_AUTHORITY "access-right/", "PUBLIC");
    dcat_link(dcat, "dcat:endpointURL", "/", "");
    dcat_link(dcat, "dcat:endpointDescription", "/v1/openapi.json", "");
    dcat_link(dcat, "dcat:landingPage", "/docs", "");
    dcat_link(dcat, "foaf:page", "/docs", "");
    dcat_link_iri(dcat, "dct:conformsTo", "https://spec.openapis.org/oas/v3.1.0", "");
    dcat_write_datasets(dcat, "dcat:servesDataset");
    if (catalogue_has_all(dcat->catalogue))
        dcat_link(dcat, "dcat:servesDataset", "/id/datasets/all", "");
    dcat_end(dcat);
    dcat_describe_document(dcat, "/docs");
    dcat_describe_document(dcat, "/");
    dcat_begin_iri(dcat, "https://spec.openapis.org/oas/v3.1.0", "dct:Standard");
    dcat_pair(dcat, "dct:title", "OpenAPI 3.1", "OpenAPI 3.1");
    dcat_end(dcat);
}

void dcat_describe(struct emit *emit, const struct triple_sink *sink, void *context)
{
    const struct dcat_document *document = context;
    const struct catalogue *catalogue = document->catalogue;
    struct dcat_writer dcat = {.emit = emit, .sink = sink, .catalogue = catalogue};
    iri_buffer_open(&dcat.subject);
    iri_buffer_open(&dcat.object);
    if (document->table) {
        dcat_describe_dataset(&dcat, document->table);
    } else {
        describe_catalogue(&dcat);
        describe_service(&dcat);
        for (size_t i = 0; i < catalogue->count; i++)
            dcat_describe_dataset(&dcat, &catalogue->tables[i]);
        dcat_describe_all(&dcat);
    }
    dcat_describe_shared(&dcat);
}
