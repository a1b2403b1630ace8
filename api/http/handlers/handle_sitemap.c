/* GET /sitemap.xml (sitemaps.org 0.9): the pages, for search engines. Dates are those of the data.
 */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/out.h"
#include "hiraku/base/xml_text.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/registry.h"
#include "hiraku/query/query.h"
#include "hiraku/release/manifest.h"

static void put_page(struct out *out, const struct instance *instance, const char *path,
                     const char *rest, time_t modified)
{
    char text[CLOCK_RFC3339_SIZE];
    out_text(out, "  <url><loc>");
    xml_text(out, slice_of(instance->base_url));
    out_text(out, path);
    out_text(out, rest);
    out_text(out, "</loc><lastmod>");
    clock_rfc3339(modified, text);
    out_text(out, text);
    out_text(out, "</lastmod></url>\n");
}

static enum status sitemap_write(struct request *request, struct representation *answer,
                                 struct out *out, struct problem *p)
{
    static const char *const pages[] = {"/",     "/catalog.html",    "/v1/downloads.html",
                                        "/docs", "/docs/dictionary", "/ns.html"};
    const struct manifest *manifest = snapshot_manifest(request->snapshot);
    const struct instance *instance = snapshot_instance(request->snapshot);
    (void)p;
    out_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        put_page(out, instance, pages[i], "", answer->modified);
    for (size_t i = 0; i < manifest->table_count; i++) {
        const struct table_state *state = &manifest->tables[i];
        struct slice name = arena_printf(&request->arena, "%s.html", state->resource->name);
        put_page(out, instance, "/v1/datasets/", name.at, state->changed_at);
    }
    out_text(out, "</urlset>\n");
    return STATUS_OK;
}

enum status handle_sitemap(struct request *request, struct representation *answer,
                           struct problem *p)
{
    enum status status = query_none(request->parameters, request->parameter_count, p);
    if (status != STATUS_OK)
        return status;
    answer->media_type = request->form.media_type;
    etag_of_tables(answer, request, model_resources, model_resource_count,
                   slice_of("/sitemap.xml"));
    answer->write = sitemap_write;
    return STATUS_OK;
}
