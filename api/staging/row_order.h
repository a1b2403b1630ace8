/* By which texts rows are ordered, and the key of a row: bytes that memcmp puts into that order.
 * Private to api/staging. */
#ifndef HIRAKU_API_STAGING_ROW_ORDER_H
#define HIRAKU_API_STAGING_ROW_ORDER_H

#include "hiraku/base/slice.h"

#include <stdint.h>

struct resource;
struct staged;

enum { ROW_ORDER_MAX = 16 };

/* A cell, or one of the texts by which a row wants to be ordered. */
struct row_field {
    size_t at; /* column, or number of the sort */
    bool sort, descending;
};

struct row_order {
    struct row_field fields[ROW_ORDER_MAX];
    size_t count;
    uint64_t cells; /* bit i: column i is one of the fields */
};

/* Names as stage_order has them. */
struct row_field row_field_named(const struct resource *resource, const char *name);
struct slice row_field_of(const struct row_field *field, const struct staged *row);

/* `by` as in stage_order; NULL: the key. At most ROW_ORDER_MAX names. */
void row_order_init(struct row_order *order, const struct resource *resource,
                    const char *const *by);

/* All zero bytes are an empty key. */
struct row_key {
    char *bytes;
    size_t len, cap;
};

bool row_key_make(struct row_key *key, const struct row_order *order, const struct staged *row);
void row_key_free(struct row_key *key);

static inline struct slice row_key_bytes(const struct row_key *key)
{
    return (struct slice){key->bytes, key->len};
}

#endif
