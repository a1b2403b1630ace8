/* See copies.h. Lists are made while the answer is planned, as their tag is the digest of what they
 * say: a release is pruned and withdrawn without becoming another one. */
#include "hiraku/http/response/copies.h"

#include "hiraku/base/out.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/release/chunks.h"
#include "hiraku/release/copy_list.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/manifest.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LIST_MOST = 8 << 20, FILE_SEGMENT = 4, TAG_DIGITS = 43 };

static enum status copies_missing(const struct request *request, struct problem *p)
{
    enum status status = problem_set(p, STATUS_NOT_FOUND, request->path, SLICE_NONE, NULL);
    problem_example(p, "/v1/copies.json");
    return status;
}

/* The folder of a release; false: there is none. */
static bool copies_dir(const struct request *request, uint64_t number, char dir[FILE_PATH_SIZE])
{
    if (!snapshot_kept(request->snapshot, number, layout_manifest, dir))
        return false;
    *strrchr(dir, '/') = '\0';
    return true;
}

static void copies_tag(struct representation *answer, const char *sha256, const char *encoding)
{
    snprintf(answer->etag, sizeof answer->etag, "\"%.*s%s\"", TAG_DIGITS, sha256, encoding);
}

/* --- lists ------------------------------------------------------------------------------------ */

static enum status copies_write_list(struct request *request, struct representation *answer,
                                     struct out *out, struct problem *p)
{
    (void)request, (void)p;
    const struct slice *text = answer->context;
    out_slice(out, *text);
    return STATUS_OK;
}

/* Takes what was written. */
static enum status copies_plan_list(struct request *request, struct representation *answer,
                                    struct out *out, uint64_t number, struct problem *p)
{
    char sha256[DIGEST_SIZE];
    struct digest digest;
    struct slice *text = arena_alloc(&request->arena, sizeof *text);
    enum status status = out_finish(out, p);
    if (status != STATUS_OK || !text) {
        out_close(out);
        return status == STATUS_OK ? problem_memory(p) : status;
    }
    *text = out_keep(out, &request->arena);
    digest_init(&digest);
    digest_add(&digest, text->at, text->len);
    digest_hex(&digest, sha256);
    copies_tag(answer, sha256, request->encoding == ENCODING_GZIP ? "-gzip" : "");
    answer->media_type = request->form.media_type;
    answer->cache_control = "no-cache";
    answer->changed_in = number;
    answer->modified = snapshot_time(request->snapshot, number);
    answer->write = copies_write_list;
    answer->context = text;
    return STATUS_OK;
}

enum status copies_plan_releases(struct request *request, struct representation *answer,
                                 struct problem *p)
{
    char dir[FILE_PATH_SIZE];
    struct copy_releases releases;
    struct out out;
    uint64_t number = snapshot_manifest(request->snapshot)->number;
    if (!copies_dir(request, number, dir))
        return copies_missing(request, p);
    enum status status = copy_releases_of(&releases, dir, p);
    if (status != STATUS_OK)
        return status;
    out_open_memory(&out, LIST_MOST);
    copy_releases_write(&releases, &out);
    copy_releases_free(&releases);
    return copies_plan_list(request, answer, &out, number, p);
}

enum status copies_plan_files(struct request *request, struct representation *answer,
                              uint64_t number, struct problem *p)
{
    char dir[FILE_PATH_SIZE];
    struct copy_list list;
    struct out out;
    if (!copies_dir(request, number, dir))
        return copies_missing(request, p);
    enum status status = copy_list_of(&list, dir, p);
    if (status != STATUS_OK)
        return status;
    out_open_memory(&out, LIST_MOST);
    copy_list_write(&list, &out);
    copy_list_free(&list);
    answer->fleeting = true;
    return copies_plan_list(request, answer, &out, number, p);
}

/* --- files ------------------------------------------------------------------------------------ */

static enum status copies_open(struct request *request, struct representation *answer,
                               const char *dir, const struct copy_file *file, struct problem *p)
{
    char path[FILE_PATH_SIZE];
    struct stat about;
    enum status status = file_path(path, dir, file->path, p);
    if (status != STATUS_OK)
        return status;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0)
        return errno == ENOENT ? copies_missing(request, p) : problem_errno(p, path);
    if (fstat(fd, &about) < 0 || !S_ISREG(about.st_mode) ||
        (uint64_t)about.st_size != file->bytes) {
        close(fd);
        return copies_missing(request, p);
    }
    answer->fd = fd;
    answer->fd_size = file->bytes;
    return STATUS_OK;
}

static enum status copies_write_pieces(struct request *request, struct representation *answer,
                                       struct out *out, struct problem *p)
{
    struct chunks chunks;
    (void)request;
    enum status status = chunks_cut(&chunks, answer->context, chunks_average(answer->fd_size), p);
    if (status == STATUS_OK)
        chunks_write(&chunks, out);
    chunks_free(&chunks);
    return status;
}

static enum status copies_plan_pieces(struct request *request, struct representation *answer,
                                      const char *dir, const struct copy_file *file,
                                      struct problem *p)
{
    char *path = arena_alloc(&request->arena, FILE_PATH_SIZE);
    if (!path)
        return problem_memory(p);
    enum status status = file_path(path, dir, file->path, p);
    copies_tag(answer, file->sha256, request->encoding == ENCODING_GZIP ? "-1-gzip" : "-1");
    answer->media_type = "text/plain; charset=utf-8";
    answer->fd_size = file->bytes;
    answer->write = copies_write_pieces;
    answer->context = path;
    return status;
}

enum status copies_plan_file(struct request *request, struct representation *answer,
                             uint64_t number, bool pieces, struct problem *p)
{
    char dir[FILE_PATH_SIZE];
    struct copy_file file;
    struct slice sha256 = request->segments[FILE_SEGMENT];
    if (!copy_is_digest(sha256) || !copies_dir(request, number, dir))
        return copies_missing(request, p);
    enum status status = copy_list_look(&file, dir, sha256, p);
    if (status != STATUS_OK)
        return status;
    if (file.path[0] == '\0')
        return copies_missing(request, p);
    answer->vary_accept = false;
    answer->cache_control = CACHE_FOR_EVER;
    answer->changed_in = number;
    answer->modified = snapshot_time(request->snapshot, number);
    if (pieces)
        return copies_plan_pieces(request, answer, dir, &file, p);
    answer->media_type = "application/octet-stream";
    copies_tag(answer, file.sha256, "");
    memcpy(answer->digest, file.sha256, sizeof answer->digest);
    return copies_open(request, answer, dir, &file, p);
}
