/* See desk_log.h. */
#include "hiraku/desk/desk_log.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/in.h"
#include "hiraku/base/json_memory.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/base/utf8.h"
#include "hiraku/desk/secret.h"
#include "hiraku/release/json_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

enum { LOG_MODE = 0600 };

static const char log_file[] = "log";
static const char log_zeros[] = "0000000000000000000000000000000000000000000000000000000000000000";

/* --- reading ---------------------------------------------------------------------------------- */

struct log_walk {
    uint64_t lines;
    off_t whole; /* bytes of the lines that have an end */
    char last[DIGEST_SIZE];
    void (*take)(void *context, const struct desk_log_entry *entry);
    void *context;
};

static enum status log_altered(const char *path, uint64_t line, const char *reason,
                               struct problem *p)
{
    char number[24];
    snprintf(number, sizeof number, "%llu", (unsigned long long)line);
    return problem_set(p, STATUS_DESK_LOG, slice_of(path), slice_of(number), reason);
}

static enum status log_parse(struct log_walk *walk, const char *path, struct slice line,
                             struct problem *p)
{
    struct desk_log_entry entry = {.number = 0};
    char previous[DIGEST_SIZE] = "";
    bool good = true;
    json_memory_begin();
    json_t *object = json_loadb(line.at, line.len, JSON_REJECT_DUPLICATES, NULL);
    if (json_memory_failed()) {
        json_decref(object);
        return problem_memory(p);
    }
    json_member_number(object, "number", &entry.number, &good);
    json_member_text(object, "time", entry.time, sizeof entry.time, &good);
    json_member_text(object, "who", entry.who, sizeof entry.who, &good);
    json_member_text(object, "what", entry.what, sizeof entry.what, &good);
    json_member_text(object, "about", entry.about, sizeof entry.about, &good);
    json_member_text(object, "previous", previous, sizeof previous, &good);
    json_decref(object);
    if (!good)
        return log_altered(path, walk->lines + 1, "not a line of the log", p);
    if (entry.number != walk->lines + 1)
        return log_altered(path, walk->lines + 1, "another number", p);
    if (strcmp(previous, walk->last) != 0)
        return log_altered(path, walk->lines + 1, "it does not follow the line before", p);
    desk_secret_digest(line, entry.digest);
    memcpy(walk->last, entry.digest, sizeof walk->last);
    walk->lines++;
    walk->whole += (off_t)line.len + 1;
    if (walk->take)
        walk->take(walk->context, &entry);
    return STATUS_OK;
}

/* What has no end yet is no line. */
static enum status log_walk(struct log_walk *walk, int fd, const char *path, struct problem *p)
{
    char text[DESK_LOG_LINE];
    size_t have = 0;
    off_t at = 0;
    memcpy(walk->last, log_zeros, sizeof walk->last);
    for (;;) {
        ssize_t len = in_bytes_at(fd, text + have, sizeof text - have, (uint64_t)at);
        if (len < 0)
            return problem_errno(p, path);
        at += len;
        have += (size_t)len;
        size_t from = 0;
        for (char *end; (end = memchr(text + from, '\n', have - from));) {
            struct slice line = {text + from, (size_t)(end - text) - from};
            enum status status = log_parse(walk, path, line, p);
            if (status != STATUS_OK)
                return status;
            from += line.len + 1;
        }
        have -= from;
        memmove(text, text + from, have);
        if (have == sizeof text)
            return log_altered(path, walk->lines + 1, "too long", p);
        if (len == 0)
            return STATUS_OK;
    }
}

enum status desk_log_read(const struct desk_state *state,
                          void (*take)(void *context, const struct desk_log_entry *entry),
                          void *context, uint64_t *lines, char last[DIGEST_SIZE], struct problem *p)
{
    struct log_walk walk = {.take = take, .context = context};
    char path[FILE_PATH_SIZE];
    *lines = 0;
    memcpy(last, log_zeros, sizeof log_zeros);
    enum status status = file_path(path, state->dir, log_file, p);
    if (status != STATUS_OK)
        return status;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT ? STATUS_OK : problem_errno(p, path);
    status = log_walk(&walk, fd, path, p);
    close(fd);
    *lines = walk.lines;
    memcpy(last, walk.last, sizeof walk.last);
    return status;
}

/* --- appending -------------------------------------------------------------------------------- */

static void log_write(struct out *out, const struct log_walk *walk, const char *who,
                      const char *what, struct slice about)
{
    char now[CLOCK_RFC3339_SIZE];
    struct json_writer json = json_compact(out, JSON_EMPTY_TEXT);
    clock_rfc3339(time(NULL), now);
    json_begin_object(&json, NULL);
    json_int(&json, "number", (int64_t)walk->lines + 1);
    json_text(&json, "time", now);
    json_text(&json, "who", who);
    json_text(&json, "what", what);
    json_slice(&json, "about", about);
    json_text(&json, "previous", walk->last);
    json_finish(&json);
}

static enum status log_append(int fd, const char *path, struct slice text, struct problem *p)
{
    enum status status = out_sink_fd(&fd, text.at, text.len, p);
    if (status == STATUS_OK && fsync(fd) != 0)
        status = problem_errno(p, path);
    return status;
}

static enum status log_add_to(int fd, const char *path, const char *who, const char *what,
                              struct slice about, struct problem *p)
{
    struct log_walk walk = {.take = NULL};
    struct out out;
    enum status status = log_walk(&walk, fd, path, p);
    if (status != STATUS_OK)
        return status;
    if (ftruncate(fd, walk.whole) != 0 || lseek(fd, walk.whole, SEEK_SET) < 0)
        return problem_errno(p, path);
    out_open_memory(&out, DESK_LOG_LINE - 1);
    log_write(&out, &walk, who, what, about);
    status = out_finish(&out, p);
    if (status == STATUS_OK)
        status = log_append(fd, path, out_written(&out), p);
    out_close(&out);
    return status;
}

enum status desk_log_add(const struct desk_state *state, const char *who, const char *what,
                         const char *about, struct problem *p)
{
    char path[FILE_PATH_SIZE];
    int lock;
    enum status status = file_path(path, state->dir, log_file, p);
    if (status == STATUS_OK)
        status = desk_state_lock(state, &lock, p);
    if (status != STATUS_OK)
        return status;
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, LOG_MODE);
    status = fd < 0
                 ? problem_errno(p, path)
                 : log_add_to(fd, path, who, what, utf8_cut(slice_of(about), DESK_LOG_TEXT - 1), p);
    if (fd >= 0)
        close(fd);
    desk_state_unlock(lock);
    return status;
}
