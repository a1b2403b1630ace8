/* Log lines as logfmt, each written by one write(2).
 *
 * A line that does not fit is cut inside a value, at a character boundary, and still ends in a
 * quote and a newline. Does not rotate, buffer or reopen: that is the service manager's work. */
#include "hiraku/base/log.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/status.h"
#include "hiraku/base/utf8.h"

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

enum { LINE_SIZE = 4096, PATIENCE_MS = 200 };

static bool is_hidden(int32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200E || c == 0x200F ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

/* What the character at `*at` is written as; `*at` is moved behind it. */
static size_t log_escape(struct slice value, size_t *at, char to[12])
{
    size_t from = *at;
    int32_t c = utf8_next(value, at);
    if (c < 0) {
        *at = from + 1;
        return (size_t)snprintf(to, 12, "\\x%02x", (unsigned)(unsigned char)value.at[from]);
    }
    if (c == '"' || c == '\\')
        return (size_t)snprintf(to, 12, "\\%c", (int)c);
    if (c == '\n' || c == '\r' || c == '\t')
        return (size_t)snprintf(to, 12, "\\%c", c == '\n' ? 'n' : c == '\r' ? 'r' : 't');
    if (is_hidden(c))
        return (size_t)snprintf(to, 12, "\\u%04x", (unsigned)c & 0xFFFFU);
    memcpy(to, value.at + from, *at - from);
    return *at - from;
}

size_t log_pair(char *line, size_t size, size_t len, const char *key, struct slice value)
{
    size_t key_len = strlen(key);
    /* space, key, =, two quotes, NUL */
    if (size < 5 || key_len > size - 5 || len > size - 5 - key_len)
        return len;
    line[len++] = ' ';
    memcpy(line + len, key, key_len);
    len += key_len;
    line[len++] = '=';
    line[len++] = '"';
    size_t at = 0;
    while (at < value.len) {
        char piece[12];
        size_t width = log_escape(value, &at, piece);
        if (len + width + 2 > size)
            break;
        memcpy(line + len, piece, width);
        len += width;
    }
    line[len++] = '"';
    line[len] = '\0';
    return len;
}

static size_t line_begin(char *line, size_t size, enum log_level level, const char *message)
{
    static const char *const names[] = {
        [LOG_ERROR] = "error",
        [LOG_WARNING] = "warning",
        [LOG_INFO] = "info",
    };
    char now[CLOCK_RFC3339_SIZE];
    clock_rfc3339(time(NULL), now);
    int len = snprintf(line, size, "time=%s level=%s", now, names[level]);
    return log_pair(line, size, len > 0 ? (size_t)len : 0, "msg", slice_of(message));
}

bool log_has_room(int fd, int wait_ms)
{
    struct pollfd one = {.fd = fd, .events = POLLOUT};
    return poll(&one, 1, wait_ms) > 0;
}

/* `line` has room for the newline. A log that cannot be written is nobody's problem. */
static void line_end(char *line, size_t len)
{
    int kept = errno;
    line[len++] = '\n';
    while (log_has_room(STDERR_FILENO, PATIENCE_MS) && write(STDERR_FILENO, line, len) < 0 &&
           errno == EINTR)
        continue;
    errno = kept;
}

void log_line(enum log_level level, const char *message, ...)
{
    char line[LINE_SIZE];
    size_t len = line_begin(line, sizeof line - 1, level, message);
    va_list pairs;
    va_start(pairs, message);
    const char *key;
    while ((key = va_arg(pairs, const char *)) != NULL)
        len = log_pair(line, sizeof line - 1, len, key, slice_of(va_arg(pairs, const char *)));
    va_end(pairs);
    line_end(line, len);
}

void log_problem(enum log_level level, const char *message, const struct problem *p)
{
    char line[LINE_SIZE], detail[2048];
    problem_text(p, LANGUAGE_EN, detail, sizeof detail);
    size_t len = line_begin(line, sizeof line - 1, level, message);
    len = log_pair(line, sizeof line - 1, len, "problem", slice_of(status_info(p->status)->slug));
    len = log_pair(line, sizeof line - 1, len, "detail", slice_of(detail));
    line_end(line, len);
}
