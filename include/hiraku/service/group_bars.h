/* Groups of a table's rows, few enough to be looked at, with the names that people have for them.
 */
#ifndef HIRAKU_SERVICE_GROUP_BARS_H
#define HIRAKU_SERVICE_GROUP_BARS_H

#include "hiraku/base/arena.h"
#include "hiraku/service/aggregate.h"

struct inputs;
struct problem;
struct service;

enum { GROUP_BARS_MAX = 100 };

/* A group: its cells, what they are called, its measures in the order asked for; of figures how
 * many rows had no value, how many were about something, and the unit by language. */
struct group_bar {
    struct slice cells[AGGREGATE_GROUPS_MAX], names[AGGREGATE_GROUPS_MAX];
    struct slice measures[MEASURES], missing, inexact, unit[2];
};

struct group_bars {
    struct aggregation aggregation; /* the question */
    struct arena arena;             /* holds the result */
    struct group_bar bars[GROUP_BARS_MAX];
    size_t count;
    bool more; /* there are others behind these */
};

void group_bars_inputs(const struct group_bars *bars, struct inputs *inputs);
/* As aggregation_rows; STATUS_TOO_MANY_GROUPS beyond GROUP_BARS_MAX. group_bars_close in any case.
 */
enum status group_bars_read(struct group_bars *bars, const struct service *service,
                            struct problem *p);
void group_bars_close(struct group_bars *bars);

#endif
