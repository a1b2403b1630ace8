/* What an answer below /v1 tells of its states in time (RFC 7089, Memento).
 *
 * An original, a URL that can be had from any release, is its own TimeGate (s.4.1.1, pattern 1.1):
 * with Accept-Datetime it answers 302 to a memento, without it its current state.
 *
 * A memento is the same URL with `release=N`. Its datetime is the moment at which that release was
 * published, which never changes. What `as_of` answers is a memento whose own URL is in
 * Content-Location, and has the same fields.
 *
 * A memento is kept for a year by whoever has it, so it links to what never changes: the original,
 * the TimeMap, the first memento and the one before it. The next and the last one, which are not
 * there yet when the newest memento is first asked for, are in the TimeMap and, the last one, in
 * the answer of the TimeGate; and a program that turns pages by rel="next" would take the next
 * memento for the next page. Where a release is withdrawn, who has kept an answer that links to it
 * is led to a 451.
 *
 * The mementos of a list, a record, a series or an aggregate are the states of the tables that it
 * is made from (timeline.h), those of anything else all releases that are not withdrawn. A record
 * that was not there in a release, and one that is gone, is 404 or 410 with Memento-Datetime
 * (s.4.5.5). */
#ifndef HIRAKU_HTTP_RESPONSE_MEMENTO_H
#define HIRAKU_HTTP_RESPONSE_MEMENTO_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"
#include "hiraku/release/timeline.h"

#include <stddef.h>
#include <time.h>

struct problem;
struct representation;
struct request;

enum { MEMENTO_LINKS_MAX = 4 };

struct memento {
    time_t at;                             /* Memento-Datetime; 0: the answer is no memento */
    struct slice links[MEMENTO_LINKS_MAX]; /* link-values (RFC 8288 s.3) by importance */
    size_t count;
};

/* What the answer to a request is made from, by its route and parameters: rather too much. */
struct timeline_basis memento_basis(const struct request *request);

/* The TimeMap of an original, which is given as path and query in ASCII, below the base URL. */
struct slice memento_timemap(struct request *request, struct slice base, struct slice original);

/* Plans the answer to Accept-Datetime (request->pin.gate): 302 to the newest state that was
 * published by then, or to the first of all. STATUS_NOT_READY: there is none to be shown. Reads
 * files: runs in a worker. */
enum status memento_find(struct request *request, struct representation *answer, struct problem *p);

/* Sets answer->memento where the path takes a release; after request_take_pin. What cannot be found
 * out is left out. Of a memento it reads files. */
void memento_describe(struct request *request, struct representation *answer);

/* Writes as many of the links as fit into `room` bytes, which `text` has and one more for the
 * NUL. */
void memento_links(const struct memento *memento, size_t room, char *text);

#endif
