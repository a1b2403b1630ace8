/* The access log: one line a request to standard output. */
#ifndef HIRAKU_HTTP_MONITORING_ACCESS_LOG_H
#define HIRAKU_HTTP_MONITORING_ACCESS_LOG_H

#include "hiraku/base/status.h"

struct access_record;

/* access_log.c: lines wait in a buffer for the next flush, at most as long as the server watches
 * (server.c), and are written in their order. */
struct access_log *access_log_new(void);
void access_log_free(struct access_log *log); /* flushes; NULL is allowed */
void access_log_flush(struct access_log *log);
/* Whether the setting access_log is a form: "combined", "logfmt" or "off"; else BAD_SETTING. */
enum status access_log_check(const char *form, struct problem *p);
void access_log_write(struct access_log *log, const struct access_record *record, const char *form);

#endif
