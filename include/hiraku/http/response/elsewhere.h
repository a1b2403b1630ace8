/* Rows that are made on demand (service/row_source.h) and have an address of their own. */
#ifndef HIRAKU_HTTP_RESPONSE_ELSEWHERE_H
#define HIRAKU_HTTP_RESPONSE_ELSEWHERE_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

#include <stdint.h>

struct listing;
struct problem;
struct representation;
struct request;
struct row_source;

/* Plans the answer that is one row of a source, the first cell of which is `place`; `asked` is the
 * source's own question. STATUS_NOT_FOUND names the list. */
enum status elsewhere_record(struct request *request, const struct row_source *source,
                             const void *asked, struct slice place, struct representation *answer,
                             struct problem *p);

/* Plans a list of changes (service/change_query.h) whose query has what the path says. */
enum status elsewhere_changes(struct request *request, struct listing *listing,
                              struct representation *answer, struct problem *p);

/* The number of a release in a segment of the path, of those until the request's own;
 * STATUS_NOT_FOUND names the newest. */
enum status elsewhere_release(struct request *request, size_t segment, uint64_t *number,
                              struct problem *p);

#endif
