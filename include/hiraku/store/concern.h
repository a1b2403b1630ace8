/* What concerns a record, in all releases that a store has: its own rows and, of the other tables,
 * the rows that refer to it. Rows of the cube count also where what they are figures of refers to
 * it. Read from the references of the model; looked at through no view. */
#ifndef HIRAKU_STORE_CONCERN_H
#define HIRAKU_STORE_CONCERN_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

#include <stdint.h>

struct concern;
struct problem;
struct resource;
struct store;

/* Of the record `id`; lives as long as the store and is used by one thread at a time. `*concern`
 * is NULL where no release had the record. Looks through the columns once: STATUS_DEADLINE. */
enum status concern_open(struct concern **concern, struct store *store,
                         const struct resource *resource, struct slice id, struct problem *p);
void concern_close(struct concern *concern); /* NULL is allowed */

/* Whether a row that concerns the record came, went or changed with the release. Of figures of
 * what refers to it in some other release only, this may be true though nothing did. */
bool concern_touched(const struct concern *concern, uint64_t release);

/* The releases from `first` to `last`. */
struct concern_span {
    uint64_t first, last;
};

/* Whether a row that `id` had in one of the releases is one of those that concern the record. It is
 * quick where ids are asked for in the order of their table. */
bool concern_has(struct concern *concern, const struct resource *resource, struct slice id,
                 struct concern_span span);

/* What the record is called in a language ("ja") by the release, or by the last one that had it;
 * empty where it has no name. Lives as long as the store. */
struct slice concern_label(const struct concern *concern, const char *lang, uint64_t release);

#endif
