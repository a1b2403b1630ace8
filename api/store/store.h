/* The inside of a store. Private to api/store. */
#ifndef HIRAKU_STORE_PRIVATE_H
#define HIRAKU_STORE_PRIVATE_H

#include "sql.h"

struct store {
    struct db *db;
    int first_month; /* of the fiscal year */
};

#endif
