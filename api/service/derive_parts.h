/* What the files of derive.h share. Private to api/service. */
#ifndef HIRAKU_API_SERVICE_DERIVE_PARTS_H
#define HIRAKU_API_SERVICE_DERIVE_PARTS_H

#include "hiraku/base/status.h"

struct derive;
struct problem;
struct service;

enum { DERIVE_ROWS_MAX = 10000 };

/* Reads what is derived from into the series; derive->points has room for DERIVE_ROWS_MAX.
 * STATUS_TOO_MANY_ROWS. */
enum status derive_read_points(struct derive *derive, const struct service *service,
                               struct problem *p);

#endif
