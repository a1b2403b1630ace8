/* GET /.well-known/hiraku/checkpoint: how many releases there are and what they are together,
 * signed (C2SP tlog-checkpoint). 404 where releases are not signed. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/response/kept_file.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/query/query.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/manifest.h"

enum status handle_checkpoint(struct request *request, struct representation *answer,
                              struct problem *p)
{
    uint64_t number = snapshot_manifest(request->snapshot)->number;
    enum status status = query_none(request->parameters, request->parameter_count, p);
    if (status != STATUS_OK)
        return status;
    answer->media_type = "text/plain; charset=utf-8";
    answer->vary_accept = false;
    answer->content_location = arena_printf(&request->arena, "/v1/releases/%llu/proof/%s",
                                            (unsigned long long)number, layout_checkpoint);
    return kept_file_plan(request, answer, number, layout_checkpoint, p);
}
