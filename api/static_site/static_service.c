/* The service that a copy is made of: an open release and a request that nobody sent. */
#include "hiraku/base/clock.h"
#include "hiraku/http/response/cache.h"
#include "hiraku/http/response/length_cache.h"
#include "hiraku/http/server/routes.h"
#include "hiraku/model/instance.h"
#include "hiraku/store/db.h"

#include "static_site.h"

#include <stdio.h>
#include <stdlib.h>

enum { ARENA_MOST = 1 << 30, TEXT_MOST = 1 << 30, INDEX_MOST = 64 << 20 };

static void static_service_prepare(struct static_site *site, const struct config *config)
{
    site->config = *config;
    site->config.mcp = site->config.ckan = site->config.copies = 0;
    snprintf(site->config.usage, sizeof site->config.usage, "off");
    site->limits = (struct limits){(size_t)config->response_bytes, config->count_ms};
    site->responses.max_age = (int)config->max_age;
    snapshots_init(&site->snapshots, &site->config);
    site->monitor = (struct monitor){.snapshots = &site->snapshots};
    arena_init(&site->arena, ARENA_MOST);
    out_open_memory(&site->text, TEXT_MOST);
    for (size_t i = 0; i < 2; i++)
        out_open_memory(&site->index[i], INDEX_MOST);
}

static enum status static_service_memory(struct static_site *site, struct problem *p)
{
    site->responses.length_cache = length_cache_new();
    site->responses.cache = cache_new(0);
    site->looked = malloc(sizeof *site->looked);
    site->written = malloc(sizeof *site->written);
    return site->responses.length_cache && site->responses.cache && site->looked && site->written
               ? STATUS_OK
               : problem_memory(p);
}

enum status static_service_open(struct static_site *site, const struct config *config,
                                struct problem *p)
{
    struct snapshot *release = NULL;
    static_service_prepare(site, config);
    enum status status = static_service_memory(site, p);
    if (status == STATUS_OK)
        status = db_without_names(db_of_releases, p);
    if (status == STATUS_OK)
        status = snapshots_update(&site->snapshots, p);
    if (status == STATUS_OK)
        status = snapshots_current(&site->snapshots, &release, p);
    if (status != STATUS_OK)
        return status;
    site->base = slice_of(snapshot_instance(release)->base_url);
    site->request = (struct request){.limits = &site->limits,
                                     .snapshots = &site->snapshots,
                                     .monitor = &site->monitor,
                                     .responses = &site->responses,
                                     .routes = route_table,
                                     .language = snapshot_instance(release)->language,
                                     .deadline_ms = INT64_MAX,
                                     .snapshot = release};
    return STATUS_OK;
}

void static_service_close(struct static_site *site)
{
    static_targets_free(&site->targets);
    out_close(&site->text);
    for (size_t i = 0; i < 2; i++)
        out_close(&site->index[i]);
    snapshot_unref(site->request.snapshot);
    snapshots_close(&site->snapshots);
    length_cache_free(site->responses.length_cache);
    cache_free(site->responses.cache);
    free(site->looked);
    free(site->written);
    arena_free(&site->arena);
}
