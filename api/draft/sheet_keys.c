/* Rows of a sheet by their keys, so that those of two sheets meet.
 *
 * A key cell is compared in its canonical form (model/cell.h); one that its column refuses as it is
 * written. Rows with the same key are found by the first of them. */
#include "hiraku/draft/sheet.h"

#include "hiraku/base/text.h"
#include "hiraku/model/cell.h"
#include "hiraku/model/model.h"

#include <stdlib.h>

enum { KEY_ROW_MEMORY = 1 << 20 };
#define KEYS_MEMORY ((size_t)256 << 20)

struct sheet_keys {
    struct arena arena;
    struct slice *keys; /* parallel to the rows of the sheet */
    size_t *places;     /* index + 1 of a row, 0: free */
    size_t place_count; /* a power of two */
};

void sheet_places(const struct recognition *recognition, struct sheet_places *places)
{
    *places =
        (struct sheet_places){.resource = recognition->resource, .header = recognition->header};
    for (size_t i = 0; i < COLUMNS_MAX; i++)
        places->at[i] = SIZE_MAX;
    for (size_t i = recognition->count; i > 0; i--)
        if (recognition->columns[i - 1].column)
            places->at[model_index(recognition->resource, recognition->columns[i - 1].column)] =
                i - 1;
}

static uint64_t sheet_keys_hash(struct slice key)
{
    uint64_t hash = UINT64_C(0xCBF29CE484222325);
    for (size_t i = 0; i < key.len; i++)
        hash = (hash ^ (unsigned char)key.at[i]) * UINT64_C(0x100000001B3);
    return hash ^ hash >> 32;
}

/* The place of the key, or the free one where it belongs. */
static size_t sheet_keys_place(const struct sheet_keys *keys, struct slice key)
{
    size_t at = sheet_keys_hash(key) & (keys->place_count - 1);
    while (keys->places[at] && !slice_equal(keys->keys[keys->places[at] - 1], key))
        at = (at + 1) & (keys->place_count - 1);
    return at;
}

struct key_reading {
    struct report *report;
    struct arena arena; /* of one row */
};

static struct slice key_cell(struct key_reading *reading, const struct column *column,
                             struct slice raw)
{
    bool bad = false, waits = false;
    struct cell_reader reader = {reading->report, &reading->arena, true, &waits};
    raw = text_trim(raw);
    if (raw.len == 0)
        return raw;
    struct slice cell = cell_read(&reader, column, raw, (struct place){"", 0, ""}, &bad);
    return bad ? raw : cell;
}

/* The joined key, in the arena of `keys`; empty where a needed cell is. */
static struct slice key_of_row(struct sheet_keys *keys, struct key_reading *reading,
                               const struct sheet_places *places, const struct sheet_row *row)
{
    struct slice cells[KEY_MAX];
    size_t count = 0, len = 0;
    arena_reset(&reading->arena);
    for (size_t i = 0; places->resource->columns[i].name && count < KEY_MAX; i++) {
        const struct column *column = &places->resource->columns[i];
        if (!(column->flags & COL_KEY) || !column_is_written(column))
            continue;
        struct slice raw = places->at[i] == SIZE_MAX ? SLICE_NONE : sheet_cell(row, places->at[i]);
        cells[count] = key_cell(reading, column, raw);
        if (cells[count].len == 0 && column->flags & COL_REQUIRED)
            return SLICE_NONE;
        len += cells[count++].len + 1;
    }
    char *text = arena_alloc(&keys->arena, len + 1), *to = text;
    for (size_t i = 0; text && i < count; i++) {
        if (i > 0)
            *to++ = '\x1F';
        if (cells[i].len > 0)
            memcpy(to, cells[i].at, cells[i].len);
        to += cells[i].len;
    }
    return (struct slice){text, text ? (size_t)(to - text) : 0};
}

static enum status sheet_keys_fill(struct sheet_keys *keys, const struct sheet *sheet,
                                   const struct sheet_places *places, struct problem *p)
{
    struct key_reading reading = {.report = report_new()};
    if (!reading.report)
        return problem_memory(p);
    arena_init(&reading.arena, KEY_ROW_MEMORY);
    for (size_t i = places->header + 1; i < sheet->count; i++) {
        keys->keys[i] = key_of_row(keys, &reading, places, &sheet->rows[i]);
        if (keys->keys[i].len == 0)
            continue;
        size_t place = sheet_keys_place(keys, keys->keys[i]);
        if (keys->places[place] == 0)
            keys->places[place] = i + 1;
    }
    bool full = arena_overflowed(&keys->arena) || arena_overflowed(&reading.arena);
    arena_free(&reading.arena);
    report_free(reading.report);
    return full ? problem_memory(p) : STATUS_OK;
}

enum status sheet_keys_new(struct sheet_keys **result, struct sheet *sheet,
                           const struct sheet_places *places, struct problem *p)
{
    struct sheet_keys *keys = calloc(1, sizeof *keys);
    *result = keys;
    if (!keys)
        return problem_memory(p);
    arena_init(&keys->arena, KEYS_MEMORY);
    keys->place_count = 16;
    while (keys->place_count < sheet->count * 2)
        keys->place_count *= 2;
    keys->keys = calloc(sheet->count + 1, sizeof *keys->keys);
    keys->places = calloc(keys->place_count, sizeof *keys->places);
    if (!keys->keys || !keys->places)
        return problem_memory(p);
    return sheet_keys_fill(keys, sheet, places, p);
}

void sheet_keys_free(struct sheet_keys *keys)
{
    if (!keys)
        return;
    arena_free(&keys->arena);
    free(keys->keys);
    free(keys->places);
    free(keys);
}

struct slice sheet_keys_of(const struct sheet_keys *keys, size_t index)
{
    return keys->keys[index];
}

size_t sheet_keys_find(const struct sheet_keys *keys, struct slice key)
{
    if (key.len == 0)
        return SIZE_MAX;
    size_t index = keys->places[sheet_keys_place(keys, key)];
    return index > 0 ? index - 1 : SIZE_MAX;
}
