/* See usage_file.h. */
#include "hiraku/usage/usage_file.h"

#include "hiraku/base/in.h"
#include "hiraku/usage/usage_book.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    HEADS = 2,
    HEAD_STEP = 512, /* written whole by every disk */
    HEAD_LINE = 206, /* with its LF */
    TEXTS_AT = HEADS * HEAD_STEP,
    TEXT_MAX = 1 << 30,
    TRIES = 5
};

/* --- heads ------------------------------------------------------------------------------------ */

static void usage_head_write(const struct usage_head *head, char line[HEAD_LINE + 1])
{
    char check[DIGEST_SIZE];
    struct digest digest;
    int len = snprintf(line, HEAD_LINE + 1,
                       "hiraku-usage %020" PRIu64 " %020" PRIu64 " %020" PRIu64 " %s ",
                       head->number, head->at, head->len, head->digest);
    digest_init(&digest);
    digest_add(&digest, line, (size_t)len);
    digest_hex(&digest, check);
    snprintf(line + len, HEAD_LINE + 1 - (size_t)len, "%s\n", check);
}

/* False: it is none. */
static bool usage_head_read(const char *line, struct usage_head *head)
{
    char same[HEAD_LINE + 1];
    *head = (struct usage_head){.number = 0};
    if (sscanf(line, "hiraku-usage %" SCNu64 " %" SCNu64 " %" SCNu64 " %64[0-9a-f]", &head->number,
               &head->at, &head->len, head->digest) != 4)
        return false;
    usage_head_write(head, same);
    return memcmp(line, same, HEAD_LINE) == 0 && head->number > 0 && head->at >= TEXTS_AT &&
           head->len <= TEXT_MAX;
}

/* Both heads, the newer one first; one that is none has the number 0. */
static enum status usage_heads_read(const struct usage_file *file, struct usage_head heads[HEADS],
                                    struct problem *p)
{
    char bytes[TEXTS_AT + 1] = "";
    if (in_bytes_at(file->fd, bytes, TEXTS_AT, 0) < 0)
        return problem_errno(p, file->path);
    for (size_t i = 0; i < HEADS; i++)
        if (!usage_head_read(bytes + i * HEAD_STEP, &heads[i]))
            heads[i].number = 0;
    if (heads[0].number < heads[1].number) {
        struct usage_head older = heads[0];
        heads[0] = heads[1];
        heads[1] = older;
    }
    return STATUS_OK;
}

/* --- reading ---------------------------------------------------------------------------------- */

static enum status usage_bad(const struct usage_file *file, const char *reason, struct problem *p)
{
    return problem_set(p, STATUS_BAD_USAGE, slice_of(file->path), SLICE_NONE, reason);
}

static enum status usage_text_parse(const struct usage_head *head, struct slice text,
                                    struct usage_book **book, struct problem *p)
{
    struct digest digest;
    char hex[DIGEST_SIZE];
    digest_init(&digest);
    digest_add(&digest, text.at, text.len);
    digest_hex(&digest, hex);
    if (strcmp(hex, head->digest) != 0)
        return problem_set(p, STATUS_BAD_USAGE, SLICE_NONE, SLICE_NONE, "another digest");
    struct usage_book *made = usage_book_new();
    if (!made)
        return problem_memory(p);
    enum status status = usage_book_read(made, text, p);
    if (status == STATUS_OK)
        memcpy(made->digest, hex, sizeof hex);
    else
        usage_book_unref(made);
    *book = status == STATUS_OK ? made : NULL;
    return status;
}

/* The book of a head, STATUS_BAD_USAGE where it is not there. */
static enum status usage_text_read(const struct usage_file *file, const struct usage_head *head,
                                   struct usage_book **book, struct problem *p)
{
    struct stat info;
    if (fstat(file->fd, &info) != 0)
        return problem_errno(p, file->path);
    if (head->number == 0 || (uint64_t)info.st_size < head->at + head->len)
        return problem_set(p, STATUS_BAD_USAGE, SLICE_NONE, SLICE_NONE, "the text is not there");
    char *bytes = malloc((size_t)head->len + 1);
    if (!bytes)
        return problem_memory(p);
    ssize_t len = in_bytes_at(file->fd, bytes, (size_t)head->len, head->at);
    enum status status = len < 0
                             ? problem_errno(p, file->path)
                             : usage_text_parse(head, (struct slice){bytes, (size_t)len}, book, p);
    free(bytes);
    if (status == STATUS_OK)
        (*book)->changed_at = info.st_mtime;
    return status;
}

