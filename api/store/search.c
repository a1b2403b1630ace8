/* Words in all tables at once. Words in one table are a condition of its list (matching.h). */
#include "hiraku/store/search.h"

#include "hiraku/base/arena.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/store/words/words.h"

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

/* Whether rows behind these can be among the best: of equal relevance the one with the smaller id
 * is, which in few tables is not the one that comes first. */
static bool search_goes_on(const struct search_best *best, const struct table_data *table,
                           uint64_t last)
{
    return best->count < best->max || (table->by_id && last >= best->relevance[best->max - 1]);
}

static enum status search_rank(struct words_found *words, const struct table_data *table,
                               struct search_best *best, struct arena *arena, struct problem *p)
{
    uint32_t rows[SEARCH_HITS_MAX];
    uint64_t relevance[SEARCH_HITS_MAX];
    const struct column_data *id = &table->columns[0];
    bool more = true;
    for (uint64_t skip = 0; more; skip += SEARCH_HITS_MAX) {
        size_t count = words_found_best(words, skip, SEARCH_HITS_MAX, rows, relevance);
        for (size_t i = 0; i < count; i++) {
            struct slice text = data_text(id, data_code(id, rows[i]), arena);
            const struct search_hit hit = {table->resource, arena_copy(arena, text)};
            search_keep(best, relevance[i], &hit);
        }
        more = count == SEARCH_HITS_MAX && search_goes_on(best, table, relevance[count - 1]);
    }
    return arena_overflowed(arena) ? problem_memory(p) : STATUS_OK;
}

static enum status search_rank_all(struct words_found *words, const struct table_data *table,
                                   struct search_best *best, struct arena *arena, struct problem *p)
{
    uint64_t *bits = NULL;
    enum status status = words_found_rows(words, &bits, p);
    if (status == STATUS_OK)
        status = words_found_rank(words, bits, p);
    if (status == STATUS_OK)
        status = search_rank(words, table, best, arena, p);
    free(bits);
    return status;
}

/* What is looked for in every table. */
struct search_work {
    const struct store *store;
    struct words_question question;
    struct search_best best;
    struct arena *arena;
};

static enum status search_table(struct search_work *work, const struct table_data *table,
                                uint64_t *rows, struct problem *p)
{
    struct words words;
    struct words_found *matches = NULL;
    enum status status = words_open(&words, &work->store->columns.file, table->resource, p);
    if (status == STATUS_OK)
        status = words_find(&matches, &words, &work->question, p);
    if (status != STATUS_OK)
        return status;
    *rows = words_found_count(matches);
    if (*rows > 0)
        status = search_rank_all(matches, table, &work->best, work->arena, p);
    words_found_free(matches);
    return status;
}

enum status store_search(struct store *store, struct slice match, struct arena *arena, size_t max,
                         struct search_found *found, struct problem *p)
{
    struct search_work work = {.store = store,
                               .question = {match, store->deadline_ms},
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
