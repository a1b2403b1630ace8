/* The list of resources, in publishing order, and the names that no resource or column may have. */
#include "hiraku/model/registry.h"

#include "hiraku/model/computed.h"

#include "tables.h"

const struct resource *const model_resources[] = {
    &municipalities_resource, &sources_resource,    &organizations_resource, &programs_resource,
    &participations_resource, &rounds_resource,     &challenges_resource,    &startups_resource,
    &adoptions_resource,      &pilots_resource,     &results_resource,       &events_resource,
    &schemes_resource,        &categories_resource, &kpis_resource,          &observations_resource,
    &periods_resource,        &units_resource,
};
const size_t model_resource_count = sizeof model_resources / sizeof *model_resources;

const char *const model_examples[] = {
    "/v1/programs?limit=10",  "/v1/programs.csv", "/v1/observations.rdf",
    "/v1/kpis.json?kind=kpi", "/v1/openapi.json", NULL,
};

const char *const model_reserved[] = {
    /* query parameters (design.md «URLs») */
    "limit", "cursor", "sort", "fields", "include", "q", "count", "facet", "lang", "profile",
    "headers", "substitute", "group", "measure", "derive", "release", "as_of", "format",
    /* keys that every JSON record has besides its columns */
    "url",
    /* paths beside the tables */
    "instance", "aggregate", "search", "compare", "downloads", "openapi", "series", "datasets",
    "distributions", "services", "structures", "changes", "releases", "csv-metadata", NULL};

bool model_is_reserved(struct slice name)
{
    for (const char *const *reserved = model_reserved; *reserved; reserved++)
        if (slice_is(name, *reserved))
            return true;
    return false;
}
