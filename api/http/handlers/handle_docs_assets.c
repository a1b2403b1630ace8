/* GET /docs/style.css: the style of all pages (api/pages/style.css) and of the charts
 * in them (api/pages/chart/chart.css). GET /docs/script.js: their script (api/pages/script.js).
 * Pages name both as /docs/{hash}/{file}, which may be kept for ever; with a digest of another
 * program's file it is that of this one, and may not. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/out.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/pages/chart/chart.h"
#include "hiraku/pages/script.h"
#include "hiraku/pages/style.h"
#include "hiraku/query/query.h"

enum { DOCS_STYLE, DOCS_SCRIPT, DOCS_ASSETS };

static const struct docs_asset {
    const char *name, *media_type, *hash, *texts[2];
} docs_assets[DOCS_ASSETS] = {
    {"style.css", "text/css; charset=utf-8", page_style_hash, {page_style, chart_style}},
    {"script.js", "text/javascript; charset=utf-8", page_script_hash, {page_script, ""}},
};

static enum status docs_asset_write(struct request *request, struct representation *answer,
                                    struct out *out, struct problem *p)
{
    const struct docs_asset *asset = answer->context;
    (void)request, (void)p;
    out_text(out, asset->texts[0]);
    out_text(out, asset->texts[1]);
    return STATUS_OK;
}

static enum status docs_asset_plan(struct request *request, struct representation *answer,
                                   const struct docs_asset *asset, struct problem *p)
{
    enum status status = query_none(request->parameters, request->parameter_count, p);
    if (status != STATUS_OK)
        return status;
    answer->media_type = asset->media_type;
    answer->write = docs_asset_write;
    answer->context = (void *)asset;
    etag_of_tables(answer, request, NULL, 0,
                   arena_printf(&request->arena, "%s#%s", asset->name, asset->hash));
    return STATUS_OK;
}

enum status handle_docs_style(struct request *request, struct representation *answer,
                              struct problem *p)
{
    return docs_asset_plan(request, answer, &docs_assets[DOCS_STYLE], p);
}

enum status handle_docs_script(struct request *request, struct representation *answer,
                               struct problem *p)
{
    return docs_asset_plan(request, answer, &docs_assets[DOCS_SCRIPT], p);
}

enum status handle_docs_asset(struct request *request, struct representation *answer,
                              struct problem *p)
{
    enum { HASH_SEGMENT = 1 };
    answer->vary_accept = false;
    for (size_t i = 0; i < DOCS_ASSETS; i++) {
        if (!slice_is(request->id, docs_assets[i].name))
            continue;
        if (slice_is(request->segments[HASH_SEGMENT], docs_assets[i].hash))
            answer->cache_control = CACHE_FOR_EVER;
        return docs_asset_plan(request, answer, &docs_assets[i], p);
    }
    problem_set(p, STATUS_NOT_FOUND, request->path, SLICE_NONE, NULL);
    for (size_t i = 0; i < DOCS_ASSETS; i++)
        problem_allow(p, slice_of(docs_assets[i].name));
    return STATUS_NOT_FOUND;
}
