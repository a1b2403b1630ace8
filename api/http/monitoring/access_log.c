/* The access log: one line a request to standard output; Combined Log Format or logfmt.
 *
 * Lines are collected, for a write(2) costs as much as an answer: the threads that answer append,
 * whoever finds the buffer full or the watch of the server writes. What was appended is written
 * before the server ends; only a kill -9 loses the lines of the last quarter of a second.
 *
 * Quotes, backslashes, control characters and everything beyond ASCII are escaped, so no request
 * can forge a line. Other messages of the server go to standard error (log.h). */
#include "hiraku/http/monitoring/access_log.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/log.h"
#include "hiraku/http/monitoring/access_record.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    LINE_SIZE = 4096,
    FIELD_MAX = 1024,
    TIME_SIZE = 40,
    BUFFER_SIZE = 64 * 1024,
    PATIENCE_MS = 1000
};

struct access_log {
    pthread_mutex_t writing, lock; /* taken in this order */
    bool regular;                  /* a file, which never has to be waited for */
    /* under `writing` */
    bool stalled; /* nobody took the last lines */
    bool torn;    /* of the last line only the beginning was written */
    uint64_t dropped;
    char *filling, *emptying; /* `filling` and `len` under `lock` */
    size_t len;
    char buffers[2][BUFFER_SIZE];
};

struct access_log *access_log_new(void)
{
    struct stat info;
    struct access_log *log = malloc(sizeof *log);
    if (!log)
        return NULL;
    memset(log, 0, offsetof(struct access_log, buffers));
    log->regular = fstat(STDOUT_FILENO, &info) == 0 && S_ISREG(info.st_mode);
    pthread_mutex_init(&log->writing, NULL);
    pthread_mutex_init(&log->lock, NULL);
    log->filling = log->buffers[0];
    log->emptying = log->buffers[1];
    return log;
}

/* Whether there is room for the next lines. Who does not take them is waited for once. */
static bool access_log_has_room(struct access_log *log)
{
    if (log->regular)
        return true;
    log->stalled = !log_has_room(STDOUT_FILENO, log->stalled ? 0 : PATIENCE_MS);
    return !log->stalled;
}

/* Of the bytes so many as are written at a time: whole lines. */
static size_t portion(const struct access_log *log, const char *bytes, size_t len)
{
    if (log->regular || len <= PIPE_BUF)
        return len;
    const char *end = memrchr(bytes, '\n', PIPE_BUF);
    return end ? (size_t)(end - bytes) + 1 : PIPE_BUF;
}

/* Writes what it can; returns how much. */
static size_t access_log_write_lines(struct access_log *log, const char *bytes, size_t len)
{
    size_t done = 0;
    while (done < len && access_log_has_room(log)) {
        ssize_t written =
            write(STDOUT_FILENO, bytes + done, portion(log, bytes + done, len - done));
        if (written > 0)
            done += (size_t)written;
        else if (written == 0 || errno != EINTR)
            break;
    }
    return done;
}

static void say_dropped(struct access_log *log)
{
    char lines[24];
    if (log->dropped == 0)
        return;
    snprintf(lines, sizeof lines, "%" PRIu64, log->dropped);
    log_line(LOG_WARNING, "access log lines dropped", "lines", lines, (char *)NULL);
    log->dropped = 0;
}

/* A log that cannot be written must not keep anybody from reading: then the lines are dropped, and
 * counted. */
static void write_or_drop(struct access_log *log, const char *bytes, size_t len)
{
    if (log->torn && len)
        log->torn = access_log_write_lines(log, "\n", 1) != 1;
    size_t done = log->torn ? 0 : access_log_write_lines(log, bytes, len);
    if (done)
        log->torn = bytes[done - 1] != '\n';
    for (size_t i = done; i < len; i++)
        log->dropped += bytes[i] == '\n';
    if (done)
        say_dropped(log);
}

void access_log_flush(struct access_log *log)
{
    pthread_mutex_lock(&log->writing);
    pthread_mutex_lock(&log->lock);
    char *bytes = log->filling;
    size_t len = log->len;
    log->filling = log->emptying;
    log->emptying = bytes;
    log->len = 0;
    pthread_mutex_unlock(&log->lock);
    write_or_drop(log, bytes, len);
    pthread_mutex_unlock(&log->writing);
}

void access_log_free(struct access_log *log)
{
    if (!log)
        return;
    access_log_flush(log);
    say_dropped(log);
    pthread_mutex_destroy(&log->lock);
    pthread_mutex_destroy(&log->writing);
    free(log);
}

static void access_log_append(struct access_log *log, const char *line, size_t len)
{
    pthread_mutex_lock(&log->lock);
    while (len > BUFFER_SIZE - log->len) {
        pthread_mutex_unlock(&log->lock);
        access_log_flush(log);
        pthread_mutex_lock(&log->lock);
    }
    memcpy(log->filling + log->len, line, len);
    log->len += len;
    pthread_mutex_unlock(&log->lock);
}

