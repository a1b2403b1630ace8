/* GET /{table}/{id}: the page of a record. */
#include "hiraku/http/handlers/handlers.h"
#include "hiraku/http/handlers/series.h"

#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/response/table_pages.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_page.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/resource.h"
#include "hiraku/release/artifacts.h"
#include "hiraku/release/layout.h"

static enum status record_page_write(struct request *request, struct representation *answer,
                                     struct out *out, struct problem *p)
{
    enum status status = page_record_write(request, answer, out, p);
    page_problem(p);
    return status;
}

/* The digest of its picture, to which the page leads: rebuild may make one. */
static struct slice record_page_card_digest(const struct request *request)
{
    const struct layout_name name = layout_card(request->resource->name, request->id);
    const struct artifact *file = artifacts_find(snapshot_artifacts(request->snapshot), name.text);
    return file && artifact_is_there(file) ? slice_of(file->sha256) : slice_of("");
}

enum status handle_record_page(struct request *request, struct representation *answer,
                               struct problem *p)
{
    page_drop_empty(request);
    enum status status = page_parameters(request, p);
    if (status != STATUS_OK || page_lead_to_canonical(request, answer, request->path, SLICE_NONE))
        return status;
    struct slice withdrawn = series_withdrawn(request), card = record_page_card_digest(request);
    answer->media_type = request->form.media_type;
    answer->revocable = true; /* what was known when, and the release to quote */
    etag_of_page(answer, request,
                 arena_printf(&request->arena, "%.*s#%.*s#%.*s", (int)request->path.len,
                              request->path.at, (int)withdrawn.len,
                              withdrawn.len ? withdrawn.at : "", (int)card.len, card.at));
    page_citable(request, answer, request->path, SLICE_NONE);
    answer->write = record_page_write;
    return STATUS_OK;
}
