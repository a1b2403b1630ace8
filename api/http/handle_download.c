/* GET /v1/downloads/{file}: one of the files of the release for download.
 *
 * A file is what it is: neither Accept nor a suffix chooses. Archive and database have the number
 * of their release in their names; those of releases that are kept whole can still be had. Sending
 * is send_file.c; the list of the files is handle_downloads.c. */
#include "internal.h"

#include "hiraku/text.h"

#include "downloads.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CANDIDATES_MAX = 1024, NUMBER_SIZE = 24, TAG_SIZE = sizeof((struct reply *)0)->etag };

static const struct slice none;

/* The ETag of bytes with this SHA-256. */
static void set_tag(char tag[TAG_SIZE], const char *sha256)
{
    snprintf(tag, TAG_SIZE, "\"%.43s\"", sha256);
}

/* The file of an older release that is kept whole: archive or database. None, without an error,
 * where that release never had it. */
static enum status open_older(struct request *request, uint64_t number, const char *path,
                              struct reply *reply, char sha256[DIGEST_SIZE], struct problem *p)
{
    char dir[RELEASE_PATH_SIZE], full[RELEASE_PATH_SIZE + sizeof((struct derived_file *)0)->path];
    char text[NUMBER_SIZE];
    struct derived derived;
    struct stat info;
    snprintf(text, sizeof text, "%" PRIu64, number);
    release_dir(request->server->config->store, number, dir);
    enum status status = derived_read(&derived, dir, NULL);
    const struct derived_file *file = status == STATUS_OK ? derived_find(&derived, path) : NULL;
    if (file && derived_is_there(file)) {
        snprintf(full, sizeof full, "%s/%s", dir, path);
        reply->fd = open(full, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
        memcpy(sha256, file->sha256, DIGEST_SIZE);
        memcpy(reply->digest, file->sha256, DIGEST_SIZE);
        reply->fd_size = file->bytes;
    }
    if (reply->fd >= 0 && (fstat(reply->fd, &info) != 0 || !S_ISREG(info.st_mode) ||
                           (uint64_t)info.st_size != reply->fd_size)) {
        close(reply->fd);
        reply->fd = -1;
    }
    bool unknown = status == STATUS_OK && !file;
    derived_free(&derived);
    if (reply->fd >= 0 || unknown)
        return STATUS_OK;
    status = problem_set(p, STATUS_RELEASE_GONE, none, slice_of(text), NULL);
    problem_example(p, "/v1/downloads");
    return status;
}

/* A file that was left out: why, and the files of the same table that there are. */
static enum status left_out(struct request *request, const struct derived *derived,
                            const struct derived_file *file, struct problem *p)
{
    enum status status = problem_set(p, STATUS_NOT_FOUND, request->path, none, file->missing);
    for (size_t i = 0; i < derived->count; i++) {
        const struct derived_file *other = &derived->files[i];
        if (derived_is_there(other) && strcmp(other->table, file->table) == 0 &&
            strncmp(other->path, DOWNLOAD_FOLDER, DOWNLOAD_FOLDER_SIZE) == 0)
            problem_allow(p, slice_of(other->path + DOWNLOAD_FOLDER_SIZE));
    }
    problem_example(p, "/v1/downloads");
    return status;
}

static enum status not_found(struct request *request, const struct derived *derived,
                             struct problem *p)
{
    struct slice names[CANDIDATES_MAX];
    size_t count = 0;
    for (size_t i = 0; derived && derived->files && i < derived->count && count < CANDIDATES_MAX;
         i++)
        if (derived_is_there(&derived->files[i]) &&
            strncmp(derived->files[i].path, DOWNLOAD_FOLDER, DOWNLOAD_FOLDER_SIZE) == 0)
            names[count++] = slice_of(derived->files[i].path + DOWNLOAD_FOLDER_SIZE);
    enum status status = problem_set(p, STATUS_NOT_FOUND, request->path, none, NULL);
    struct slice nearest = text_nearest(request->id, names, count);
    if (nearest.len) {
        struct slice path =
            arena_printf(&request->arena, "/v1/downloads/%.*s", (int)nearest.len, nearest.at);
        problem_nearest(p, path);
        problem_example(p, path.at);
    } else {
        problem_example(p, "/v1/downloads");
    }
    return status;
}

/* Opens the file, packed where the client takes that and there is a packed copy; a file of which
 * only the packed copy is kept is unpacked for who does not. `sha256` is of what is sent; "": there
 * is no such file. */
static enum status open_current(struct request *request, const struct derived *derived,
                                const char *path, struct reply *reply, char sha256[DIGEST_SIZE],
                                struct problem *p)
{
    char packed[sizeof((struct derived_file *)0)->path + 4], tag[TAG_SIZE] = "";
    bool found = false;
    snprintf(packed, sizeof packed, "%s.gz", path);
    const struct derived_file *entry = derived_find(derived, packed);
    if (entry && derived_is_there(entry))
        set_tag(tag, entry->sha256);
    request_settle_encoding(request, tag);
    reply->encoded = request->encoding == ENCODING_GZIP && reply_file(reply, request, packed);
    if (!reply->encoded && !reply_file(reply, request, path)) {
        if (!entry)
            return STATUS_OK;
        memcpy(sha256, entry->plain_sha256, DIGEST_SIZE);
        enum status status = reply_unpacked(reply, request, packed, &found, p);
        if (!found)
            sha256[0] = '\0';
        return status;
    }
    memcpy(sha256, reply->digest, DIGEST_SIZE);
    return STATUS_OK;
}

/* The names under which people keep the file. Archive and database have the publisher's code and
 * the release in theirs. */
static void set_names(struct request *request, struct reply *reply)
{
    const struct instance *instance = open_release_instance(request->release);
    const char *at = memchr(request->id.at, '.', request->id.len);
    size_t stem = (size_t)(at - request->id.at); /* a download has an ending */
    const struct slice name = {request->id.at, stem}, ending = {at, request->id.len - stem};
    const struct resource *resource = model_resource(name);
    if (resource) {
        reply->filename = reply_kept_name(reply, request, name, ending);
        reply->title = reply_kept_name(reply, request, slice_of(resource->title_ja), ending);
        return;
    }
    reply->filename = request->id;
    reply->title =
        arena_printf(&request->arena, "%s%s%s_公開版%" PRIu64 "%.*s", instance->publisher_code,
                     *instance->publisher_code ? "_" : "", instance->title[LANGUAGE_JA],
                     bulk_release(request->id), (int)ending.len, ending.at);
}

static bool is_listed(const struct derived *derived, const char *path)
{
    const struct derived_file *file = derived_find(derived, path);
    return file && derived_is_there(file);
}

/* `path` is that of the file; of one that is kept packed only the packed copy's entry tells. */
static void set_fields(struct request *request, struct reply *reply, const char *path,
                       const struct bulk_kind *kind, bool packed, const char *sha256)
{
    char other[BULK_NAME_SIZE + DOWNLOAD_FOLDER_SIZE + 4];
    const struct derived *derived = open_release_derived(request->release);
    const struct derived_file *file = derived_find(derived, path);
    snprintf(other, sizeof other, "%s.gz", path);
    if (!file)
        file = derived_find(derived, other);
    if (file)
        reply->changed_in = download_changed_in(open_release_manifest(request->release), file, kind,
                                                &reply->modified);
    reply->media_type = download_media_type(kind, packed);
    set_tag(reply->etag, sha256);
    set_names(request, reply);
    reply->content_location =
        arena_printf(&request->arena, "/v1/downloads/%.*s", (int)request->id.len, request->id.at);
    reply_links(reply, request, none);
}

enum status handle_download(struct request *request, struct reply *reply, struct problem *p)
{
    const struct derived *derived = open_release_derived(request->release);
    uint64_t now = open_release_manifest(request->release)->number;
    char path[BULK_NAME_SIZE + DOWNLOAD_FOLDER_SIZE + 1], sha256[DIGEST_SIZE] = "";
    struct bulk_kind kind;
    bool packed;
    enum status status = query_none(request->parameters, request->parameter_count, p);
    reply->vary_accept = false;
    if (status != STATUS_OK)
        return status;
    if (request->id.len > BULK_NAME_SIZE - 1 || !download_kind(request->id, &kind, &packed) ||
        memchr(request->id.at, '/', request->id.len))
        return not_found(request, derived, p);
    snprintf(path, sizeof path, DOWNLOAD_FOLDER "%.*s", (int)request->id.len, request->id.at);
    uint64_t number = bulk_release(request->id);
    if (number > 0 && number < now)
        status = open_older(request, number, path, reply, sha256, p);
    else
        status = open_current(request, derived, path, reply, sha256, p);
    if (status != STATUS_OK)
        return status;
    if (!sha256[0] && is_listed(derived, path)) /* thinned, before the next release was noticed */
        return problem_set(p, STATUS_BUSY, none, none, NULL);
    const struct derived_file *file = sha256[0] ? NULL : derived_find(derived, path);
    if (file)
        return left_out(request, derived, file, p);
    if (!sha256[0])
        return not_found(request, derived, p);
    set_fields(request, reply, path, &kind, packed, sha256);
    return STATUS_OK;
}
