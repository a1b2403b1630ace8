/* See sitemap_body.h. Dates are those of the data. Of records those are named that have a name:
 * what is known by its key alone is found from what it belongs to. Pages that are no records are
 * those of the table of routes. */
#include "hiraku/http/response/sitemap_body.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/out.h"
#include "hiraku/base/xml_text.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_service.h"
#include "hiraku/http/routing/route.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/resource.h"
#include "hiraku/release/manifest.h"
#include "hiraku/release/own_page.h"
#include "hiraku/service/list.h"
#include "hiraku/service/service.h"
#include "hiraku/value/iri.h"

/* The protocol allows 50,000; the answer is made in memory. */
enum { SITEMAP_MAX = 30000 };

struct sitemap {
    struct out *out;
    const struct instance *instance;
    size_t count;
};

static void sitemap_add(struct sitemap *map, const char *path, const char *name, struct slice id,
                        time_t modified)
{
    char text[CLOCK_RFC3339_SIZE];
    out_text(map->out, "  <url><loc>");
    xml_text(map->out, slice_of(map->instance->base_url));
    out_text(map->out, path);
    out_text(map->out, name);
    if (id.len) {
        out_char(map->out, '/');
        iri_segment(map->out, id);
    }
    out_text(map->out, "</loc><lastmod>");
    clock_rfc3339(modified, text);
    out_text(map->out, text);
    out_text(map->out, "</lastmod></url>\n");
    map->count++;
}

static bool sitemap_has_names(const struct resource *table)
{
    for (const struct column *column = table->columns; column->name; column++)
        if (column->flags & COL_LABEL)
            return true;
    return false;
}

static enum status sitemap_records(struct sitemap *map, const struct service *service,
                                   struct list *list, const struct table_state *state,
                                   struct problem *p)
{
    const struct resource *table = state->resource;
    struct row row;
    bool more = sitemap_has_names(table) && map->count + state->rows <= SITEMAP_MAX;
    if (!more)
        return STATUS_OK;
    *list = (struct list){.without = COL_HIDDEN | COL_LOOKUP};
    list->query = (struct query){.resource = table, .field_count = 1};
    list->query.fields[0] = &table->columns[0];
    enum status status = list_open(list, service, p);
    while (status == STATUS_OK && more) {
        status = list_next(list, &row, &more, p);
        if (status == STATUS_OK && more)
            sitemap_add(map, "/", table->name, row.cells[0], state->changed_at);
    }
    list_close(list);
    return status;
}

/* A page that has one address: no names in its path, and no parameters that it needs. */
static bool sitemap_has_page(const struct route *route)
{
    return route->flags & ROUTE_LANGUAGE && !route->example && !strchr(route->pattern, '{') &&
           slice_has_word(slice_of(route->forms), slice_of("html"));
}

/* Where there are other forms beside the page, its address ends with its own; the first page is
 * known without. */
static void sitemap_pages(struct sitemap *map, const struct route *routes, time_t modified)
{
    for (; routes->pattern; routes++) {
        bool only = strcmp(routes->forms, "html") == 0 || strcmp(routes->pattern, "/") == 0;
        if (sitemap_has_page(routes))
            sitemap_add(map, routes->pattern, only ? "" : ".html", SLICE_NONE, modified);
    }
}

static void sitemap_tables(struct sitemap *map, const struct manifest *manifest,
                           struct arena *arena)
{
    for (size_t i = 0; i < manifest->table_count; i++) {
        const struct table_state *state = &manifest->tables[i];
        struct slice dataset = arena_printf(arena, "%s.html", state->resource->name);
        sitemap_add(map, "/v1/datasets/", dataset.at, SLICE_NONE, state->changed_at);
        sitemap_add(map, "/", state->resource->name, SLICE_NONE, state->changed_at);
    }
}

static void sitemap_own_pages(struct sitemap *map, const struct own_files *own, time_t modified)
{
    size_t at = 0;
    struct slice name;
    while (own_page_next(own, &at, map->instance->language, &name))
        sitemap_add(map, own_page_place, "", slice_is(name, own_page_first) ? SLICE_NONE : name,
                    modified);
}

enum status sitemap_body_write(struct request *request, struct representation *answer,
                               struct out *out, struct problem *p)
{
    const struct manifest *manifest = snapshot_manifest(request->snapshot);
    struct sitemap map = {.out = out, .instance = snapshot_instance(request->snapshot)};
    struct list *list = arena_alloc(&request->arena, sizeof *list);
    struct service service;
    enum status status = list ? request_service(request, &service, p) : problem_memory(p);
    if (status != STATUS_OK)
        return status;
    out_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    sitemap_pages(&map, request->routes, answer->modified);
    sitemap_tables(&map, manifest, &request->arena);
    sitemap_own_pages(&map, snapshot_own_files(request->snapshot), manifest->own.changed_at);
    for (size_t i = 0; i < manifest->table_count && status == STATUS_OK; i++)
        status = sitemap_records(&map, &service, list, &manifest->tables[i], p);
    out_text(out, "</urlset>\n");
    snapshot_return(request->snapshot, service.store);
    return status;
}
