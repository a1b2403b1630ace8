/* See download_missing.h. */
#include "hiraku/http/response/download_missing.h"

#include "hiraku/base/text.h"
#include "hiraku/exporters/downloads/download.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/release/artifacts.h"
#include "hiraku/release/layout.h"

#include <inttypes.h>

enum { CANDIDATES_MAX = 1024 };

enum status download_missing_all(struct request *request, struct problem *p)
{
    enum status status = problem_set(p, STATUS_NOT_FOUND, request->path, SLICE_NONE, NULL);
    problem_example(p, "/v1/downloads");
    return status;
}

/* A file that was put away with its release: the rows that were in it are there, where a form of
 * lists has the name's ending. */
static enum status download_put_away(struct request *request, const struct artifact *file,
                                     struct problem *p)
{
    struct slice number = arena_printf(&request->arena, "%" PRIu64, request->pin.number);
    enum status status = problem_set(p, STATUS_FILE_GONE, request->id, number, NULL);
    size_t table = strlen(file->table) + 1;
    problem_example(p, "/v1/downloads");
    if (table > 1 && request->id.len > table && writer_by_name(slice_from(request->id, table)))
        problem_example(p, arena_printf(&request->arena, "/v1/%.*s?release=%" PRIu64,
                                        (int)request->id.len, request->id.at, request->pin.number)
                               .at);
    return status;
}

enum status download_left_out(struct request *request, const struct artifact *file,
                              struct problem *p)
{
    if (request->pin.taken && strcmp(file->missing, ARTIFACT_NOT_KEPT) == 0)
        return download_put_away(request, file, p);
    const struct artifacts *artifacts = snapshot_artifacts(request->snapshot);
    bool base = strcmp(file->missing, DOWNLOAD_OTHER_BASE) == 0;
    enum status status =
        base ? problem_set(p, STATUS_OTHER_BASE_URL, request->id,
                           slice_of(snapshot_published_base(request->snapshot)), NULL)
             : problem_set(p, STATUS_NOT_FOUND, request->path, SLICE_NONE, file->missing);
    for (size_t i = 0; i < artifacts->count; i++) {
        const struct artifact *other = &artifacts->files[i];
        const char *name = layout_artifact_file(other->path);
        if (name && artifact_is_there(other) && strcmp(other->table, file->table) == 0)
            problem_allow(p, slice_of(name));
    }
    problem_example(p, "/v1/downloads");
    return status;
}

/* The folder of the path that was asked for, with its slash. */
static struct slice download_missing_folder(const struct request *request)
{
    const char *slash = memrchr(request->path.at, '/', request->path.len);
    return (struct slice){request->path.at, (size_t)(slash - request->path.at) + 1};
}

enum status download_not_found(struct request *request, struct problem *p)
{
    const struct artifacts *artifacts = snapshot_artifacts(request->snapshot);
    struct slice names[CANDIDATES_MAX], folder = download_missing_folder(request);
    size_t count = 0;
    for (size_t i = 0; i < artifacts->count && count < CANDIDATES_MAX; i++) {
        const char *name = layout_artifact_file(artifacts->files[i].path);
        if (name && artifact_is_there(&artifacts->files[i]))
            names[count++] = slice_of(name);
    }
    enum status status = problem_set(p, STATUS_NOT_FOUND, request->path, SLICE_NONE, NULL);
    struct slice nearest = text_nearest(request->id, names, count);
    problem_example(p, "/v1/downloads");
    if (!nearest.len)
        return status;
    struct slice path = arena_printf(&request->arena, "%.*s%.*s", (int)folder.len, folder.at,
                                     (int)nearest.len, nearest.at);
    problem_nearest(p, path);
    problem_example(p, path.at);
    return status;
}
