/* Since when the records of a release are what they are: read from the changes of all releases when
 * the store is built. Private to api/store. */
#ifndef HIRAKU_API_STORE_HISTORY_H
#define HIRAKU_API_STORE_HISTORY_H

#include "hiraku/base/status.h"

struct db;
struct dialect;
struct out;
struct problem;

/* The table of all changes of all cells. */
void history_create(struct out *sql, const struct dialect *dialect);

/* Fills it from changes.csv in `dir`, which is STORE/releases/N or N.tmp, and in those of the
 * releases before N. A release that is not there, or whose changes are not what was published, ends
 * the history: what changed before it counts as of that one. Another `dir` has no history. */
enum status history_fill(struct db *db, const char *dir, struct problem *p);

#endif