/* The newer text, or where that is damaged the one before. */
static enum status usage_newest(struct usage_file *file, struct usage_book **book,
                                struct problem *p)
{
    struct usage_head heads[HEADS];
    enum status status = usage_heads_read(file, heads, p);
    for (size_t i = 0; i < HEADS && status == STATUS_OK; i++) {
        status = usage_text_read(file, &heads[i], book, p);
        if (status == STATUS_OK) {
            file->head = heads[i];
            file->head.number = heads[0].number; /* what comes is newer than both */
            return STATUS_OK;
        }
        if (status == STATUS_BAD_USAGE && i + 1 < HEADS)
            status = STATUS_OK;
    }
    return status;
}

enum status usage_file_read(struct usage_file *file, struct usage_book **book, struct problem *p)
{
    struct stat info;
    *book = NULL;
    if (fstat(file->fd, &info) != 0)
        return problem_errno(p, file->path);
    if (info.st_size == 0) {
        file->head = (struct usage_head){.number = 0};
        *book = usage_book_new();
        return *book ? STATUS_OK : problem_memory(p);
    }
    enum status status = STATUS_BAD_USAGE;
    for (size_t i = 0; i < TRIES && status == STATUS_BAD_USAGE; i++)
        status = usage_newest(file, book, p);
    return status == STATUS_BAD_USAGE ? usage_bad(file, "neither text is whole", p) : status;
}

enum status usage_file_is_changed(const struct usage_file *file, bool *changed, struct problem *p)
{
    struct usage_head heads[HEADS];
    struct stat info;
    *changed = false;
    if (fstat(file->fd, &info) != 0)
        return problem_errno(p, file->path);
    if (info.st_nlink == 0) /* nobody would find what is written */
        return problem_set(p, STATUS_NO_USAGE, slice_of(file->path), SLICE_NONE, NULL);
    enum status status = usage_heads_read(file, heads, p);
    *changed = status == STATUS_OK && heads[0].number != file->head.number;
    return status;
}

/* --- opening ---------------------------------------------------------------------------------- */

static enum status usage_file_take(struct usage_file *file, const char *path, int flags,
                                   struct problem *p)
{
    struct stat info;
    int len = snprintf(file->path, sizeof file->path, "%s", path);
    file->head = (struct usage_head){.number = 0};
    file->fd = -1;
    if (len < 0 || (size_t)len >= sizeof file->path) {
        errno = ENAMETOOLONG;
        return problem_errno(p, path);
    }
    file->fd = open(path, flags | O_CLOEXEC | O_NONBLOCK, 0644);
    if (file->fd < 0 || fstat(file->fd, &info) != 0)
        return problem_errno(p, path);
    if (S_ISREG(info.st_mode))
        return STATUS_OK;
    usage_file_close(file);
    errno = EISDIR;
    return S_ISDIR(info.st_mode)
               ? problem_errno(p, path)
               : problem_set(p, STATUS_USAGE_NO_FILE, slice_of(path), SLICE_NONE, NULL);
}

/* What cannot be read is kept for whoever wants to look at it. */
static enum status usage_put_aside(struct usage_file *file, const char *path, struct problem *p)
{
    char aside[FILE_PATH_SIZE];
    usage_file_close(file);
    int len = snprintf(aside, sizeof aside, "%s.damaged", path);
    if (len < 0 || (size_t)len >= sizeof aside)
        errno = ENAMETOOLONG;
    else if (rename(path, aside) == 0)
        return usage_file_take(file, path, O_RDWR | O_CREAT, p);
    return problem_errno(p, path);
}

