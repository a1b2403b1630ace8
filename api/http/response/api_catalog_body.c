/* See api_catalog_body.h. */
#include "hiraku/http/response/api_catalog_body.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/route.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/http/snapshot/snapshots.h"
#include "hiraku/model/instance.h"

#define API_CATALOG "/.well-known/api-catalog"

/* Links of one context: of a relation all that have it stand together. */
struct api_catalog_link {
    const char *relation; /* RFC 8631, RFC 9727 */
    const char *path;
    const char *media_type;
};

static const struct api_catalog_link api_catalog_of_rest[] = {
    {"service-desc", "/v1/openapi.json", "application/json"},
    {"service-doc", "/docs", "text/html"},
    {"service-meta", "/catalog", NULL},
    {"service-meta", "/v1/datasets/all.croissant.json", "application/ld+json"},
    {"service-meta", "/datapackage.json", "application/json"},
    {"service-meta", "/.well-known/hiraku.json", "application/json"},
    {"status", "/readyz", "application/json"},
    {0},
};

/* It describes itself to who asks; how it is added is told to assistants. */
static const struct api_catalog_link api_catalog_of_mcp[] = {
    {"service-doc", "/llms.txt", "text/plain"},
    {0},
};

static const struct api_catalog_link api_catalog_of_ckan[] = {
    {"service-desc", "/api/3/action/help_show?name=help_show", "application/json"},
    {"service-doc", "/llms.txt", "text/plain"},
    {0},
};

static const struct api_catalog_service {
    const char *path, *pattern; /* of its route */
    const struct api_catalog_link *links;
} api_catalog_services[] = {{"/", "/", api_catalog_of_rest},
                            {"/mcp", "/mcp", api_catalog_of_mcp},
                            {"/api/3/action/", "/api/3/action/{action}", api_catalog_of_ckan},
                            {0}};

/* The first service from this one on that the settings have; its path NULL: none. */
static const struct api_catalog_service *
api_catalog_offered(const struct request *request, const struct api_catalog_service *service)
{
    while (service->path &&
           !route_offers(request->routes, service->pattern, request->snapshots->config))
        service++;
    return service;
}

static void api_catalog_write_url(struct json_writer *json, const struct instance *instance,
                                  const char *name, const char *path)
{
    json_printf(json, name, "%s%s", instance->base_url, path);
}

static void api_catalog_write_context(struct json_writer *json, const struct instance *instance,
                                      const struct api_catalog_link *link)
{
    for (const char *relation = ""; link->relation; link++) {
        if (strcmp(relation, link->relation) != 0) {
            if (*relation)
                json_end(json);
            json_begin_array(json, link->relation);
            relation = link->relation;
        }
        json_begin_object(json, NULL);
        api_catalog_write_url(json, instance, "href", link->path);
        json_text(json, "type", link->media_type);
        json_end(json);
    }
    json_end(json);
}

enum status api_catalog_body_write(struct request *request, struct representation *answer,
                                   struct out *out, struct problem *p)
{
    const struct instance *instance = snapshot_instance(request->snapshot);
    const struct api_catalog_service *first = api_catalog_offered(request, api_catalog_services);
    struct json_writer json = json_compact(out, JSON_EMPTY_NONE);
    (void)answer, (void)p;
    json_begin_object(&json, NULL);
    json_begin_array(&json, "linkset");
    json_begin_object(&json, NULL);
    api_catalog_write_url(&json, instance, "anchor", API_CATALOG);
    json_begin_array(&json, "item");
    for (const struct api_catalog_service *one = first; one->path;
         one = api_catalog_offered(request, one + 1)) {
        json_begin_object(&json, NULL);
        api_catalog_write_url(&json, instance, "href", one->path);
        json_end(&json);
    }
    json_end(&json);
    json_end(&json);
    for (const struct api_catalog_service *one = first; one->path;
         one = api_catalog_offered(request, one + 1)) {
        json_begin_object(&json, NULL);
        api_catalog_write_url(&json, instance, "anchor", one->path);
        api_catalog_write_context(&json, instance, one->links);
        json_end(&json);
    }
    json_finish(&json);
    return STATUS_OK;
}
