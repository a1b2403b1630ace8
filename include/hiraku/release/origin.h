/* How the machine is that a store is a copy of: STORE/origin.json, written by who follows it and
 * read by the server beside it. */
#ifndef HIRAKU_RELEASE_ORIGIN_H
#define HIRAKU_RELEASE_ORIGIN_H

#include "hiraku/base/status.h"

#include <stdint.h>
#include <time.h>

struct problem;

enum { ORIGIN_URL_SIZE = 2049, ORIGIN_REASON_SIZE = 128 };

struct origin {
    char url[ORIGIN_URL_SIZE];       /* "": the store is nobody's copy */
    char reason[ORIGIN_REASON_SIZE]; /* the slug of what is wrong with it, or "" */
    time_t seen_at;                  /* when it last gave an answer that could be used; 0: never */
};

/* Whole or not at all. */
enum status origin_write(const struct origin *origin, const char *store, struct problem *p);
/* An empty one where there is no file, or one that cannot be read. */
void origin_read(struct origin *origin, const char *store);

/* Whether the origin of the store gave an answer that could be used within so many seconds, or the
 * store has none; else `trouble` says what is wrong, in English. */
enum { ORIGIN_TROUBLE_SIZE = 256 };
bool origin_is_well(const char *store, int64_t seconds, char trouble[ORIGIN_TROUBLE_SIZE]);

#endif
