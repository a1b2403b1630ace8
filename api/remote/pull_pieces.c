/* A file that changed a little: which of its pieces (release/chunks.h) the former one has, and what
 * of it was fetched before the connection broke, is copied from there; the others are fetched,
 * those that lie together as one part. The digest of the whole file is compared afterwards
 * (pull_file.c): pieces need only be found. */
#include "pull_parts.h"

#include "hiraku/base/in.h"
#include "hiraku/base/out.h"
#include "hiraku/release/chunks.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { PIECES_MODE = 0644, PIECES_COPY = 64 * 1024, PIECES_SOURCES = 2, PIECES_PARTS_MAX = 20000 };

/* Pieces that are here, by digest. */
struct here_piece {
    const struct chunk *chunk;
    int fd;
};

struct pieces {
    struct chunks wanted, here[PIECES_SOURCES];
    int fds[PIECES_SOURCES];
    struct here_piece *known;
    size_t known_count;
    char rest[RELEASE_PATH_SIZE]; /* what is left of a try that was cut off */
};

static int pieces_by_digest(const void *left, const void *right)
{
    const struct here_piece *a = left, *b = right;
    return strcmp(a->chunk->digest, b->chunk->digest);
}

static void pieces_free(struct pieces *pieces)
{
    for (size_t i = 0; i < PIECES_SOURCES; i++) {
        chunks_free(&pieces->here[i]);
        if (pieces->fds[i] >= 0)
            close(pieces->fds[i]);
    }
    chunks_free(&pieces->wanted);
    free(pieces->known);
    if (pieces->rest[0])
        unlink(pieces->rest);
}

/* `*good` false: the origin does not tell, or not so that it can be read. */
static enum status pieces_ask(struct pulled *pulled, const struct copy_file *file,
                              struct pieces *pieces, bool *good, struct problem *p)
{
    char path[DIGEST_SIZE + 48];
    struct out out;
    *good = false;
    snprintf(path, sizeof path, "/%" PRIu64 "/files/%s/pieces", pulled->number, file->sha256);
    out_open_memory(&out, PULL_LIST_MOST);
    enum status status = pull_get(pulled->puller, path, PULL_LIST_MOST, &out, p);
    if (status == STATUS_OK)
        status = chunks_read(&pieces->wanted, out_written(&out), file->bytes, good, p);
    else if (status != STATUS_NO_MEMORY)
        status = STATUS_OK;
    out_close(&out);
    return status;
}

static enum status pieces_cut(struct pieces *pieces, size_t source, const char *path,
                              struct problem *p)
{
    if (!file_exists(path))
        return STATUS_OK;
    pieces->fds[source] = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (pieces->fds[source] < 0)
        return problem_errno(p, path);
    return chunks_cut(&pieces->here[source], path, pieces->wanted.average, p);
}

static enum status pieces_sort(struct pieces *pieces, struct problem *p)
{
    size_t count = pieces->here[0].count + pieces->here[1].count;
    pieces->known = calloc(count + 1, sizeof *pieces->known);
    if (!pieces->known)
        return problem_memory(p);
    for (size_t source = 0; source < PIECES_SOURCES; source++)
        for (size_t i = 0; i < pieces->here[source].count; i++)
            pieces->known[pieces->known_count++] =
                (struct here_piece){&pieces->here[source].list[i], pieces->fds[source]};
    qsort(pieces->known, pieces->known_count, sizeof *pieces->known, pieces_by_digest);
    return STATUS_OK;
}

static const struct here_piece *pieces_find(const struct pieces *pieces, const struct chunk *chunk)
{
    const struct here_piece wanted = {chunk, -1};
    const struct here_piece *found = bsearch(&wanted, pieces->known, pieces->known_count,
                                             sizeof *pieces->known, pieces_by_digest);
    return found && found->chunk->len == chunk->len ? found : NULL;
}

static enum status pieces_copy(const struct here_piece *piece, int to, struct problem *p)
{
    char bytes[PIECES_COPY];
    uint64_t at = piece->chunk->offset, left = piece->chunk->len;
    while (left > 0) {
        size_t len = left < sizeof bytes ? (size_t)left : sizeof bytes;
        ssize_t got = in_bytes_at(piece->fd, bytes, len, at);
        if (got <= 0)
            return problem_errno(p, "pieces");
        enum status status = out_sink_fd(&to, bytes, (size_t)got, p);
        if (status != STATUS_OK)
            return status;
        at += (uint64_t)got;
        left -= (uint64_t)got;
    }
    return STATUS_OK;
}

static enum status pieces_join(struct pulled *pulled, const struct copy_file *file,
                               const struct pieces *pieces, int to, struct problem *p)
{
    const struct chunk *list = pieces->wanted.list;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < pieces->wanted.count && status == STATUS_OK;) {
        const struct here_piece *piece = pieces_find(pieces, &list[i]);
        if (piece) {
            status = pieces_copy(piece, to, p);
            i++;
            continue;
        }
        uint64_t first = list[i].offset, end = first;
        for (; i < pieces->wanted.count && !pieces_find(pieces, &list[i]); i++)
            end = list[i].offset + list[i].len;
        status = pull_part(pulled, file, first, end - 1, to, p);
    }
    return status;
}

/* Whether it is worth it: not where most of the file is new, or in more parts than anybody asks
 * for.
 */
static bool pieces_are_worth_it(const struct pieces *pieces)
{
    uint64_t missing = 0;
    size_t parts = 0;
    bool in_part = false;
    for (size_t i = 0; i < pieces->wanted.count; i++) {
        bool lacks = !pieces_find(pieces, &pieces->wanted.list[i]);
        parts += lacks && !in_part;
        missing += lacks ? pieces->wanted.list[i].len : 0;
        in_part = lacks;
    }
    return missing <= pieces->wanted.bytes / 2 && parts <= PIECES_PARTS_MAX;
}

static enum status pieces_run(struct pulled *pulled, const struct copy_file *file,
                              struct pieces *pieces, const char *part, bool *done,
                              struct problem *p)
{
    enum status status = pieces_sort(pieces, p);
    *done = status == STATUS_OK && pieces_are_worth_it(pieces);
    if (!*done)
        return status;
    int to = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, PIECES_MODE);
    if (to < 0)
        return problem_errno(p, part);
    status = pieces_join(pulled, file, pieces, to, p);
    close(to);
    return status;
}

enum status pull_pieces(struct pulled *pulled, const struct copy_file *file, const char *old,
                        bool *done, struct problem *p)
{
    char part[RELEASE_PATH_SIZE];
    struct pieces pieces = {.fds = {-1, -1}};
    enum status status = file_path(part, pulled->dir, file->path, p);
    if (status != STATUS_OK || strlen(part) + sizeof ".part.rest" > sizeof part)
        return status;
    status = pieces_ask(pulled, file, &pieces, done, p);
    strcat(part, ".part");
    if (status == STATUS_OK && *done && file_exists(part)) {
        snprintf(pieces.rest, sizeof pieces.rest, "%s", part);
        strcat(pieces.rest, ".rest");
        status = file_rename(part, pieces.rest, p);
    }
    if (status == STATUS_OK && *done)
        status = pieces_cut(&pieces, 0, old, p);
    if (status == STATUS_OK && *done && pieces.rest[0])
        status = pieces_cut(&pieces, 1, pieces.rest, p);
    if (status == STATUS_OK && *done)
        status = pieces_run(pulled, file, &pieces, part, done, p);
    pieces_free(&pieces);
    return status;
}
