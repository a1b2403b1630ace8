/* What must not be added. Private to api/statistics. */
#ifndef HIRAKU_API_STATISTICS_ADDITIVITY_H
#define HIRAKU_API_STATISTICS_ADDITIVITY_H

#include "hiraku/base/status.h"

struct problem;
struct slice;
struct tally;

/* Refuses to add `facts` to what `tally` holds: STATUS_OK if they can be added. */
enum status tally_refuse(const struct tally *tally, const struct slice *facts, struct problem *p);

#endif
