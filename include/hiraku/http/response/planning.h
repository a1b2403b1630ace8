/* What is asked for, planned by its handler. */
#ifndef HIRAKU_HTTP_RESPONSE_PLANNING_H
#define HIRAKU_HTTP_RESPONSE_PLANNING_H

#include "hiraku/base/status.h"

struct problem;
struct representation;
struct request;

/* Has the handler of the request's route plan `answer` from the release that was taken
 * (request_take_pin), and settles what all answers have in common: the release in Content-Location,
 * that one may be another tomorrow, how it is quoted (citing.h). Want of memory is a status. What
 * was planned is to be closed in any case. */
enum status planning_run(struct request *request, struct representation *answer, struct problem *p);

#endif
