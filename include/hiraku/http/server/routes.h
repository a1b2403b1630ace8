/* The table of routes of this service. */
#ifndef HIRAKU_HTTP_SERVER_ROUTES_H
#define HIRAKU_HTTP_SERVER_ROUTES_H

#include "hiraku/http/routing/route.h"

extern const struct route route_table[]; /* ends with a NULL pattern */

#endif
