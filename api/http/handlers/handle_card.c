/* GET /cards/{file}: the picture of a record, as publish drew it (publish/cards.c). */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/query/query.h"
#include "hiraku/release/artifacts.h"
#include "hiraku/release/layout.h"

enum status handle_card(struct request *request, struct representation *answer, struct problem *p)
{
    const struct layout_name name = layout_card_file(request->id);
    const struct artifact *file = artifacts_find(snapshot_artifacts(request->snapshot), name.text);
    enum status status = query_none(request->parameters, request->parameter_count, p);
    if (status != STATUS_OK)
        return status;
    answer->vary_accept = false;
    if (!file || !representation_file(answer, request, name.text))
        return problem_set(p, STATUS_NOT_FOUND, request->path, SLICE_NONE, NULL);
    answer->media_type = "image/png";
    request->encoding = ENCODING_IDENTITY;
    etag_of_page(answer, request, arena_printf(&request->arena, "%s#%s", name.text, file->sha256));
    return STATUS_OK;
}
