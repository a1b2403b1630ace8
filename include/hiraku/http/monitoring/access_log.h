/* The access log: one line a request to standard output. */
#ifndef HIRAKU_HTTP_MONITORING_ACCESS_LOG_H
#define HIRAKU_HTTP_MONITORING_ACCESS_LOG_H

#include <stddef.h>

struct exchange;

/* access_log.c: lines wait in a buffer for the next flush, at most as long as the server watches
 * (server.c), and are written in their order. */
struct access_log *access_log_new(void);
void access_log_free(struct access_log *log); /* flushes; NULL is allowed */
void access_log_flush(struct access_log *log);
void access_log_write(const struct exchange *exchange);

/* One line without its end; returns its length. `form`: "combined" or "logfmt". */
size_t access_log_format(const struct exchange *exchange, const char *form, char *line,
                         size_t size);

#endif
