/* Counting the rows of a query: all of them, or by the values of a column. */
#include "hiraku/store/count.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/clock.h"
#include "hiraku/model/type.h"
#include "hiraku/query/query.h"

#include "matching.h"
#include "store.h"

#include <stdlib.h>

enum status store_count(struct store *store, const struct query *query, int64_t budget_ms,
                        uint64_t *count, bool *complete, struct problem *p)
{
    struct matching matching;
    int64_t until = budget_ms >= 0 ? clock_monotonic_ms() + budget_ms : 0;
    *count = 0;
    *complete = true;
    enum status status = matching_open(&matching, store, query, p);
    if (status == STATUS_OK && matching.found && matching.selection.count == 0)
        *count = words_found_count(matching.found);
    else if (status == STATUS_OK)
        status = selection_count(&matching.selection, until, count, complete, p);
    matching_close(&matching);
    return status == STATUS_OK ? columns_check(&store->columns, p) : status;
}

/* --- facets ----------------------------------------------------------------------------------- */

enum { FACET_PLACES = 4, FACET_PLACES_CODES = 1 << 16 };

/* The codes of a column and how often each occurs. */
struct facet_count {
    const struct column_data *data;
    uint32_t *rows; /* of each code: places[0], to which the others are added at the end */
    uint32_t *places[FACET_PLACES];
    uint32_t best[FACET_VALUES_MAX + 1];
    size_t count; /* of `best` */
};

/* Of a block; codes of one type. Neighbours are often alike, and counting them in four places does
 * not wait for one another. */
#define FACET_COUNT(type)                                                                          \
    static void facet_count_##type(struct facet_count *facet, const type *codes,                   \
                                   const uint8_t *mask, size_t rows)                               \
    {                                                                                              \
        uint32_t count = facet->data->count;                                                       \
        for (size_t i = 0; i < rows; i++)                                                          \
            if (codes[i] < count)                                                                  \
                facet->places[i % FACET_PLACES][codes[i]] += mask[i];                              \
    }
FACET_COUNT(uint8_t)
FACET_COUNT(uint16_t)

/* Where few are selected only these are counted. */
static void facet_count_block(struct facet_count *facet, const uint8_t *mask, uint32_t first,
                              size_t selected, size_t rows)
{
    const struct column_data *data = facet->data;
    bool most = selected > rows / 4;
    if (most && data->width == 1)
        facet_count_uint8_t(facet, (const uint8_t *)data->codes + first, mask, rows);
    else if (most && data->width == 2)
        facet_count_uint16_t(facet, (const uint16_t *)data->codes + first, mask, rows);
    else
        for (size_t i = 0; i < rows; i++)
            if (mask[i])
                facet->rows[data_code(data, first + (uint32_t)i)]++;
}

static enum status facet_count_rows(struct facet_count *facet, struct selection *selection,
                                    struct problem *p)
{
    uint8_t mask[ZONE_ROWS];
    uint32_t blocks = selection_blocks(selection);
    for (uint32_t block = 0; block < blocks; block++) {
        enum status status = selection_poll(selection, p);
        if (status != STATUS_OK)
            return status;
        size_t rows = selection_block_rows(selection, block);
        size_t selected = selection_block(selection, block, mask);
        if (selected > 0)
            facet_count_block(facet, mask, block * ZONE_ROWS, selected, rows);
    }
    for (size_t i = 1; i < FACET_PLACES; i++)
        for (uint32_t code = 0; code < facet->data->count && facet->places[i] != facet->rows;
             code++)
            facet->rows[code] += facet->places[i][code];
    return STATUS_OK;
}

/* Values in byte order: codes are, or those of a reference's ids. */
static bool facet_is_before(const struct column_data *data, uint32_t a, uint32_t b)
{
    if (data->column && type_of(data->column)->order == TYPE_BY_BYTES)
        return data_rank(data, a) < data_rank(data, b);
    return slice_compare(data_text(data, a, NULL), data_text(data, b, NULL)) < 0;
}

/* Puts a code in its place among the best; one too many falls off at the end. */
static void facet_insert(struct facet_count *facet, uint32_t code)
{
    size_t at = facet->count;
    uint32_t rows = facet->rows[code];
    while (at > 0 && (facet->rows[facet->best[at - 1]] < rows ||
                      (facet->rows[facet->best[at - 1]] == rows &&
                       facet_is_before(facet->data, code, facet->best[at - 1]))))
        at--;
    if (at > FACET_VALUES_MAX)
        return;
    size_t last = facet->count < FACET_VALUES_MAX + 1 ? facet->count++ : FACET_VALUES_MAX;
    memmove(&facet->best[at + 1], &facet->best[at], (last - at) * sizeof *facet->best);
    facet->best[at] = code;
}

/* A column with few values is counted in several places. */
static bool facet_make_places(struct facet_count *counted)
{
    size_t codes = (size_t)counted->data->count + 1;
    size_t places = codes <= FACET_PLACES_CODES ? FACET_PLACES : 1;
    counted->rows = calloc(places * codes, sizeof *counted->rows);
    if (!counted->rows)
        return false;
    for (size_t i = 0; i < FACET_PLACES; i++)
        counted->places[i] = places > 1 ? counted->rows + i * codes : counted->rows;
    return true;
}

/* Counts the rows of each code, and finds the best. */
static enum status facet_find(struct facet_count *facet, struct selection *selection,
                              struct problem *p)
{
    if (!facet_make_places(facet))
        return problem_memory(p);
    enum status status = facet_count_rows(facet, selection, p);
    for (uint32_t code = 0; status == STATUS_OK && code < facet->data->count; code++)
        if (facet->rows[code] > 0)
            facet_insert(facet, code);
    return status;
}

static enum status facet_take(const struct facet_count *counted, struct facet *facet,
                              struct arena *arena, struct problem *p)
{
    facet->complete = counted->count <= FACET_VALUES_MAX;
    for (size_t i = 0; i < counted->count && i < FACET_VALUES_MAX; i++) {
        struct facet_value *value = &facet->values[facet->count++];
        value->value = arena_copy(arena, data_text(counted->data, counted->best[i], arena));
        value->rows = counted->rows[counted->best[i]];
        if (!value->value.at)
            return problem_memory(p);
    }
    return STATUS_OK;
}

enum status store_facet(struct store *store, const struct query *query, const struct column *column,
                        struct arena *arena, struct facet *facet, struct problem *p)
{
    struct matching matching;
    struct facet_count counted = {0};
    facet->column = column;
    facet->count = 0;
    facet->complete = true;
    enum status status = matching_open(&matching, store, query, p);
    if (status == STATUS_OK) {
        counted.data = table_column(matching.selection.table, column);
        status = facet_find(&counted, &matching.selection, p);
    }
    if (status == STATUS_OK)
        status = facet_take(&counted, facet, arena, p);
    free(counted.rows);
    matching_close(&matching);
    return status == STATUS_OK ? columns_check(&store->columns, p) : status;
}
