/* GET /v1/releases/{release}/proof/{file}: the manifest of a release, whose bytes are its leaf in
 * the log, minisign's signature of it, and the checkpoint of the log as it then was. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/response/kept_file.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/query/query.h"
#include "hiraku/release/layout.h"
#include "hiraku/value/decimal.h"

enum { PROOF_FILE_NUMBER = 2, PROOF_FILES = 5 };

enum status handle_release_proof_file(struct request *request, struct representation *answer,
                                      struct problem *p)
{
    static const struct {
        const char *name, *media_type;
    } files[PROOF_FILES] = {{layout_manifest, "application/json"},
                            {layout_manifest_signature, "text/plain; charset=utf-8"},
                            {layout_checkpoint, "text/plain; charset=utf-8"},
                            {layout_file_digests, "text/plain; charset=utf-8"},
                            {layout_file_digests_signature, "text/plain; charset=utf-8"}};
    int64_t number;
    enum status status = query_none(request->parameters, request->parameter_count, p);
    if (status != STATUS_OK)
        return status;
    answer->vary_accept = false;
    if (!decimal_parse_int(request->segments[PROOF_FILE_NUMBER], 1, INT64_MAX / 2, &number))
        return problem_set(p, STATUS_NOT_FOUND, request->path, SLICE_NONE, NULL);
    for (size_t i = 0; i < PROOF_FILES; i++) {
        if (!slice_is(request->segments[request->segment_count - 1], files[i].name))
            continue;
        answer->media_type = files[i].media_type;
        answer->cache_control = "public, max-age=31536000, immutable";
        return kept_file_plan(request, answer, (uint64_t)number, files[i].name, p);
    }
    problem_set(p, STATUS_NOT_FOUND, request->path, SLICE_NONE, NULL);
    for (size_t i = 0; i < PROOF_FILES; i++)
        problem_allow(p, slice_of(files[i].name));
    return STATUS_NOT_FOUND;
}
