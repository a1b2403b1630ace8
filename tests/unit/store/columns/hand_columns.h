/* Columns of a table that are made in memory, for tests: codes of any width with their zones; the
 * text of code 0 is empty, that of each other one its number. */
#ifndef HIRAKU_TESTS_HAND_COLUMNS_H
#define HIRAKU_TESTS_HAND_COLUMNS_H

#include "hiraku/store/columns/selection.h"
#include "hiraku/store/columns/table_data.h"

#include <stdio.h>
#include <stdlib.h>

enum { HAND_TEXT_SIZE = 12 };

struct hand_table {
    struct columns columns;
    struct table_data table;
};

struct hand_column {
    struct column_data data;
    uint32_t *expected; /* the codes as they were given */
    void *codes;
    struct zone *zones;
    uint32_t *ends;
    char *bytes;
};

static inline void hand_table_init(struct hand_table *hand, uint32_t rows)
{
    *hand = (struct hand_table){.table = {.rows = rows}};
    hand->table.columns_of = &hand->columns;
}

static inline void hand_column_texts(struct hand_column *column)
{
    uint32_t at = 1, count = column->data.count;
    column->ends = calloc(count + 1, sizeof *column->ends);
    column->bytes = calloc(count + 1, HAND_TEXT_SIZE);
    for (uint32_t code = 0; code < count; code++) {
        if (code > 0)
            at += (uint32_t)snprintf(column->bytes + at, HAND_TEXT_SIZE, "%05u", code);
        column->ends[code] = at++;
    }
    column->data.text = (struct texts){column->ends, column->bytes, at};
    column->data.folded = column->data.text;
}

static inline void hand_column_codes(struct hand_column *column, const uint32_t *codes,
                                     uint32_t rows, unsigned width)
{
    column->codes = calloc(rows + 1, width);
    column->zones = calloc(rows / ZONE_ROWS + 1, sizeof *column->zones);
    for (uint32_t row = 0; row < rows; row++) {
        struct zone *zone = &column->zones[row / ZONE_ROWS];
        if (width == 1)
            ((uint8_t *)column->codes)[row] = (uint8_t)codes[row];
        else if (width == 2)
            ((uint16_t *)column->codes)[row] = (uint16_t)codes[row];
        else
            ((uint32_t *)column->codes)[row] = codes[row];
        if (row % ZONE_ROWS == 0)
            *zone = (struct zone){codes[row], codes[row]};
        zone->low = codes[row] < zone->low ? codes[row] : zone->low;
        zone->high = codes[row] > zone->high ? codes[row] : zone->high;
    }
    column->data.codes = column->codes;
    column->data.zones = column->zones;
}

/* Codes below `count`. Width 0: none, all must be 0; `codes` NULL: the rows' numbers. */
static inline void hand_column_init(struct hand_column *column, const struct hand_table *hand,
                                    const uint32_t *codes, uint32_t count, unsigned width)
{
    uint32_t rows = hand->table.rows;
    *column = (struct hand_column){.expected = calloc(rows + 1, sizeof(uint32_t))};
    column->data.table = &hand->table;
    column->data.count = count;
    column->data.width = width;
    hand_column_texts(column);
    for (uint32_t row = 0; row < rows; row++)
        column->expected[row] = codes ? codes[row] : row;
    if (codes && width > 0)
        hand_column_codes(column, codes, rows, width);
}

static inline void hand_column_free(struct hand_column *column)
{
    free(column->expected);
    free(column->codes);
    free(column->zones);
    free(column->ends);
    free(column->bytes);
}

/* The same numbers at each run. */
static inline uint32_t hand_random(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

/* A selection of all rows, to which predicates are added. */
static inline void hand_selection_init(struct selection *selection, const struct hand_table *hand)
{
    selection->table = &hand->table;
    selection->count = selection->views = 0;
    selection->rows = NULL;
    selection->deadline_ms = NULL;
    arena_init(&selection->arena, 1 << 20);
}

#endif
