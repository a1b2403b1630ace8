/* Log lines for operators, as logfmt (key=value) on standard error; the access log on standard
 * output.
 *
 * Lines are written whole, by one write(2), and dropped where
 * nobody takes them. Values are quoted and control characters escaped, so that no request can forge
 * a line. */
#ifndef HIRAKU_BASE_LOG_H
#define HIRAKU_BASE_LOG_H

#include "hiraku/base/slice.h"

struct problem;

enum log_level { LOG_ERROR, LOG_WARNING, LOG_INFO };

/* One line: time=… level=… msg="…" and then the pairs, a NULL-terminated list of key, value, key,
 * value … (a NULL value is written as ""). */
__attribute__((sentinel)) void log_line(enum log_level level, const char *message, ...);

/* The same for a problem, in English with its slug. */
void log_problem(enum log_level level, const char *message, const struct problem *p);

/* Whether PIPE_BUF bytes can be written to `fd` without waiting for longer than `wait_ms`: a pipe
 * that nobody empties would hold up whoever writes to it. */
bool log_has_room(int fd, int wait_ms);

/* Appends ` key="value"` to a line under construction; returns the new length, never above `size`
 * − 1. */
size_t log_pair(char *line, size_t size, size_t len, const char *key, struct slice value);

#endif
