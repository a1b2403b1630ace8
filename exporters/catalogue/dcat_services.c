/* See dcat_services.h. One of the API itself, and one of each door for the programs of others that
 * the settings open. Feeds are none: they tell what changed and serve no data. */
#include "dcat_services.h"

#include "hiraku/exporters/catalogue/catalogue.h"
#include "hiraku/exporters/catalogue/distribution.h"
#include "hiraku/model/instance.h"

#include "dcat_dataset.h"
#include "dcat_shared.h"
#include "dcat_writer.h"

#include <stdio.h>

enum { SERVICE_TITLE_SIZE = 1600 };

static const struct dcat_service {
    const char *path;                 /* of its IRI */
    unsigned bit;                     /* of catalogue.services; 0: it is always there */
    const char *title_ja, *title_en;  /* NULL: those of the instance */
    const char *endpoint, *described; /* paths */
    const char *page;                 /* for people */
    const char *standard, *standard_ja, *standard_en;
} dcat_services[] = {
    {"/id/services/api", 0, NULL, NULL, "/", "/v1/openapi.json", "/docs",
     "https://spec.openapis.org/oas/v3.1.0", "OpenAPI 3.1", "OpenAPI 3.1"},
    {"/id/services/mcp", CATALOGUE_MCP, "対話型 AI などのための入口（MCP）",
     "Door for assistants (MCP)", "/mcp", "/llms.txt", "/docs",
     "https://modelcontextprotocol.io/specification/2026-07-28",
     "Model Context Protocol（2026-07-28）", "Model Context Protocol (2026-07-28)"},
    {"/id/services/ckan", CATALOGUE_CKAN, "CKAN の Action API", "CKAN's Action API",
     "/api/3/action", "/v1/openapi.json", "/docs", "https://docs.ckan.org/en/2.11/api/",
     "CKAN 2.11 の API", "API of CKAN 2.11"},
};
enum { DCAT_SERVICES = sizeof dcat_services / sizeof *dcat_services };

static bool dcat_service_is_there(const struct dcat_writer *dcat,
                                  const struct dcat_service *service)
{
    return service->bit == 0 || dcat->catalogue->services & service->bit;
}

void dcat_write_services(struct dcat_writer *dcat)
{
    for (size_t i = 0; i < DCAT_SERVICES; i++)
        if (dcat_service_is_there(dcat, &dcat_services[i]))
            dcat_link(dcat, "dcat:service", dcat_services[i].path, "");
}

/* The API is what the instance is; a door for others has a name of its own. */
static void dcat_service_write_titles(struct dcat_writer *dcat, const struct dcat_service *service)
{
    const struct instance *instance = dcat->catalogue->instance;
    char ja[SERVICE_TITLE_SIZE], en[SERVICE_TITLE_SIZE];
    if (!service->title_ja) {
        dcat_write_purpose(dcat);
        return;
    }
    snprintf(ja, sizeof ja, "%s（%s）", service->title_ja, instance->title[LANGUAGE_JA]);
    snprintf(en, sizeof en, instance_cell(instance, "title_en").len ? "%s (%s)" : "%s",
             service->title_en, instance->title[LANGUAGE_EN]);
    dcat_pair(dcat, "dct:title", ja, en);
    dcat_pair(dcat, "dct:description", ja, en);
}

static void dcat_describe_service(struct dcat_writer *dcat, const struct dcat_service *service)
{
    dcat_begin(dcat, service->path, "", "dcat:DataService");
    dcat_write_identifier(dcat);
    dcat_service_write_titles(dcat, service);
    dcat_write_responsible(dcat);
    dcat_write_theme(dcat);
    dcat_write_keywords(dcat);
    dcat_link_iri(dcat, "dct:accessRights", EU_AUTHORITY "access-right/", "PUBLIC");
    dcat_link(dcat, "dcat:endpointURL", service->endpoint, "");
    dcat_link(dcat, "dcat:endpointDescription", service->described, "");
    dcat_link(dcat, "dcat:landingPage", service->page, "");
    dcat_link(dcat, "foaf:page", service->page, "");
    dcat_link_iri(dcat, "dct:conformsTo", service->standard, "");
    dcat_write_datasets(dcat, "dcat:servesDataset");
    if (catalogue_has_all(dcat->catalogue) && service->bit == 0)
        dcat_link(dcat, "dcat:servesDataset", "/id/datasets/all", "");
    dcat_end(dcat);
    dcat_begin_iri(dcat, service->standard, "dct:Standard");
    dcat_pair(dcat, "dct:title", service->standard_ja, service->standard_en);
    dcat_end(dcat);
}

void dcat_describe_services(struct dcat_writer *dcat)
{
    for (size_t i = 0; i < DCAT_SERVICES; i++)
        if (dcat_service_is_there(dcat, &dcat_services[i]))
            dcat_describe_service(dcat, &dcat_services[i]);
    dcat_describe_document(dcat, "/docs");
    dcat_describe_document(dcat, "/");
}
