/* The table of routes: what each path is answered with. The handlers are one file each. */
#include "hiraku/http/server/routes.h"

#include "hiraku/http/handlers/handlers.h"

/* Of documents that are no rows. */
#define DOCUMENT_FORMS "graphs html"

const struct route route_table[] = {
    {"/", handle_index, ROUTE_INLINE | ROUTE_LANGUAGE, .forms = "json html"},
    {"/healthz", handle_healthz, ROUTE_INLINE | ROUTE_NO_RELEASE | ROUTE_HEALTH, .forms = "json"},
    {"/readyz", handle_readyz, ROUTE_INLINE | ROUTE_NO_RELEASE | ROUTE_HEALTH, .forms = "json"},
    {"/metrics", handle_metrics, ROUTE_INLINE | ROUTE_NO_RELEASE | ROUTE_OPERATORS,
     .forms = "prom"},
    {"/v1/instance", handle_instance, ROUTE_INLINE, .forms = "*"},
    {"/v1/openapi", handle_openapi, 0, .forms = "json"},
    {"/v1/kpis/{kpi}/series", handle_series, 0, .forms = "*", .accepts = series_accepts},
    {"/v1/aggregate/{table}", handle_aggregate, 0, .forms = "json csv",
     .accepts = aggregate_accepts},
    {"/v1/compare", handle_compare, 0, .forms = "json csv", .example = "/v1/kpis"},
    {"/v1/search", handle_search, 0, .forms = "json", .example = "/v1/search?q=DX"},
    {"/v1/datasets/{table}.schema", handle_dataset_schema, 0, .forms = "jsonld"},
    {"/v1/datasets/{table}", handle_dataset, ROUTE_LANGUAGE, .forms = DOCUMENT_FORMS},
    {"/v1/{table}.csv-metadata", handle_csvw, ROUTE_INLINE, .forms = "json"},
    {"/v1/csv-metadata", handle_csvw_group, ROUTE_INLINE, .forms = "json"},
    {"/v1/structures/{table}", handle_structure, 0, .forms = "graphs"},
    {"/v1/downloads", handle_downloads, ROUTE_LANGUAGE, .forms = "json csv html"},
    {"/v1/downloads/{table}.csv-metadata", handle_download_csvw, ROUTE_INLINE, .forms = "json"},
    {"/v1/downloads/csv-metadata", handle_download_csvw_group, ROUTE_INLINE, .forms = "json"},
    {"/v1/downloads/{file}", handle_download, ROUTE_FILE, .forms = "", .accepts = download_accepts},
    {"/v1/releases/{release}/downloads/{file}", handle_release_download, ROUTE_FILE, .forms = ""},
    {"/v1/{table}", handle_list, 0, .forms = "*", .accepts = list_accepts},
    {"/v1/{table}/{id}", handle_record, 0, .forms = "*", .accepts = record_accepts},
    {"/catalog", handle_catalogue, ROUTE_LANGUAGE, .forms = DOCUMENT_FORMS},
    {"/datapackage", handle_datapackage, ROUTE_INLINE, .forms = "json"},
    {"/sitemap", handle_sitemap, ROUTE_INLINE, .forms = "xml"},
    {"/robots", handle_robots, ROUTE_INLINE, .forms = "txt"},
    {"/.well-known/void", handle_to_catalogue, ROUTE_INLINE, .forms = DOCUMENT_FORMS},
    {"/id/catalog", handle_to_catalogue, ROUTE_INLINE | ROUTE_THING, .forms = DOCUMENT_FORMS},
    {"/id/services/api", handle_to_catalogue, ROUTE_INLINE | ROUTE_THING, .forms = DOCUMENT_FORMS},
    {"/id/distributions/{slug}", handle_to_distribution, ROUTE_INLINE | ROUTE_THING,
     .forms = DOCUMENT_FORMS},
    {"/id/datasets/all", handle_to_catalogue, ROUTE_INLINE | ROUTE_THING, .forms = DOCUMENT_FORMS},
    {"/id/datasets/{table}", handle_to_dataset, ROUTE_INLINE | ROUTE_THING,
     .forms = DOCUMENT_FORMS},
    {"/id/{table}/{id}", handle_id, ROUTE_INLINE | ROUTE_THING | ROUTE_OTHER_THINGS, .forms = "*"},
    {"/ns", handle_ns, ROUTE_LANGUAGE, .forms = DOCUMENT_FORMS},
    {"/docs", handle_docs, ROUTE_LANGUAGE, .forms = "html"},
    {"/docs/dictionary", handle_docs_dictionary, ROUTE_LANGUAGE, .forms = "html"},
    {"/docs/style", handle_docs_style, ROUTE_INLINE, .forms = "css"},
    {"/problems/{slug}", handle_problem, ROUTE_INLINE | ROUTE_NO_RELEASE | ROUTE_LANGUAGE,
     .forms = "json html"},
    {0},
};
