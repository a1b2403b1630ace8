/* See byte_table.h. */
#include "byte_table.h"

#include <stdlib.h>

enum { ROOM_FIRST = 1024, SLOTS_FIRST = 4096 };

static uint32_t byte_table_hash(struct slice key)
{
    const uint64_t odd = 0x9E3779B97F4A7C15;
    uint64_t hash = key.len * odd, eight;
    for (; key.len >= sizeof eight; key = slice_from(key, sizeof eight)) {
        memcpy(&eight, key.at, sizeof eight);
        hash = (hash ^ eight) * odd;
        hash ^= hash >> 29;
    }
    for (size_t i = 0; i < key.len; i++)
        hash = (hash ^ (unsigned char)key.at[i]) * odd;
    return (uint32_t)(hash >> 32);
}

static bool byte_table_grow(struct byte_table *table)
{
    size_t count = table->slot_count ? 2 * table->slot_count : SLOTS_FIRST;
    uint32_t *slots = calloc(count, sizeof *slots);
    if (!slots)
        return false;
    for (uint32_t i = 0; i < table->count; i++) {
        size_t slot = table->keys[i].hash & (count - 1);
        while (slots[slot] != 0)
            slot = (slot + 1) & (count - 1);
        slots[slot] = i + 1;
    }
    free(table->slots);
    table->slots = slots;
    table->slot_count = count;
    return true;
}

/* Room for one more key of so many bytes. */
static bool byte_table_reserve(struct byte_table *table, size_t len)
{
    if (len > UINT32_MAX - table->used ||
        (table->count >= table->slot_count / 2 && !byte_table_grow(table)))
        return false;
    if (table->count == table->key_room) {
        uint32_t room = table->key_room ? 2 * table->key_room : ROOM_FIRST;
        struct byte_key *keys = realloc(table->keys, room * sizeof *keys);
        if (!keys)
            return false;
        table->keys = keys;
        table->key_room = room;
    }
    if (table->used + len > table->room || !table->bytes) {
        size_t room = 2 * table->room + len + ROOM_FIRST;
        char *bytes = realloc(table->bytes, room);
        if (!bytes)
            return false;
        table->bytes = bytes;
        table->room = room;
    }
    return true;
}

bool byte_table_put(struct byte_table *table, struct slice key, uint32_t *number, bool *fresh)
{
    uint32_t hash = byte_table_hash(key);
    if (!byte_table_reserve(table, key.len))
        return false;
    size_t slot = hash & (table->slot_count - 1);
    for (; table->slots[slot] != 0; slot = (slot + 1) & (table->slot_count - 1)) {
        *number = table->slots[slot] - 1;
        *fresh = false;
        if (table->keys[*number].hash == hash && slice_equal(byte_table_key(table, *number), key))
            return true;
    }
    *number = table->count++;
    *fresh = true;
    table->slots[slot] = table->count;
    table->keys[*number] = (struct byte_key){(uint32_t)table->used, (uint32_t)key.len, hash};
    if (key.len > 0)
        memcpy(table->bytes + table->used, key.at, key.len);
    table->used += key.len;
    return true;
}

void byte_table_clear(struct byte_table *table)
{
    if (table->slots)
        memset(table->slots, 0, table->slot_count * sizeof *table->slots);
    table->count = 0;
    table->used = 0;
}

void byte_table_free(struct byte_table *table)
{
    free(table->bytes);
    free(table->keys);
    free(table->slots);
    *table = (struct byte_table){.count = 0};
}
