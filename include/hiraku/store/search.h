/* The full text of all tables. */
#ifndef HIRAKU_STORE_SEARCH_H
#define HIRAKU_STORE_SEARCH_H

#include "hiraku/base/status.h"

#include <stdint.h>

struct arena;
struct problem;
struct resource;
struct store;

/* One record found by words, and how many there are in each table. */
struct search_hit {
    const struct resource *resource;
    struct slice id;
};

struct search_count {
    const struct resource *resource;
    uint64_t rows;
};

enum { SEARCH_HITS_MAX = 100, SEARCH_TABLES_MAX = 64 };

struct search_found {
    struct search_hit hits[SEARCH_HITS_MAX];
    struct search_count counts[SEARCH_TABLES_MAX];
    size_t hit_count, table_count;
};

/* The records of all searchable tables that match (search.h), the most relevant first, at most
 * `max` of them (up to SEARCH_HITS_MAX), with their ids in the arena; and the number of matches of
 * each searchable table.
 */
enum status store_search(struct store *store, struct slice match, struct arena *arena, size_t max,
                         struct search_found *found, struct problem *p);

#endif
