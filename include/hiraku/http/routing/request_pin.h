/* The release that a request asks for by `release=N`, `as_of=DAY` or Accept-Datetime, on every path
 * of /v1 but those below /v1/releases, which name theirs, and those that are ROUTE_PRESENT;
 * and on pages that are ROUTE_DATED.
 *
 * `release` is a number. `as_of` is a day (YYYY-MM-DD): what was published when it ended on the
 * clocks of the instance (utc_offset); or a date-time of RFC 3339. A day that is not over means the
 * release that is current now. `Accept-Datetime` (RFC 7089) is a date of HTTP (an rfc1123-date); it
 * counts where neither of the two is given. */
#ifndef HIRAKU_HTTP_ROUTING_REQUEST_PIN_H
#define HIRAKU_HTTP_ROUTING_REQUEST_PIN_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

#include <stdint.h>

struct problem;
struct request;

/* Whether the path takes the two. */
bool request_can_be_pinned(const struct request *request);

/* Whether it is for an original, which is its own TimeGate (RFC 7089 s.4.1.1): that its answer
 * depends on Accept-Datetime. False where there is no route. */
bool request_is_original(const struct request *request);

/* Path and query as they were sent, in ASCII, without `release` and `as_of`: the original's. */
struct slice request_original(struct request *request);

/* Takes the two out of the parameters, into request->pin. STATUS_BAD_PARAMETER,
 * STATUS_BAD_DATETIME, STATUS_REPEATED_PARAMETER, STATUS_EXCLUSIVE_PARAMETERS. Opens nothing. The
 * request has a route and, unless it is ROUTE_NO_RELEASE, a release. */
enum status request_read_pin(struct request *request, struct problem *p);

/* Makes request->snapshot the release that is asked for and sets request->pin.number; nothing where
 * none is, or where that has been done. STATUS_UNKNOWN_RELEASE, STATUS_BEFORE_RELEASES,
 * STATUS_RELEASE_BLOCKED, and those of snapshots_numbered. Reads files: runs in a worker. */
enum status request_take_pin(struct request *request, struct problem *p);

/* The release that another parameter names, as `release` or `as_of` would, which is not newer than
 * that of the snapshot; STATUS_BAD_PARAMETER, and as request_take_pin. Reads files. */
struct parameter;
enum status request_other_release(struct request *request, const struct parameter *from,
                                  uint64_t *number, struct problem *p);

/* The link as it is asked of the same release (release_link.h); itself where none was asked for. */
struct slice request_pinned(struct request *request, struct slice link);

/* "?release=3" where that was asked for, else "". In the request's arena. */
const char *request_pin_query(struct request *request);

/* Names `release` and `as_of` among what is allowed, in a problem about an unknown parameter. */
void request_allow_pin(const struct request *request, struct problem *p);

#endif
