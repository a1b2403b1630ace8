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
    int64_t until = budget_ms ? clock_monotonic_ms() + budget_ms : 0;
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

/* The codes of a column and how often each occurs. */
struct facet_count {
    const struct column_data *data;
    uint32_t *rows; /* of each code */
    uint32_t best[FACET_VALUES_MAX + 1];
    size_t count; /* of `best` */
};

static void facet_count_block(struct facet_count *facet, const uint8_t *mask, uint32_t first,
                              size_t rows)
{
    for (size_t i = 0; i < rows; i++)
        if (mask[i])
            facet->rows[data_code(facet->data, first + (uint32_t)i)]++;
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
        if (selection_block(selection, block, mask) > 0)
            facet_count_block(facet, mask, block * ZONE_ROWS,
                              selection_block_rows(selection, block));
    }
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
        counted.rows = calloc((size_t)counted.data->count + 1, sizeof *counted.rows);
        status =
            counted.rows ? facet_count_rows(&counted, &matching.selection, p) : problem_memory(p);
    }
    for (uint32_t code = 0; status == STATUS_OK && code < counted.data->count; code++)
        if (counted.rows[code] > 0)
            facet_insert(&counted, code);
    if (status == STATUS_OK)
        status = facet_take(&counted, facet, arena, p);
    free(counted.rows);
    matching_close(&matching);
    return status == STATUS_OK ? columns_check(&store->columns, p) : status;
}
