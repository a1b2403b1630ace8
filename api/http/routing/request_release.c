/* Goes over to another release than the current one.
 *
 * A file is taken from the release that is named, as long as it is kept whole, else from another
 * one that is and has the very same bytes. */
#include "hiraku/http/routing/request_release.h"

#include "hiraku/exporters/downloads/download.h"

#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/http/snapshot/snapshots.h"
#include "hiraku/release/artifacts.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/manifest.h"

#include <inttypes.h>
#include <stdio.h>

enum { NUMBER_SIZE = 24 };

/* The entry of a file, or of the packed copy where only that was kept. */
static const struct artifact *request_release_file(const struct artifacts *artifacts,
                                                   const char *path)
{
    const struct artifact *file = artifacts_find(artifacts, path);
    return file ? file : artifacts_find(artifacts, layout_packed(path).text);
}

/* Goes over to the release itself. */
static enum status request_release_take(struct request *request, uint64_t number, struct problem *p)
{
    struct snapshot *release;
    enum status status = snapshots_whole(request->snapshots, number, &release, p);
    if (status != STATUS_OK)
        return status;
    snapshot_unref(request->snapshot);
    request->snapshot = release;
    return STATUS_OK;
}

static bool request_release_is_same(const struct artifact *file, const char *sha256)
{
    return file && artifact_is_there(file) && strcmp(file->sha256, sha256) == 0;
}

/* The newest release behind `number` that has these bytes; 0: none is kept. */
static uint64_t request_release_same(const struct request *request, uint64_t number,
                                     const char *path, const char *sha256)
{
    uint64_t now = snapshot_manifest(request->snapshot)->number, found = 0;
    bool pruned = false;
    if (request_release_is_same(request_release_file(snapshot_artifacts(request->snapshot), path),
                                sha256))
        return now;
    for (uint64_t at = now - 1; at > number && found == 0 && !pruned; at--) {
        struct artifacts artifacts;
        if (!snapshots_list_artifacts(request->snapshots, at, &artifacts))
            break;
        const struct artifact *file = request_release_file(&artifacts, path);
        pruned = file && strcmp(file->missing, ARTIFACT_NOT_KEPT) == 0; /* so are all before it */
        found = request_release_is_same(file, sha256) ? at : 0;
        artifacts_free(&artifacts);
    }
    return found;
}

static enum status request_release_gone(struct request *request, uint64_t number, const char *path,
                                        struct problem *p)
{
    char text[NUMBER_SIZE];
    const struct artifact *file = request_release_file(snapshot_artifacts(request->snapshot), path);
    snprintf(text, sizeof text, "%" PRIu64, number);
    enum status status = problem_set(p, STATUS_FILE_GONE, request->id, slice_of(text), NULL);
    problem_example(p, "/v1/downloads");
    if (!file || !artifact_is_there(file))
        return status;
    struct slice place = request_file_place(request, file);
    problem_nearest(p, place);
    problem_example(p, place.at);
    return status;
}

struct slice request_file_place(struct request *request, const struct artifact *file)
{
    /* of an entry that is no download it names nothing; validators tell it apart all the same */
    const char *name = file->path + strlen(layout_artifact(slice_of("")).text);
    return arena_printf(&request->arena, DOWNLOAD_PLACE, snapshot_place(request->snapshot, file),
                        (int)strlen(name), name);
}

enum status request_take_file_release(struct request *request, uint64_t number, const char *path,
                                      struct problem *p)
{
    char sha256[DIGEST_SIZE] = "";
    struct artifacts artifacts;
    if (number == snapshot_manifest(request->snapshot)->number)
        return STATUS_OK;
    enum status status = request_release_take(request, number, p);
    if (status != STATUS_RELEASE_GONE)
        return status;
    bool known = snapshots_list_artifacts(request->snapshots, number, &artifacts);
    const struct artifact *file = known ? request_release_file(&artifacts, path) : NULL;
    if (file)
        memcpy(sha256, file->sha256, DIGEST_SIZE);
    if (known)
        artifacts_free(&artifacts);
    if (known && !sha256[0])
        return problem_set(p, STATUS_NOT_FOUND, request->path, SLICE_NONE, NULL);
    uint64_t same = sha256[0] ? request_release_same(request, number, path, sha256) : 0;
    if (same == 0)
        return request_release_gone(request, number, path, p);
    return same == snapshot_manifest(request->snapshot)->number
               ? STATUS_OK
               : request_release_take(request, same, p);
}

enum status request_take_release_of(struct request *request, const struct resource *const *tables,
                                    size_t count, uint64_t number, struct problem *p)
{
    struct snapshot *release;
    enum status status = snapshots_as_of(request->snapshots, tables, count, number, &release, p);
    if (status != STATUS_OK)
        return status;
    snapshot_unref(request->snapshot);
    request->snapshot = release;
    return STATUS_OK;
}
