/* See matching.h. */
#include "matching.h"

#include "store.h"

#include <stdlib.h>

static enum status matching_find_words(struct matching *matching, const struct store *store,
                                       const struct query *query, struct problem *p)
{
    const struct words_question question = {query->match, store->deadline_ms};
    enum status status = words_open(&matching->words, &store->columns.file, query->resource, p);
    if (status == STATUS_OK)
        status = words_find(&matching->found, &matching->words, &question, p);
    if (status == STATUS_OK)
        status = words_found_rows(matching->found, &matching->bits, p);
    matching->selection.rows = matching->bits;
    return status;
}

enum status matching_open(struct matching *matching, const struct store *store,
                          const struct query *query, struct problem *p)
{
    const struct selection_context context = {&store->columns, store->first_month,
                                              &store->deadline_ms};
    matching->found = NULL;
    matching->bits = NULL;
    enum status status = selection_open(&matching->selection, &context, query, p);
    return status == STATUS_OK && query->match.len > 0
               ? matching_find_words(matching, store, query, p)
               : status;
}

void matching_close(struct matching *matching)
{
    selection_close(&matching->selection);
    words_found_free(matching->found);
    free(matching->bits);
    matching->found = NULL;
    matching->bits = NULL;
}

/* Without conditions the rows are those of the words already. */
enum status matching_rank(struct matching *matching, struct problem *p)
{
    uint32_t rows = matching->selection.table->rows;
    enum status status = STATUS_OK;
    if (matching->selection.count > 0) {
        uint64_t *bits = calloc((size_t)rows / 64 + 1, sizeof *bits);
        if (!bits)
            return problem_memory(p);
        status = selection_bits(&matching->selection, bits, p);
        free(matching->bits);
        matching->selection.rows = matching->bits = bits;
    }
    return status == STATUS_OK ? words_found_rank(matching->found, matching->bits, p) : status;
}
