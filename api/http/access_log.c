/* The access log: one line a request to standard output; Combined Log Format or logfmt.
 *
 * Lines are collected, for a write(2) costs as much as an answer: the threads that answer append,
 * whoever finds the buffer full or the watch of the server writes. What was appended is written
 * before the server ends; only a kill -9 loses the lines of the last quarter of a second.
 *
 * Quotes, backslashes, control characters and everything beyond ASCII are escaped, so no request
 * can forge a line. Other messages of the server go to standard error (log.h). */
#include "hiraku/clock.h"
#include "hiraku/log.h"

#include "internal.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { LINE_SIZE = 4096, FIELD_MAX = 1024, TIME_SIZE = 40, BUFFER_SIZE = 64 * 1024 };

struct access_log {
    pthread_mutex_t writing, lock; /* taken in this order */
    char *filling, *emptying;      /* `filling` and `len` under `lock` */
    size_t len;
    char buffers[2][BUFFER_SIZE];
};

struct access_log *access_log_new(void)
{
    struct access_log *log = malloc(sizeof *log);
    if (!log)
        return NULL;
    pthread_mutex_init(&log->writing, NULL);
    pthread_mutex_init(&log->lock, NULL);
    log->filling = log->buffers[0];
    log->emptying = log->buffers[1];
    log->len = 0;
    return log;
}

void access_log_free(struct access_log *log)
{
    if (!log)
        return;
    access_log_flush(log);
    pthread_mutex_destroy(&log->lock);
    pthread_mutex_destroy(&log->writing);
    free(log);
}

/* A log that cannot be written must not keep anybody from reading: then the lines are dropped. */
void access_log_flush(struct access_log *log)
{
    pthread_mutex_lock(&log->writing);
    pthread_mutex_lock(&log->lock);
    char *bytes = log->filling;
    size_t len = log->len, done = 0;
    log->filling = log->emptying;
    log->emptying = bytes;
    log->len = 0;
    pthread_mutex_unlock(&log->lock);
    while (done < len) {
        ssize_t written = write(STDOUT_FILENO, bytes + done, len - done);
        if (written > 0)
            done += (size_t)written;
        else if (written == 0 || errno != EINTR)
            break;
    }
    pthread_mutex_unlock(&log->writing);
}

static void append(struct access_log *log, const char *line, size_t len)
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

static size_t put(char *line, size_t size, size_t len, const char *text)
{
    for (; *text && len + 1 < size; text++)
        line[len++] = *text;
    return len;
}

static size_t combined(const struct exchange *exchange, char *line, size_t size)
{
    char address[INET6_ADDRSTRLEN], when[TIME_SIZE], text[96];
    struct tm tm;
    size_t len = 0;
    address_text(&exchange->address, address);
    gmtime_r(&exchange->started_at, &tm);
    strftime(when, sizeof when, " - - [%d/%b/%Y:%H:%M:%S +0000] \"", &tm);
    len = put(line, size, len, address);
    len = put(line, size, len, when);
    len = quote(line, size, len, exchange->method);
    len = put(line, size, len, " ");
    len = quote(line, size, len, exchange->request.target);
    len = put(line, size, len, " ");
    len = quote(line, size, len, exchange->version);
    snprintf(text, sizeof text, "\" %u %" PRIu64 " \"", exchange->http, exchange->bytes);
    len = put(line, size, len, text);
    len = quote(line, size, len, exchange->referer.len ? exchange->referer : slice_of("-"));
    len = put(line, size, len, "\" \"");
    len = quote(line, size, len, exchange->agent.len ? exchange->agent : slice_of("-"));
    return put(line, size, len, "\"");
}

/* From one moment to the next; 0 where the request did not come that far. */
static int64_t between(int64_t from, int64_t to)
{
    return from && to > from ? to - from : 0;
}

/* The whole in milliseconds, its parts in microseconds: until the request was understood, waiting
 * for a worker, making the answer (of a stream the first slice), sending it. */
static size_t put_times(const struct exchange *exchange, char *line, size_t size, size_t len)
{
    char text[160];
    int64_t now_us = clock_monotonic_us();
    snprintf(text, sizeof text,
             " ms=%" PRId64 " parse_us=%" PRId64 " queue_us=%" PRId64 " store_us=%" PRId64
             " write_us=%" PRId64,
             between(exchange->begun_us, now_us) / 1000,
             between(exchange->begun_us, exchange->parsed_us),
             between(exchange->parsed_us, exchange->taken_us),
             between(exchange->taken_us, exchange->made_us), between(exchange->sent_us, now_us));
    return put(line, size, len, text);
}

static size_t logfmt(const struct exchange *exchange, char *line, size_t size)
{
    char address[INET6_ADDRSTRLEN], when[CLOCK_RFC3339_SIZE], text[96];
    address_text(&exchange->address, address);
    clock_rfc3339(exchange->started_at, when);
    size_t len = (size_t)snprintf(line, size, "time=%s", when);
    len = log_pair(line, size, len, "remote", slice_of(address));
    len = log_pair(line, size, len, "method", exchange->method);
    len = log_pair(line, size, len, "target", exchange->request.target);
    snprintf(text, sizeof text, " status=%u bytes=%" PRIu64, exchange->http, exchange->bytes);
    len = put(line, size, len, text);
    len = put_times(exchange, line, size, len);
    len = log_pair(line, size, len, "id", slice_of(exchange->id));
    len = log_pair(line, size, len, "referer", exchange->referer);
    return log_pair(line, size, len, "agent", exchange->agent);
}

size_t access_log_format(const struct exchange *exchange, const char *form, char *line, size_t size)
{
    return strcmp(form, "logfmt") == 0 ? logfmt(exchange, line, size)
                                       : combined(exchange, line, size);
}

void access_log_write(const struct exchange *exchange)
{
    const char *form = exchange->request.server->config->access_log;
    char line[LINE_SIZE];
    if (strcmp(form, "off") == 0)
        return;
    size_t len = access_log_format(exchange, form, line, sizeof line - 1);
    line[len++] = '\n';
    append(exchange->request.server->log, line, len);
}
