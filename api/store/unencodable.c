/* Noting at publish what CP932 lacks, and asking before the first byte of an answer whether any of
 * its cells is among that. */
#include "hiraku/store/unencodable.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/cp932.h"
#include "hiraku/base/out.h"
#include "hiraku/query/query.h"
#include "hiraku/query/view.h"

#include "hiraku/store/columns/row_order.h"
#include "matching.h"
#include "store.h"
#include "unencodable.h"

#include <stdio.h>
#include <stdlib.h>

enum { BATCH = 4096 };

void unencodable_write(struct out *out, struct cp932 *cp932, const struct resource *resource,
                       const struct slice *cells)
{
    for (size_t i = 0; resource->columns[i].name; i++) {
        char text[16];
        int32_t character = cp932_lacking(cp932, cells[i]);
        if (character < 0)
            continue;
        if (out->len > 0)
            out_char(out, ' ');
        snprintf(text, sizeof text, " U+%04X", (unsigned)character);
        out_text(out, resource->columns[i].name);
        out_text(out, text);
    }
}

/* Whether the view shows this column, of the record itself or of the one embedded by `through`. */
static const struct column *shown_column(const struct view *view, const struct column *through,
                                         const char *name, size_t len)
{
    for (size_t i = 0; i < view->count; i++)
        if (view->through[i] == through &&
            slice_is((struct slice){name, len}, view->columns[i]->name))
            return view->columns[i];
    return NULL;
}

/* Reads `column U+1F600 …` up to the first that is shown. */
static void find_shown(const char *at, const struct view *view, const struct column *through,
                       struct unencodable *found)
{
    while (*at && !found->column) {
        size_t len = strcspn(at, " ");
        found->column = shown_column(view, through, at, len);
        at += len + strlen(" U+");
        found->character = (int32_t)strtol(at, NULL, 16);
        at += strcspn(at, " ");
        at += *at == ' ';
    }
}

/* Only rows that have such characters, in the record itself or in the one embedded. */
static enum status unencodable_narrow(struct selection *selection,
                                      const struct column_data *reference, struct problem *p)
{
    if (!reference) {
        selection_add_filled(selection, &selection->table->extra);
        return STATUS_OK;
    }
    const struct column_data *extra = &reference->target->extra;
    uint8_t *rows = arena_alloc(&selection->arena, (size_t)reference->target->rows + 1);
    if (!rows)
        return problem_memory(p);
    for (uint32_t row = 0; row < reference->target->rows; row++)
        rows[row] = data_text(extra, data_code(extra, row), NULL).len > 0;
    return selection_add_referring(selection, reference, rows, p);
}

/* What of a row cannot be held. */
static struct slice unencodable_of(const struct selection *selection,
                                   const struct column_data *reference, uint32_t row)
{
    const struct column_data *extra = &selection->table->extra;
    if (reference && !data_follow(reference, row, &row))
        return slice_of("");
    extra = reference ? &reference->target->extra : extra;
    return data_text(extra, data_code(extra, row), NULL);
}

/* The first row in table order with such a character in a cell that is shown. */
static enum status unencodable_search(struct selection *selection, const struct view *view,
                                      struct arena *arena, struct unencodable *found,
                                      struct problem *p)
{
    const struct row_order plain = {.count = 0};
    const struct column_data *id = &selection->table->columns[0];
    const struct column_data *reference =
        found->through ? table_column(selection->table, found->through) : NULL;
    struct row_batch batch = {0};
    uint32_t row = 0;
    enum status status = unencodable_narrow(selection, reference, p);
    for (bool more = true, behind = false; status == STATUS_OK && more && !found->column;
         behind = true) {
        status = row_order_next(selection, &plain, behind ? &row : NULL, BATCH, &batch, p);
        more = batch.count == BATCH;
        for (size_t i = 0; i < batch.count && !found->column; i++) {
            row = row_batch_row(&batch, i);
            find_shown(unencodable_of(selection, reference, row).at, view, found->through, found);
            if (found->column)
                found->id = arena_copy(arena, data_text(id, data_code(id, row), arena));
        }
    }
    row_batch_free(&batch);
    return status;
}

/* In the table itself, or in what `found->through` refers to. */
static enum status search(struct store *store, const struct query *query, const struct view *view,
                          struct arena *arena, struct unencodable *found, struct problem *p)
{
    struct matching matching;
    enum status status = matching_open(&matching, store, query, p);
    if (status == STATUS_OK)
        status = unencodable_search(&matching.selection, view, arena, found, p);
    matching_close(&matching);
    return status == STATUS_OK ? columns_check(&store->columns, p) : status;
}

enum status store_unencodable(struct store *store, const struct query *query,
                              const struct view *view, struct arena *arena,
                              struct unencodable *found, struct problem *p)
{
    *found = (struct unencodable){0};
    enum status status = search(store, query, view, arena, found, p);
    for (size_t i = 0; i < query->include_count && status == STATUS_OK && !found->column; i++) {
        found->through = query->include[i];
        status = search(store, query, view, arena, found, p);
    }
    if (status == STATUS_OK && found->column && !found->id.at)
        status = problem_memory(p);
    return status;
}
