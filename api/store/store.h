/* The inside of a store. Private to api/store. */
#ifndef HIRAKU_API_STORE_STORE_H
#define HIRAKU_API_STORE_STORE_H

#include "hiraku/store/columns/table_data.h"

#include "hiraku/store/words/words.h"

struct db;

/* Of a table with versions: its rows that hold, as bits of words.h, and how many have which text;
 * each made when it is asked for. */
struct store_view {
    uint64_t *rows;
    struct words_view words;
};

struct store {
    struct db *db;
    struct columns columns;
    struct store_view *views; /* parallel to model_resources */
    int first_month;          /* of the fiscal year */
    int64_t deadline_ms;      /* clock.h; 0: never */
};

#endif
