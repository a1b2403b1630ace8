/* See kept_file.h. */
#include "hiraku/http/response/kept_file.h"

#include "hiraku/base/in.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"

#include <inttypes.h>

static enum status kept_file_write(struct request *request, struct representation *answer,
                                   struct out *out, struct problem *p)
{
    (void)request;
    return in_pour(answer->context, IN_PLAIN, out, p);
}

enum status kept_file_plan(struct request *request, struct representation *answer, uint64_t number,
                           const char *name, struct problem *p)
{
    char *path = arena_alloc(&request->arena, FILE_PATH_SIZE);
    if (!path)
        return problem_memory(p);
    if (!snapshot_kept(request->snapshot, number, name, path))
        return problem_set(p, STATUS_NOT_FOUND, request->path, SLICE_NONE, NULL);
    etag_of_tables(answer, request, NULL, 0,
                   arena_printf(&request->arena, "kept %s#%" PRIu64, name, number));
    answer->changed_in = number;
    answer->modified = snapshot_time(request->snapshot, number);
    answer->write = kept_file_write;
    answer->context = path;
    return STATUS_OK;
}