/* Appends the text escaped, in quotes; whole escapes only. */
static size_t quote(char *line, size_t size, size_t len, struct slice text)
{
    static const char digits[] = "0123456789ABCDEF";
    if (text.len > FIELD_MAX)
        text.len = FIELD_MAX;
    for (size_t i = 0; i < text.len && len + 8 < size; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c == '"' || c == '\\') {
            line[len++] = '\\';
            line[len++] = (char)c;
        } else if (c < 0x20 || c >= 0x7F) {
            line[len++] = '\\';
            line[len++] = 'x';
            line[len++] = digits[c >> 4];
            line[len++] = digits[c & 15];
        } else {
            line[len++] = (char)c;
        }
    }
    return len;
}

static size_t access_log_put(char *line, size_t size, size_t len, const char *text)
{
    for (; *text && len + 1 < size; text++)
        line[len++] = *text;
    return len;
}

static size_t combined(const struct access_record *record, char *line, size_t size)
{
    char address[INET6_ADDRSTRLEN], when[TIME_SIZE], text[96];
    struct tm tm;
    size_t len = 0;
    address_text(&record->address, address);
    gmtime_r(&record->started_at, &tm);
    strftime(when, sizeof when, " - - [%d/%b/%Y:%H:%M:%S +0000] \"", &tm);
    len = access_log_put(line, size, len, address);
    len = access_log_put(line, size, len, when);
    len = quote(line, size, len, record->method);
    len = access_log_put(line, size, len, " ");
    len = quote(line, size, len, record->target);
    len = access_log_put(line, size, len, " ");
    len = quote(line, size, len, record->version);
    snprintf(text, sizeof text, "\" %u %" PRIu64 " \"", record->http, record->bytes);
    len = access_log_put(line, size, len, text);
    len = quote(line, size, len, record->referer.len ? record->referer : slice_of("-"));
    len = access_log_put(line, size, len, "\" \"");
    len = quote(line, size, len, record->agent.len ? record->agent : slice_of("-"));
    return access_log_put(line, size, len, "\"");
}

/* From one moment to the next; 0 where the request did not come that far. */
static int64_t between(int64_t from, int64_t to)
{
    return from && to > from ? to - from : 0;
}

/* The whole in milliseconds, its parts in microseconds: until the request was understood, waiting
 * for a worker, making the answer (of a stream the first slice), sending it. */
static size_t put_times(const struct access_record *record, char *line, size_t size, size_t len)
{
    char text[160];
    int64_t now_us = clock_monotonic_us();
    snprintf(text, sizeof text,
             " ms=%" PRId64 " parse_us=%" PRId64 " queue_us=%" PRId64 " store_us=%" PRId64
             " write_us=%" PRId64,
             between(record->begun_us, now_us) / 1000, between(record->begun_us, record->parsed_us),
             between(record->parsed_us, record->taken_us),
             between(record->taken_us, record->made_us), between(record->sent_us, now_us));
    return access_log_put(line, size, len, text);
}

static size_t logfmt(const struct access_record *record, char *line, size_t size)
{
    char address[INET6_ADDRSTRLEN], when[CLOCK_RFC3339_SIZE], text[96];
    address_text(&record->address, address);
    clock_rfc3339(record->started_at, when);
    size_t len = (size_t)snprintf(line, size, "time=%s", when);
    len = log_pair(line, size, len, "remote", slice_of(address));
    len = log_pair(line, size, len, "method", record->method);
    len = log_pair(line, size, len, "target", record->target);
    snprintf(text, sizeof text, " status=%u bytes=%" PRIu64, record->http, record->bytes);
    len = access_log_put(line, size, len, text);
    len = put_times(record, line, size, len);
    len = log_pair(line, size, len, "id", slice_of(record->id));
    len = log_pair(line, size, len, "referer", record->referer);
    return log_pair(line, size, len, "agent", record->agent);
}

/* One line without its end; returns its length. */
static size_t access_log_format(const struct access_record *record, const char *form, char *line,
                                size_t size)
{
    return strcmp(form, "logfmt") == 0 ? logfmt(record, line, size) : combined(record, line, size);
}

enum status access_log_check(const char *form, struct problem *p)
{
    static const char *const forms[] = {"combined", "logfmt", "off"};
    const size_t count = sizeof forms / sizeof *forms;
    for (size_t i = 0; i < count; i++)
        if (strcmp(form, forms[i]) == 0)
            return STATUS_OK;
    problem_set(p, STATUS_BAD_SETTING, slice_of("access_log"), slice_of(form), NULL);
    for (size_t i = 0; i < count; i++)
        problem_allow(p, slice_of(forms[i]));
    return STATUS_BAD_SETTING;
}

void access_log_write(struct access_log *log, const struct access_record *record, const char *form)
{
    char line[LINE_SIZE];
    if (strcmp(form, "off") == 0)
        return;
    size_t len = access_log_format(record, form, line, sizeof line - 1);
    line[len++] = '\n';
    access_log_append(log, line, len);
}
