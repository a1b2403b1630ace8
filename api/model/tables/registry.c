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

const struct resource *const model_on_demand[] = {&freshness_resource, &releases_resource,
                                                  &changes_resource, &vintages_resource,
                                                  &usage_resource};
const size_t model_on_demand_count = sizeof model_on_demand / sizeof *model_on_demand;

const struct resource *model_input(size_t i)
{
    return i < model_resource_count    ? model_resources[i]
           : i == model_resource_count ? &corrections_resource
                                       : NULL;
}

const struct resource *model_input_as(struct slice name)
{
    for (size_t i = 0; model_input(i); i++)
        if (slice_is(name, model_input(i)->name))
            return model_input(i);
    return NULL;
}

const char *const model_examples[] = {
    "/v1/programs?limit=10",  "/v1/programs.csv", "/v1/observations.rdf",
    "/v1/kpis.json?kind=kpi", "/v1/openapi.json", NULL,
};

const char *const model_reserved[] = {
    /* query parameters (design.md «URLs») */
    "limit", "cursor", "sort", "fields", "include", "q", "count", "facet", "lang", "profile",
    "headers", "substitute", "group", "measure", "derive", "against", "release", "as_of", "format",
    "find",
    /* keys that every JSON record has besides its columns */
    "url", "cite_as", "citation_ja", "citation_en",
    /* paths beside the tables */
    "instance", "aggregate", "search", "compare", "downloads", "openapi", "series", "datasets",
    "distributions", "services", "structures", "changes", "releases", "freshness", "vintages",
    "usage", "csv-metadata", "history", "corrections", "feed", "feeds", "outcomes", "timemap",
    "cite", "copies",
    /* paths of pages */
    "about", "api", "cards", "catalog", "datapackage", "docs", "healthz", "llms", "mcp", "metrics",
    "ns", "readyz", "robots", "site", "sitemap", NULL};

bool model_is_reserved(struct slice name)
{
    for (const char *const *reserved = model_reserved; *reserved; reserved++)
        if (slice_is(name, *reserved))
            return true;
    return false;
}
