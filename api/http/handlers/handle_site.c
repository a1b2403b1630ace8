/* GET /site/{release}/{hash}/{file}: logo, icon, style sheet and colours of an instance, of the
 * release in which they were last changed. The digest in the address is looked at, so that what it
 * gives never changes. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/release_days.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/query/query.h"
#include "hiraku/release/site_asset.h"
#include "hiraku/release/withdrawal.h"
#include "hiraku/value/decimal.h"

enum { SITE_RELEASE = 1, SITE_DIGEST = 2 };

static enum status site_write(struct request *request, struct representation *answer,
                              struct out *out, struct problem *p)
{
    const struct site_asset *asset = answer->context;
    (void)request, (void)p;
    out_slice(out, asset->text);
    return STATUS_OK;
}

static void site_close(void *context)
{
    site_asset_free(context);
}

/* What has been published and withdrawn is not given either. */
static bool site_find(struct request *request, struct site_asset *asset, enum status *status,
                      struct problem *p)
{
    int64_t number;
    char path[FILE_PATH_SIZE];
    struct withdrawal withdrawal;
    struct layout_name source;
    if (!site_asset_source(request->id, &source) ||
        !decimal_parse_int(request->segments[SITE_RELEASE], 1, INT64_MAX / 2, &number) ||
        !snapshot_kept(request->snapshot, (uint64_t)number, source.text, path) ||
        snapshot_withdrawn(request->snapshot, (uint64_t)number, &withdrawal, NULL) != STATUS_OK ||
        withdrawal.reason[0])
        return false;
    *status = site_asset_read(asset, path, request->id, p);
    return *status != STATUS_OK || site_asset_has(asset, request->segments[SITE_DIGEST]);
}

enum status handle_site(struct request *request, struct representation *answer, struct problem *p)
{
    struct site_asset *asset = arena_alloc(&request->arena, sizeof *asset);
    enum status status =
        asset ? query_none(request->parameters, request->parameter_count, p) : problem_memory(p);
    answer->vary_accept = false;
    if (status != STATUS_OK)
        return status;
    bool found = site_find(request, asset, &status, p);
    if (!found || status != STATUS_OK) {
        site_asset_free(asset);
        return found ? status : problem_set(p, STATUS_NOT_FOUND, request->path, SLICE_NONE, NULL);
    }
    answer->media_type = asset->media_type;
    if (slice_starts(slice_of(asset->media_type), "image/png")) /* it is packed in itself */
        request->encoding = ENCODING_IDENTITY;
    answer->foreign = true;
    answer->cache_control = CACHE_FOR_EVER;
    answer->context = asset;
    answer->write = site_write;
    answer->close = site_close;
    etag_of_tables(answer, request, NULL, 0,
                   arena_printf(&request->arena, "site %s", asset->sha256));
    return STATUS_OK;
}
