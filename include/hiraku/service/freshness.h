/* How up to date tables and KPIs are: the rows of freshness_resource (model/registry.h). */
#ifndef HIRAKU_SERVICE_FRESHNESS_H
#define HIRAKU_SERVICE_FRESHNESS_H

#include "hiraku/base/status.h"
#include "hiraku/service/row_source.h"
#include "hiraku/value/period.h"

#include <time.h>

struct instance;

struct problem;
struct service;

/* What `asked` of the row source is. */
struct freshness_day {
    struct date today;
};

/* The tables in their order, then the KPIs in the order of their ids. */
extern const struct row_source freshness_source;

/* The day by the clock of the instance, and when it began. */
struct date freshness_today(const struct instance *instance, time_t now, time_t *began);

/* What does not depend on the day, in the arena of the service: on which days figures are due, of
 * all KPIs of which it can be told, the earliest first; and what the row of the table of figures
 * says, its last period (or empty) and the first of those days (or empty). */
struct freshness_dues {
    struct date *days;
    size_t count;
    struct slice last_period, due_on;
};
enum status freshness_dues(const struct service *service, struct freshness_dues *dues,
                           struct problem *p);

#endif
