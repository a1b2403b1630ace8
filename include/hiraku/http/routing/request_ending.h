/* What of a request's target will end or has ended (model/ending.h). */
#ifndef HIRAKU_HTTP_ROUTING_REQUEST_ENDING_H
#define HIRAKU_HTTP_ROUTING_REQUEST_ENDING_H

#include "hiraku/base/status.h"

struct ending;
struct problem;
struct request;

/* Of its path, else of its table or KPI; NULL: none. */
const struct ending *request_ending(const struct request *request);

/* Of its path alone: it can still be asked for today and not tomorrow. */
const struct ending *request_ending_of_path(const struct request *request);

/* STATUS_PATH_ENDED of a path after its last day, with its successor as the example. */
enum status request_check_ending(const struct request *request, struct problem *p);

#endif
