/* Words in all tables at once. Words in one table are a condition of its list (matching.h). */
#include "hiraku/store/search.h"

#include "hiraku/base/arena.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/query/query.h"

#include "matching.h"
#include "store.h"

#include <stdlib.h>

/* The best of all tables so far; one place more, for the one that falls off. */
struct search_best {
    struct search_hit hits[SEARCH_HITS_MAX + 1];
    uint64_t relevance[SEARCH_HITS_MAX + 1];
    size_t count, max;
};

/* The more relevant first, then by table and id. */
static bool search_is_before(const struct search_best *best, size_t at, uint64_t relevance,
                             const struct search_hit *hit)
{
    const struct search_hit *other = &best->hits[at];
    if (best->relevance[at] != relevance)
        return relevance > best->relevance[at];
    int order = strcmp(hit->resource->name, other->resource->name);
    return order < 0 || (order == 0 && slice_compare(hit->id, other->id) < 0);
}

static void search_keep(struct search_best *best, uint64_t relevance, const struct search_hit *hit)
{
    size_t at = best->count;
    while (at > 0 && search_is_before(best, at - 1, relevance, hit))
        at--;
    if (at == best->max)
        return;
    memmove(&best->hits[at + 1], &best->hits[at], (best->count - at) * sizeof *best->hits);
    memmove(&best->relevance[at + 1], &best->relevance[at],
            (best->count - at) * sizeof *best->relevance);
    best->hits[at] = *hit;
    best->relevance[at] = relevance;
    if (best->count < best->max)
        best->count++;
}

enum { SEARCH_BATCH = 1 << 16 };

/* The best rows of one table, by relevance and then by code of their id; one place more. */
struct search_rows {
    uint64_t relevance[SEARCH_HITS_MAX + 1];
    uint32_t codes[SEARCH_HITS_MAX + 1];
    size_t count, max;
};

static void search_keep_row(struct search_rows *best, uint64_t relevance, uint32_t code)
{
    size_t at = best->count;
    while (at > 0 && (relevance > best->relevance[at - 1] ||
                      (relevance == best->relevance[at - 1] && code < best->codes[at - 1])))
        at--;
    if (at == best->max)
        return;
    memmove(&best->codes[at + 1], &best->codes[at], (best->count - at) * sizeof *best->codes);
    memmove(&best->relevance[at + 1], &best->relevance[at],
            (best->count - at) * sizeof *best->relevance);
    best->codes[at] = code;
    best->relevance[at] = relevance;
    if (best->count < best->max)
        best->count++;
}

/* Of equal relevance the row with the smaller id is the better one, which in some tables is not the
 * one that comes first: there all that are as relevant as the last one kept are looked at. */
static enum status search_best_rows(struct words_found *words, const struct table_data *table,
                                    struct search_rows *best, struct problem *p)
{
    size_t batch = table->by_bytes ? best->max : SEARCH_BATCH;
    uint32_t *rows = malloc(batch * sizeof *rows);
    uint64_t *relevance = malloc(batch * sizeof *relevance);
    bool good = rows && relevance, more = good;
    for (uint64_t skip = 0; more; skip += batch) {
        size_t count = words_found_best(words, skip, batch, rows, relevance);
        for (size_t i = 0; i < count; i++)
            search_keep_row(best, relevance[i], data_code(&table->columns[0], rows[i]));
        more = count == batch && !table->by_bytes &&
               relevance[count - 1] >= best->relevance[best->max - 1];
    }
    free(rows);
    free(relevance);
    return good ? STATUS_OK : problem_memory(p);
}

static enum status search_rank(struct words_found *words, const struct table_data *table,
                               struct search_best *best, struct arena *arena, struct problem *p)
{
    struct search_rows rows = {.max = best->max};
    enum status status = search_best_rows(words, table, &rows, p);
    for (size_t i = 0; i < rows.count; i++) {
        struct slice text = data_text(&table->columns[0], rows.codes[i], arena);
        const struct search_hit hit = {table->resource, arena_copy(arena, text)};
        search_keep(best, rows.relevance[i], &hit);
    }
    return status == STATUS_OK && arena_overflowed(arena) ? problem_memory(p) : status;
}

/* What is looked for in every table. */
struct search_work {
    const struct store *store;
    struct slice match;
    struct search_best best;
    struct arena *arena;
};

static enum status search_table(struct search_work *work, const struct table_data *table,
                                uint64_t *rows, struct problem *p)
{
    const struct query query = {.resource = table->resource, .match = work->match};
    struct matching matching;
    enum status status = matching_open(&matching, work->store, &query, p);
    if (status == STATUS_OK)
        *rows = words_found_count(matching.found);
    if (status == STATUS_OK && *rows > 0) {
        status = matching_rank(&matching, p);
        if (status == STATUS_OK)
            status = search_rank(matching.found, table, &work->best, work->arena, p);
    }
    matching_close(&matching);
    return status;
}

enum status store_search(struct store *store, struct slice match, struct arena *arena, size_t max,
                         struct search_found *found, struct problem *p)
{
    struct search_work work = {.store = store,
                               .match = match,
                               .best = {.max = max < SEARCH_HITS_MAX ? max : SEARCH_HITS_MAX},
                               .arena = arena};
    enum status status = STATUS_OK;
    found->hit_count = found->table_count = 0;
    for (size_t i = 0; i < model_resource_count && status == STATUS_OK; i++) {
        const struct resource *table = model_resources[i];
        if (!model_is_searchable(table) || found->table_count == SEARCH_TABLES_MAX)
            continue;
        struct search_count *count = &found->counts[found->table_count++];
        count->resource = table;
        status = search_table(&work, &store->columns.tables[i], &count->rows, p);
    }
    found->hit_count = work.best.count;
    memcpy(found->hits, work.best.hits, work.best.count * sizeof *work.best.hits);
    return status == STATUS_OK ? columns_check(&store->columns, p) : status;
}
