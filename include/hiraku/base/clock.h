/* Clocks and the two date formats of HTTP and JSON. */
#ifndef HIRAKU_BASE_CLOCK_H
#define HIRAKU_BASE_CLOCK_H

#include "hiraku/base/slice.h"

#include <stdint.h>
#include <time.h>

/* Milliseconds and microseconds of the monotonic clock. */
int64_t clock_monotonic_ms(void);
int64_t clock_monotonic_us(void);

/* RFC 9110 s.5.6.7 IMF-fixdate («Sun, 06 Nov 1994 08:49:37 GMT»), NUL-terminated. */
enum { CLOCK_HTTP_SIZE = 30, CLOCK_RFC3339_SIZE = 21 };
void clock_http(time_t when, char text[CLOCK_HTTP_SIZE]);

/* Reads the three forms of RFC 9110 s.5.6.7; false if it is none of them. */
bool clock_parse_http(struct slice text, time_t *when);
/* Reads the first of them only, which is the rfc1123-date of RFC 7089 s.2.1.1. */
bool clock_parse_imf(struct slice text, time_t *when);

/* RFC 3339 in UTC, whole seconds («1994-11-06T08:49:37Z»), NUL-terminated; and back. */
void clock_rfc3339(time_t when, char text[CLOCK_RFC3339_SIZE]);
bool clock_parse_rfc3339(struct slice text, time_t *when);

/* A day («1994-11-06»): its first second, in UTC. */
bool clock_parse_day(struct slice text, time_t *start);

/* Any date-time of RFC 3339 s.5.6; what is behind the whole second is cut off. In the place of the
 * plus of an offset a space is read, which the query of a URL has for it. */
bool clock_parse_moment(struct slice text, time_t *when);

#endif
