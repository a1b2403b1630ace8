/* GET /v1/downloads/{file}: one of the files of the current release for download, and GET
 * /v1/releases/{release}/downloads/{file}: the file of that release, whose bytes never change.
 *
 * A file is what it is: neither Accept nor a suffix chooses. Archive and database have the number
 * of their release in their names; those of releases that are kept whole can still be had. Sending
 * is send_file.c; the list of the files is handle_downloads.c. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/text.h"
#include "hiraku/exporters/artifact_format.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/response/unpack.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/downloads.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/release/artifacts.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/manifest.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

enum {
    CANDIDATES_MAX = 1024,
    NUMBER_DIGITS = 18,
    TAG_SIZE = sizeof((struct representation *)0)->etag
};

/* The file that is asked for. */
struct wanted {
    struct layout_name path; /* within a release */
    struct artifact_name name;
};

/* The ETag of bytes with this SHA-256. */
static void set_tag(char tag[TAG_SIZE], const char *sha256)
{
    snprintf(tag, TAG_SIZE, "\"%.43s\"", sha256);
}

/* A file that was left out: why, and the files of the same table that there are. */
static enum status left_out(struct request *request, const struct artifacts *artifacts,
                            const struct artifact *file, struct problem *p)
{
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
static struct slice folder_of(const struct request *request)
{
    const char *slash = memrchr(request->path.at, '/', request->path.len);
    return (struct slice){request->path.at, (size_t)(slash - request->path.at) + 1};
}

static enum status not_found(struct request *request, struct problem *p)
{
    const struct artifacts *artifacts = snapshot_artifacts(request->snapshot);
    struct slice names[CANDIDATES_MAX], folder = folder_of(request);
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

/* Opens the file, packed where the client takes that and there is a packed copy; a file of which
 * only the packed copy is kept is unpacked for who does not. `sha256` is of what is sent; "": there
 * is no such file. */
static enum status open_current(struct request *request, const struct artifacts *artifacts,
                                const char *path, struct representation *answer,
                                char sha256[DIGEST_SIZE], struct problem *p)
{
    const struct layout_name packed = layout_packed(path);
    char tag[TAG_SIZE] = "";
    bool found = false;
    const struct artifact *entry = artifacts_find(artifacts, packed.text);
    if (entry && artifact_is_there(entry))
        set_tag(tag, entry->sha256);
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
static void set_names(struct request *request, struct representation *answer,
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

static bool is_listed(const struct artifacts *artifacts, const char *path)
{
    const struct artifact *file = artifacts_find(artifacts, path);
    return file && artifact_is_there(file);
}

/* `path` is that of the file; of one that is kept packed only the packed copy's entry tells.
 * `fixed`: it was asked for by its release. */
static void set_fields(struct request *request, struct representation *answer,
                       const struct wanted *wanted, const char *sha256, bool fixed)
{
    const struct artifacts *artifacts = snapshot_artifacts(request->snapshot);
    const struct artifact *file = artifacts_find(artifacts, wanted->path.text);
    if (!file)
        file = artifacts_find(artifacts, layout_packed(wanted->path.text).text);
    if (file)
        answer->changed_in = download_changed_in(snapshot_manifest(request->snapshot), file,
                                                 wanted->name.format, &answer->modified);
    answer->media_type = artifact_media_type(wanted->name.format, wanted->name.packed);
    set_tag(answer->etag, sha256);
    set_names(request, answer, &wanted->name);
    answer->content_location = answer->described = request->path;
    if (fixed) { /* what describes the columns is about the file of the current release */
        request->resource = model_resource(wanted->name.stem);
        answer->cache_control = "public, max-age=31536000, immutable";
    }
    if (!fixed && file)
        answer->content_location = arena_printf(
            &request->arena, DOWNLOAD_PLACE "%" PRIu64 "/downloads/%.*s",
            snapshot_place(request->snapshot, file), (int)request->id.len, request->id.at);
}

/* The file of request->snapshot. */
static enum status answer_file(struct request *request, struct representation *answer,
                               const struct wanted *wanted, bool fixed, struct problem *p)
{
    const struct artifacts *artifacts = snapshot_artifacts(request->snapshot);
    char sha256[DIGEST_SIZE] = "";
    enum status status = open_current(request, artifacts, wanted->path.text, answer, sha256, p);
    if (status != STATUS_OK)
        return status;
    if (!sha256[0] && is_listed(artifacts, wanted->path.text)) /* pruned, before that was noticed */
        return problem_set(p, STATUS_BUSY, SLICE_NONE, SLICE_NONE, NULL);
    const struct artifact *file = sha256[0] ? NULL : artifacts_find(artifacts, wanted->path.text);
    if (file)
        return left_out(request, artifacts, file, p);
    if (!sha256[0])
        return not_found(request, p);
    set_fields(request, answer, wanted, sha256, fixed);
    return STATUS_OK;
}

/* Reads the file's name; the release `number` is taken, or (0) the earlier one that the name holds.
 */
static enum status download_read_wanted(struct request *request, struct wanted *wanted,
                                        uint64_t number, struct problem *p)
{
    enum status status = query_none(request->parameters, request->parameter_count, p);
    *wanted = (struct wanted){.name.format = NULL};
    if (status != STATUS_OK)
        return status;
    if (request->id.len > ARTIFACT_NAME_SIZE - 1 || memchr(request->id.at, '/', request->id.len) ||
        !artifact_name_read(artifact_formats, request->id, &wanted->name))
        return not_found(request, p);
    wanted->path = layout_artifact(request->id);
    if (number == 0 && wanted->name.release < snapshot_manifest(request->snapshot)->number)
        number = wanted->name.packed ? 0 : wanted->name.release;
    status = number > 0 ? download_take_release(request, number, wanted->path.text, p) : STATUS_OK;
    return status == STATUS_NOT_FOUND ? not_found(request, p) : status;
}

enum status handle_download(struct request *request, struct representation *answer,
                            struct problem *p)
{
    struct wanted wanted;
    answer->vary_accept = false;
    enum status status = download_read_wanted(request, &wanted, 0, p);
    return status == STATUS_OK ? answer_file(request, answer, &wanted, false, p) : status;
}

/* The number of a release, written in one way only; 0: it is none. */
static uint64_t download_read_number(struct slice text)
{
    uint64_t number = 0;
    if (text.len == 0 || text.len > NUMBER_DIGITS || text.at[0] == '0')
        return 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return 0;
        number = number * 10 + (uint64_t)(text.at[i] - '0');
    }
    return number;
}

enum status handle_release_download(struct request *request, struct representation *answer,
                                    struct problem *p)
{
    enum { NUMBER_SEGMENT = 2 };
    uint64_t now = snapshot_manifest(request->snapshot)->number;
    uint64_t number = download_read_number(request->segments[NUMBER_SEGMENT]);
    struct wanted wanted;
    answer->vary_accept = false;
    if (number == 0 || number > now) {
        enum status status = problem_set(p, STATUS_NOT_FOUND, request->path, SLICE_NONE, NULL);
        problem_nearest(p,
                        arena_printf(&request->arena, DOWNLOAD_PLACE "%" PRIu64 "/downloads/%.*s",
                                     now, (int)request->id.len, request->id.at));
        problem_example(p, "/v1/downloads");
        return status;
    }
    enum status status = download_read_wanted(request, &wanted, number, p);
    return status == STATUS_OK ? answer_file(request, answer, &wanted, true, p) : status;
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
