/* The handlers of the table of routes. */
#ifndef HIRAKU_HTTP_HANDLERS_HANDLERS_H
#define HIRAKU_HTTP_HANDLERS_HANDLERS_H

#include "hiraku/http/routing/route.h"

handler handle_index, handle_instance, handle_openapi, handle_list, handle_record, handle_series,
    handle_aggregate, handle_compare, handle_id, handle_problem, handle_docs,
    handle_docs_dictionary, handle_docs_style, handle_healthz, handle_readyz, handle_search,
    handle_catalogue, handle_dataset, handle_dataset_schema, handle_csvw, handle_csvw_group,
    handle_download_csvw, handle_download_csvw_group, handle_datapackage, handle_sitemap,
    handle_robots, handle_to_catalogue, handle_to_dataset, handle_to_distribution, handle_ns,
    handle_structure, handle_downloads, handle_download, handle_release_download, handle_metrics;

route_trial list_accepts, record_accepts, series_accepts, aggregate_accepts, download_accepts;

#endif
