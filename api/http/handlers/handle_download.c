/* GET /v1/downloads/{file}: one of the files of the current release for download.
 *
 * A file is what it is: neither Accept nor a suffix chooses. Archive and database have the number
 * of their release in their names; those of releases that are kept whole can still be had. The list
 * of the files is handle_downloads.c. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/response/download.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/query/query.h"

#include <unistd.h>

enum status handle_download(struct request *request, struct representation *answer,
                            struct problem *p)
{
    struct download_wanted wanted;
    answer->vary_accept = false;
    enum status status = download_choose(request, &wanted, 0, p);
    return status == STATUS_OK ? download_plan(request, answer, &wanted, false, p) : status;
}

enum status download_accepts(const struct trial *trial, struct problem *p)
{
    const struct request *request = trial->request;
    struct artifact_file file;
    if (trial->count > 0)
        return query_none(trial->parameters, trial->count, p);
    if (!snapshot_file(request->snapshot, layout_artifact(request->id).text, &file))
        return problem_set(p, STATUS_NOT_FOUND, request->path, SLICE_NONE, NULL);
    close(file.fd);
    return STATUS_OK;
}
