/* GET /docs/style.css: the style of all pages (api/pages/style.css) and of the charts
 * in them (api/pages/chart/chart.css). GET /docs/script.js: their script (api/pages/script.js). */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/out.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/pages/chart/chart.h"
#include "hiraku/pages/script.h"
#include "hiraku/pages/style.h"
#include "hiraku/query/query.h"

/* `whole` is what is sent: the validator is made of it. */
static enum status docs_asset_plan(struct request *request, struct representation *answer,
                                   struct slice whole, struct problem *p)
{
    enum status status = query_none(request->parameters, request->parameter_count, p);
    if (status != STATUS_OK)
        return status;
    answer->media_type = request->form.media_type;
    etag_of_tables(answer, request, NULL, 0, whole);
    return STATUS_OK;
}

static enum status docs_style_write(struct request *request, struct representation *answer,
                                    struct out *out, struct problem *p)
{
    (void)request, (void)answer, (void)p;
    out_text(out, page_style);
    out_text(out, chart_style);
    return STATUS_OK;
}

static enum status docs_script_write(struct request *request, struct representation *answer,
                                     struct out *out, struct problem *p)
{
    (void)request, (void)answer, (void)p;
    out_text(out, page_script);
    return STATUS_OK;
}

enum status handle_docs_style(struct request *request, struct representation *answer,
                              struct problem *p)
{
    answer->write = docs_style_write;
    return docs_asset_plan(request, answer,
                           arena_printf(&request->arena, "%s%s", page_style, chart_style), p);
}

enum status handle_docs_script(struct request *request, struct representation *answer,
                               struct problem *p)
{
    answer->write = docs_script_write;
    return docs_asset_plan(request, answer, slice_of(page_script), p);
}
