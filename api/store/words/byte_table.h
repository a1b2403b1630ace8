/* Different runs of bytes, numbered in the order in which they came. */
#ifndef HIRAKU_API_STORE_WORDS_BYTE_TABLE_H
#define HIRAKU_API_STORE_WORDS_BYTE_TABLE_H

#include "hiraku/base/slice.h"

#include <stdint.h>

struct byte_key {
    uint32_t at, len, hash;
};

/* All zero: empty. */
struct byte_table {
    char *bytes;
    size_t used, room;
    struct byte_key *keys;
    uint32_t count, key_room;
    uint32_t *slots; /* 0: none, else one more than the number */
    size_t slot_count;
};

/* The number of `key`; `*fresh`: it had none before. At most UINT32_MAX bytes in all. False: no
 * memory. */
bool byte_table_put(struct byte_table *table, struct slice key, uint32_t *number, bool *fresh);

/* Borrowed until the next byte_table_put. */
static inline struct slice byte_table_key(const struct byte_table *table, uint32_t number)
{
    return (struct slice){table->bytes + table->keys[number].at, table->keys[number].len};
}

/* Forgets the keys, keeps the memory. */
void byte_table_clear(struct byte_table *table);

void byte_table_free(struct byte_table *table);

#endif
