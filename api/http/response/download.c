/* A file for download as an answer. Sending is file_response.c. */
#include "hiraku/http/response/download.h"

#include "hiraku/exporters/downloads/download.h"
#include "hiraku/http/response/download_missing.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/response/unpack.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_release.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/query/query.h"
#include "hiraku/release/artifacts.h"
#include "hiraku/release/manifest.h"

#include <stdio.h>

enum { TAG_SIZE = sizeof((struct representation *)0)->etag };

/* The ETag of bytes with this SHA-256. */
static void download_set_tag(char tag[TAG_SIZE], const char *sha256)
{
    snprintf(tag, TAG_SIZE, "\"%.43s\"", sha256);
}

/* Opens the file, packed where the client takes that and there is a packed copy; a file of which
 * only the packed copy is kept is unpacked for who does not. `sha256` is of what is sent; "": there
 * is no such file. */
static enum status download_open(struct request *request, const struct artifacts *artifacts,
                                 const char *path, struct representation *answer,
                                 char sha256[DIGEST_SIZE], struct problem *p)
{
    const struct layout_name packed = layout_packed(path);
    char tag[TAG_SIZE] = "";
    bool found = false;
    const struct artifact *entry = artifacts_find(artifacts, packed.text);
    if (entry && artifact_is_there(entry))
        download_set_tag(tag, entry->sha256);
    request_settle_encoding(request, tag);
    answer->encoded =
        request->encoding == ENCODING_GZIP && representation_file(answer, request, packed.text);
    if (!answer->encoded && !representation_file(answer, request, path)) {
        if (!entry)
            return STATUS_OK;
        memcpy(sha256, entry->plain_sha256, DIGEST_SIZE);
        enum status status = representation_unpacked(answer, request, packed.text, &found, p);
        if (!found)
            sha256[0] = '\0';
        return status;
    }
    memcpy(sha256, answer->digest, DIGEST_SIZE);
    return STATUS_OK;
}

/* The names under which people keep the file. Archive and database have the publisher's code and
 * the release in theirs. */
static void download_set_names(struct request *request, struct representation *answer,
                               const struct artifact_name *wanted)
{
    const struct instance *instance = snapshot_instance(request->snapshot);
    const struct slice name = wanted->stem,
                       ending = {name.at + name.len, request->id.len - name.len};
    const struct resource *resource = model_resource(name);
    if (resource) {
        answer->filename = representation_kept_name(answer, request, name, ending);
        answer->title =
            representation_kept_name(answer, request, slice_of(resource->title_ja), ending);
        return;
    }
    answer->filename = request->id;
    answer->title =
        arena_printf(&request->arena, "%s%s%s_公開版%" PRIu64 "%.*s", instance->publisher_code,
                     *instance->publisher_code ? "_" : "", instance->title[LANGUAGE_JA],
                     wanted->release, (int)ending.len, ending.at);
}

static bool download_is_listed(const struct artifacts *artifacts, const char *path)
{
    const struct artifact *file = artifacts_find(artifacts, path);
    return file && artifact_is_there(file);
}

/* `path` is that of the file; of one that is kept packed only the packed copy's entry tells.
 * `fixed`: it was asked for by its release. */
static void download_set_fields(struct request *request, struct representation *answer,
                                const struct download_wanted *wanted, const char *sha256,
                                bool fixed)
{
    const struct artifacts *artifacts = snapshot_artifacts(request->snapshot);
    const struct artifact *file = artifacts_find(artifacts, wanted->path.text);
    if (!file)
        file = artifacts_find(artifacts, layout_packed(wanted->path.text).text);
    if (file)
        answer->changed_in = download_changed_in(snapshot_manifest(request->snapshot), file,
                                                 wanted->name.format, &answer->modified);
    answer->media_type = artifact_media_type(wanted->name.format, wanted->name.packed);
    download_set_tag(answer->etag, sha256);
    download_set_names(request, answer, &wanted->name);
    answer->content_location = answer->described = request->path;
    answer->citable = true;
    answer->about = model_resource(wanted->name.stem);
    if (fixed) { /* what describes the columns is about the file of the current release */
        request->resource = model_resource(wanted->name.stem);
        answer->cache_control = CACHE_FOR_EVER;
    }
    if (!fixed && file)
        answer->content_location =
            arena_printf(&request->arena, DOWNLOAD_PLACE, snapshot_place(request->snapshot, file),
                         (int)request->id.len, request->id.at);
}

enum status download_plan(struct request *request, struct representation *answer,
                          const struct download_wanted *wanted, bool fixed, struct problem *p)
{
    const struct artifacts *artifacts = snapshot_artifacts(request->snapshot);
    char sha256[DIGEST_SIZE] = "";
    enum status status = download_open(request, artifacts, wanted->path.text, answer, sha256, p);
    if (status != STATUS_OK)
        return status;
    if (!sha256[0] &&
        download_is_listed(artifacts, wanted->path.text)) /* pruned, before that was noticed */
        return problem_set(p, STATUS_BUSY, SLICE_NONE, SLICE_NONE, NULL);
    const struct artifact *file = sha256[0] ? NULL : artifacts_find(artifacts, wanted->path.text);
    if (!file && !sha256[0])
        file = artifacts_find(artifacts, layout_packed(wanted->path.text).text);
    if (file)
        return download_left_out(request, file, p);
    if (!sha256[0])
        return download_not_found(request, p);
    download_set_fields(request, answer, wanted, sha256, fixed);
    return STATUS_OK;
}

enum status download_choose(struct request *request, struct download_wanted *wanted,
                            uint64_t number, struct problem *p)
{
    enum status status = query_none(request->parameters, request->parameter_count, p);
    *wanted = (struct download_wanted){.name.format = NULL};
    if (status != STATUS_OK)
        return status;
    if (request->id.len > ARTIFACT_NAME_SIZE - 1 || memchr(request->id.at, '/', request->id.len) ||
        !artifact_name_read(artifact_formats, request->id, &wanted->name))
        return download_not_found(request, p);
    wanted->path = layout_artifact(request->id);
    if (number == 0 && request->pin.taken)
        number = request->pin.number;
    if (number == 0 && wanted->name.release < snapshot_manifest(request->snapshot)->number)
        number = wanted->name.packed ? 0 : wanted->name.release;
    status =
        number > 0 ? request_take_file_release(request, number, wanted->path.text, p) : STATUS_OK;
    return status == STATUS_NOT_FOUND ? download_not_found(request, p) : status;
}
