/* The inside of a store. Private to api/store. */
#ifndef HIRAKU_API_STORE_STORE_H
#define HIRAKU_API_STORE_STORE_H

struct db;

struct store {
    struct db *db;
    int first_month; /* of the fiscal year */
};

#endif
