/* The rows that a query matches: those that fulfil its conditions and have its words. Private to
 * api/store. */
#ifndef HIRAKU_API_STORE_MATCHING_H
#define HIRAKU_API_STORE_MATCHING_H

#include "hiraku/base/status.h"
#include "hiraku/store/words/words.h"

#include "hiraku/store/columns/selection.h"

struct store;

struct matching {
    struct selection selection;
    struct words words;
    struct words_found *found; /* NULL: no words are asked for */
    uint64_t *bits;            /* of the rows that have the words */
};

/* Must be closed even after a failure. */
enum status matching_open(struct matching *matching, const struct store *store,
                          const struct query *query, struct problem *p);
void matching_close(struct matching *matching);

/* Ranks the rows that match by their words, which there are: words_found_best of `found` then gives
 * them. */
enum status matching_rank(struct matching *matching, struct problem *p);

#endif