enum status usage_file_open(struct usage_file *file, const char *path, bool *damaged,
                            struct problem *p)
{
    struct usage_book *book = NULL;
    *damaged = false;
    enum status status = usage_file_take(file, path, O_RDWR | O_CREAT, p);
    if (status == STATUS_OK)
        status = usage_file_read(file, &book, p);
    usage_book_unref(book);
    *damaged = status == STATUS_BAD_USAGE;
    if (*damaged)
        status = usage_put_aside(file, path, p);
    if (status != STATUS_OK)
        usage_file_close(file);
    return status;
}

enum status usage_file_open_read(struct usage_file *file, const char *path, struct problem *p)
{
    enum status status = usage_file_take(file, path, O_RDONLY, p);
    if (status != STATUS_OK && p->error == ENOENT)
        return problem_set(p, STATUS_NO_USAGE, slice_of(path), SLICE_NONE, NULL);
    return status;
}

void usage_file_close(struct usage_file *file)
{
    if (file->fd >= 0)
        close(file->fd);
    file->fd = -1;
}

/* --- the lock --------------------------------------------------------------------------------- */

enum status usage_file_lock(struct usage_file *file, bool *locked, struct problem *p)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    *locked = fcntl(file->fd, F_OFD_SETLK, &lock) == 0;
    return *locked || errno == EAGAIN || errno == EACCES || errno == EINTR
               ? STATUS_OK
               : problem_errno(p, file->path);
}

void usage_file_unlock(struct usage_file *file)
{
    struct flock lock = {.l_type = F_UNLCK, .l_whence = SEEK_SET};
    fcntl(file->fd, F_OFD_SETLK, &lock);
}

/* --- writing ---------------------------------------------------------------------------------- */

static enum status usage_write_at(const struct usage_file *file, const char *bytes, size_t len,
                                  uint64_t at, struct problem *p)
{
    while (len > 0) {
        ssize_t written = pwrite(file->fd, bytes, len, (off_t)at);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0) {
            if (written == 0)
                errno = ENOSPC;
            return problem_errno(p, file->path);
        }
        bytes += written;
        len -= (size_t)written;
        at += (uint64_t)written;
    }
    return STATUS_OK;
}

/* In front of the present text where there is room for it, else behind that. */
static uint64_t usage_text_place(const struct usage_head *head, size_t len)
{
    if (head->number == 0 || head->at - TEXTS_AT >= len)
        return TEXTS_AT;
    return head->at + head->len;
}

/* The head, or what became of it: one that cannot be written may have been. */
static enum status usage_write_head(struct usage_file *file, const struct usage_head *head,
                                    struct problem *p)
{
    char line[HEAD_LINE + 1];
    struct usage_head heads[HEADS];
    struct problem other;
    usage_head_write(head, line);
    enum status status =
        usage_write_at(file, line, HEAD_LINE, (head->number % HEADS) * HEAD_STEP, p);
    if (status != STATUS_OK && usage_heads_read(file, heads, &other) == STATUS_OK &&
        heads[0].number == head->number && strcmp(heads[0].digest, head->digest) == 0)
        status = STATUS_OK;
    if (status == STATUS_OK)
        file->head = *head;
    return status;
}

enum status usage_file_write(struct usage_file *file, struct slice text, const char *digest,
                             struct problem *p)
{
    struct usage_head head = {.number = file->head.number + 1,
                              .at = usage_text_place(&file->head, text.len),
                              .len = text.len};
    memcpy(head.digest, digest, DIGEST_SIZE);
    if (fdatasync(file->fd) != 0)
        return problem_errno(p, file->path);
    /* the present text stays for who reads now, and in case this one is not whole */
    uint64_t end = file->head.number ? file->head.at + file->head.len : 0;
    enum status status = usage_write_at(file, text.at, text.len, head.at, p);
    if (status == STATUS_OK)
        status = usage_write_head(file, &head, p);
    if (head.at + head.len > end)
        end = head.at + head.len;
    if (status == STATUS_OK && ftruncate(file->fd, (off_t)end) != 0)
        return STATUS_OK; /* it is longer than it has to be */
    return status;
}
