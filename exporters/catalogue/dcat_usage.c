/* See dcat_usage.h. DCAT has no term for use; schema.org has InteractionCounter, which search
 * engines know. Bots are not in it; by day and form it is at /v1/usage. */
#include "dcat_usage.h"

#include "hiraku/exporters/catalogue/catalogue.h"
#include "hiraku/model/resource.h"

#include "dcat_writer.h"

#include <inttypes.h>
#include <stdio.h>

enum { USE_PATH_SIZE = 160, USE_NUMBER_SIZE = 24 };

static void dcat_usage_path(const struct catalogue_table *table, char path[USE_PATH_SIZE])
{
    snprintf(path, USE_PATH_SIZE, "/id/datasets/%s#use", table->state->resource->name);
}

void dcat_write_usage(struct dcat_writer *dcat, const struct catalogue_table *table)
{
    char path[USE_PATH_SIZE];
    dcat_usage_path(table, path);
    if (dcat->catalogue->counted_from)
        dcat_link(dcat, "schema:interactionStatistic", path, "");
}

void dcat_describe_usage(struct dcat_writer *dcat, const struct catalogue_table *table)
{
    char path[USE_PATH_SIZE], number[USE_NUMBER_SIZE];
    if (!dcat->catalogue->counted_from)
        return;
    dcat_usage_path(table, path);
    snprintf(number, sizeof number, "%" PRIu64, table->used);
    dcat_begin(dcat, path, "", "schema:InteractionCounter");
    dcat_link_iri(dcat, "schema:interactionType", "https://schema.org/ViewAction", "");
    dcat_typed(dcat, "schema:userInteractionCount", number, "xsd:integer");
    dcat_time(dcat, "schema:startTime", dcat->catalogue->counted_from);
    dcat_time(dcat, "schema:endTime", dcat->catalogue->counted_to);
    dcat_end(dcat);
}
