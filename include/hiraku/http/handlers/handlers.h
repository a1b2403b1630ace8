/* The handlers of the table of routes. */
#ifndef HIRAKU_HTTP_HANDLERS_HANDLERS_H
#define HIRAKU_HTTP_HANDLERS_HANDLERS_H

#include "hiraku/http/routing/route.h"

handler handle_index, handle_instance, handle_openapi, handle_list, handle_record, handle_series,
    handle_aggregate, handle_compare, handle_id, handle_problem, handle_docs,
    handle_docs_dictionary, handle_docs_style, handle_healthz, handle_readyz, handle_search,
    handle_catalogue, handle_dataset, handle_dataset_schema, handle_croissant, handle_croissant_all,
    handle_api_catalog, handle_llms, handle_csvw, handle_csvw_group, handle_download_csvw,
    handle_download_csvw_group, handle_datapackage, handle_sitemap, handle_robots,
    handle_to_catalogue, handle_to_dataset, handle_to_distribution, handle_ns, handle_structure,
    handle_downloads, handle_download, handle_release_download, handle_metrics, handle_freshness,
    handle_checkpoint, handle_leaves, handle_release_proof, handle_release_proof_file,
    handle_record_proof, handle_releases, handle_release, handle_release_changes, handle_changes,
    handle_change, handle_history, handle_vintages, handle_feed, handle_kpi_chart, handle_timemap,
    handle_record_page, handle_list_page, handle_outcomes, handle_compare_chart,
    handle_aggregate_chart, handle_search_page, handle_cite, handle_changes_page,
    handle_releases_page, handle_release_page, handle_embed_kpi, handle_embed_figure,
    handle_operation, handle_docs_script, handle_about, handle_mcp, handle_compare_page,
    handle_card, handle_ckan, handle_docs_asset, handle_site, handle_usage, handle_self,
    handle_copies, handle_copies_release, handle_copies_file, handle_copies_pieces;

route_trial list_accepts, record_accepts, series_accepts, aggregate_accepts, download_accepts,
    freshness_accepts, vintages_accepts, list_page_accepts, usage_accepts;

/* Whether the settings have the route of handle_mcp. */
bool mcp_is_offered(const struct config *config);
/* The same of handle_ckan. */
bool ckan_is_offered(const struct config *config);
/* … and of handle_usage. */
bool usage_is_offered(const struct config *config);
/* … and of handle_copies and those below it. */
bool copies_are_offered(const struct config *config);

#endif
