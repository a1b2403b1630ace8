/* GET /.well-known/hiraku.json: who this is, for other instances: publisher, program, release, how
 * it is signed, whether it may be copied, and which instances it names as its peers. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/config.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/response/self_body.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/http/snapshot/snapshots.h"
#include "hiraku/query/query.h"
#include "hiraku/release/manifest.h"

enum status handle_self(struct request *request, struct representation *answer, struct problem *p)
{
    const struct config *config = request->snapshots->config;
    const struct manifest *manifest = snapshot_manifest(request->snapshot);
    enum status status = query_none(request->parameters, request->parameter_count, p);
    if (status != STATUS_OK)
        return status;
    answer->media_type = request->form.media_type;
    answer->content_location = slice_of("/.well-known/hiraku.json");
    etag_of_tables(answer, request, NULL, 0,
                   arena_printf(&request->arena, "/.well-known/hiraku#%llu#%d#%s",
                                (unsigned long long)manifest->number, config->copies != 0,
                                config->peers));
    answer->changed_in = manifest->number;
    answer->modified = manifest->published_at;
    answer->write = self_body_write;
    return STATUS_OK;
}
