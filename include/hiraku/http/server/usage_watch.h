/* Counting of use while a server runs: opened before it gives up its rights, looked after by the
 * thread that watches. */
#ifndef HIRAKU_HTTP_SERVER_USAGE_WATCH_H
#define HIRAKU_HTTP_SERVER_USAGE_WATCH_H

#include "hiraku/base/status.h"

#include <stdint.h>

struct config;
struct problem;
struct snapshots;
struct usage_counters;
struct usage_keeper;

/* All zero: use is not counted. */
struct usage_watch {
    struct usage_counters *counters;
    struct usage_keeper *keeper;
    int32_t day; /* that what is counted now is of */
    int64_t flushed_ms, every_ms;
};

/* Opens what the settings name. To be closed also where it fails. */
enum status usage_watch_open(struct usage_watch *watch, const struct config *config,
                             struct problem *p);

/* The day by the clock of the instance that is served. */
void usage_watch_begin(struct usage_watch *watch, struct snapshots *snapshots);

/* Several times a second: what was counted goes to its day when that is over, and to the file when
 * it is time. */
void usage_watch_step(struct usage_watch *watch, struct snapshots *snapshots, int64_t now_ms);

/* Writes the last; no request is under way. */
void usage_watch_close(struct usage_watch *watch, struct snapshots *snapshots);

#endif
