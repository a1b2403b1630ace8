/* The inside of a store. Private to api/store. */
#ifndef HIRAKU_API_STORE_STORE_H
#define HIRAKU_API_STORE_STORE_H

#include "hiraku/store/columns/table_data.h"

struct db;

struct store {
    struct db *db;
    struct columns columns;
    int first_month;     /* of the fiscal year */
    int64_t deadline_ms; /* clock.h; 0: never */
};

#endif
