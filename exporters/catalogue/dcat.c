/* The catalogue in DCAT-AP 3: one catalogue, a dataset for each table, the services.
 *
 * IRIs for everything, no blank nodes. Datasets are dcat_dataset.c, what they have in common is
 * dcat_shared.c. */
#include "hiraku/exporters/catalogue/dcat.h"

#include "hiraku/exporters/catalogue/catalogue.h"
#include "hiraku/exporters/catalogue/distribution.h"

#include "dcat_dataset.h"
#include "dcat_services.h"
#include "dcat_shared.h"
#include "dcat_writer.h"

static void write_dates(struct dcat_writer *dcat)
{
    time_t issued, modified;
    catalogue_dates(dcat->catalogue, &issued, &modified);
    dcat_time(dcat, "dct:issued", issued);
    dcat_time(dcat, "dct:modified", modified);
}

static void describe_catalogue(struct dcat_writer *dcat)
{
    dcat_begin(dcat, "/id/catalog", "", "dcat:Catalog");
    dcat_write_identifier(dcat);
    dcat_write_purpose(dcat);
    dcat_write_responsible(dcat);
    write_dates(dcat);
    dcat_write_languages(dcat);
    dcat_write_place(dcat);
    dcat_link(dcat, "foaf:homepage", "/", "");
    dcat_link_iri(dcat, "dcat:themeTaxonomy", EU_AUTHORITY "data-theme", "");
    dcat_write_datasets(dcat, "dcat:dataset");
    if (catalogue_has_all(dcat->catalogue))
        dcat_link(dcat, "dcat:dataset", "/id/datasets/all", "");
    dcat_write_services(dcat);
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
        dcat_describe_services(&dcat);
        for (size_t i = 0; i < catalogue->count; i++)
            dcat_describe_dataset(&dcat, &catalogue->tables[i]);
        dcat_describe_all(&dcat);
    }
    dcat_describe_shared(&dcat);
}
