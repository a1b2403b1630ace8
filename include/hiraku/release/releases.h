/* The folder STORE/releases and the link STORE/current.
 *
 * In a release, changes.csv has the columns table,key,column,old,new, one row per cell that
 * differs, by table in model order and then by key. A record that is new has one row: column `*`,
 * old empty, new `added`. One that is gone has the same row with `removed`, and behind it one for
 * each of its cells that was not empty: column, old, new empty. So the rows of the release before
 * can be had back ; to that end rows of computed tables are told, too. A key of
 * instance.json that differs has table and key `instance`. The first release has no rows.
 * retired.csv has the columns id,table,release,
 * sorted by table and id (bytes); an id that came back is no longer in it. */
#ifndef HIRAKU_RELEASE_RELEASES_H
#define HIRAKU_RELEASE_RELEASES_H

#include "hiraku/release/layout.h"

#include <stdint.h>

struct problem;

/* STORE/current resolved to a number and its directory. STATUS_NO_RELEASE if there is none. */
enum status release_current(const char *store, uint64_t *number, char dir[RELEASE_PATH_SIZE],
                            struct problem *p);

struct release_list {
    uint64_t *numbers; /* ascending */
    size_t count;
};
enum status release_list_read(struct release_list *list, const char *store, struct problem *p);
void release_list_free(struct release_list *list);
/* STATUS_NO_SUCH_RELEASE names the first and the last one, STATUS_NO_RELEASE: the list is empty. */
enum status release_known(const struct release_list *list, const char *store, uint64_t number,
                          struct problem *p);

/* Removes what a publisher or rebuild that was cut off has left: N.tmp, N.old. */
enum status releases_clean(const char *store, struct problem *p);

/* The finished folder TMP → releases/N, at once, and on disk. */
enum status release_install(const char *store, const char *tmp, uint64_t number, struct problem *p);

/* STORE/current → releases/N, at once. */
enum status release_switch(const char *store, uint64_t number, struct problem *p);

#endif
