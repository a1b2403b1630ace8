/* GET /v1/releases/leaves.txt: the leaves of the log, one a line in Base 64, that of release 1
 * first. Whoever has them can make the root of any checkpoint anew. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/out.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/proof/base64.h"
#include "hiraku/query/query.h"
#include "hiraku/release/manifest.h"
#include "hiraku/release/tree.h"

#include <inttypes.h>

static enum status leaves_write(struct request *request, struct representation *answer,
                                struct out *out, struct problem *p)
{
    const struct release_tree *tree;
    char code[BASE64_LENGTH(MERKLE_SIZE)];
    (void)answer;
    enum status status = snapshot_tree(request->snapshot, &tree, p);
    for (uint64_t i = 0; status == STATUS_OK && i < tree->size; i++) {
        base64_write(code, tree->leaves[i].bytes, MERKLE_SIZE);
        out_bytes(out, code, sizeof code);
        out_char(out, '\n');
    }
    return status;
}

enum status handle_leaves(struct request *request, struct representation *answer, struct problem *p)
{
    const struct manifest *manifest = snapshot_manifest(request->snapshot);
    enum status status = query_none(request->parameters, request->parameter_count, p);
    if (status != STATUS_OK)
        return status;
    answer->media_type = request->form.media_type;
    answer->content_location = slice_of("/v1/releases/leaves.txt");
    etag_of_tables(answer, request, NULL, 0,
                   arena_printf(&request->arena, "/v1/releases/leaves#%" PRIu64, manifest->number));
    answer->changed_in = manifest->number;
    answer->modified = manifest->published_at;
    answer->write = leaves_write;
    return STATUS_OK;
}
