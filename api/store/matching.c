/* See matching.h. */
#include "matching.h"

#include "store.h"

#include <stdlib.h>

/* The rows that hold, found once for an open store. */
static enum status matching_view(const struct store *store, const struct table_data *table,
                                 struct store_view **result, struct problem *p)
{
    const struct selection_context context = {&store->columns, store->first_month,
                                              &store->deadline_ms};
    const struct query all = {.resource = table->resource};
    struct store_view *view = *result = &store->views[table - store->columns.tables];
    struct selection selection;
    if (view->rows)
        return STATUS_OK;
    uint64_t *rows = calloc((size_t)table->rows / 64 + 1, sizeof *rows);
    enum status status = selection_open(&selection, &context, &all, p);
    if (status == STATUS_OK)
        status = rows ? selection_bits(&selection, rows, p) : problem_memory(p);
    selection_close(&selection);
    if (status == STATUS_OK)
        view->rows = rows;
    else
        free(rows);
    return status;
}

/* The index, which counts the rows of the release itself, as of the view. */
static enum status matching_open_words(struct words *words, const struct store *store,
                                       const struct table_data *table, struct problem *p)
{
    struct store_view *view;
    enum status status = words_open(words, &store->columns.file, table->resource, p);
    if (status != STATUS_OK || !table->versioned || store->columns.view == store->columns.own)
        return status;
    status = matching_view(store, table, &view, p);
    if (status == STATUS_OK && !view->words.about)
        status = words_view_make(&view->words, words, view->rows, p);
    if (status == STATUS_OK)
        words_look(words, &view->words);
    return status;
}

/* Of rows that have the words those that hold: then the view is no condition any more. */
static enum status matching_cut_words(struct matching *matching, const struct store *store,
                                      struct problem *p)
{
    const struct table_data *table = matching->selection.table;
    struct store_view *view;
    enum status status = matching_view(store, table, &view, p);
    for (uint32_t block = 0; status == STATUS_OK && block <= table->rows / 64; block++)
        matching->bits[block] &= view->rows[block];
    matching->selection.views = 0;
    return status;
}

static enum status matching_find_words(struct matching *matching, const struct store *store,
                                       const struct query *query, struct problem *p)
{
    const struct words_question question = {query->match, store->deadline_ms};
    enum status status = matching_open_words(&matching->words, store, matching->selection.table, p);
    if (status == STATUS_OK)
        status = words_find(&matching->found, &matching->words, &question, p);
    if (status == STATUS_OK)
        status = words_found_rows(matching->found, &matching->bits, p);
    if (status == STATUS_OK && matching->selection.views > 0)
        status = matching_cut_words(matching, store, p);
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
