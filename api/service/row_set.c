/* See row_set.h. */
#include "hiraku/service/row_set.h"

#include "hiraku/service/list.h"

#include <stdio.h>
#include <stdlib.h>

enum { ROW_SET_BYTES = 32 << 20, ROW_SET_FIRST = 16 };

static enum status row_set_too_large(struct problem *p)
{
    char most[24];
    snprintf(most, sizeof most, "%d", (int)ROW_SET_BYTES);
    return problem_set(p, STATUS_ANSWER_TOO_LARGE, SLICE_NONE, slice_of(most), NULL);
}

/* No row takes half of it: with more left it is the system that has no memory. */
static enum status row_set_full(const struct row_set *set, struct problem *p)
{
    return set->arena.used > ROW_SET_BYTES / 2 ? row_set_too_large(p) : problem_memory(p);
}

static bool row_set_make_room(struct row_set *set)
{
    if (set->count < set->room)
        return true;
    size_t room = set->room ? 4 * set->room : ROW_SET_FIRST;
    struct row *rows = realloc(set->rows, room * sizeof *rows);
    if (!rows)
        return false;
    set->rows = rows;
    set->room = room;
    return true;
}

static void row_set_add(struct row_set *set, const struct row *row)
{
    size_t count = row->view->count;
    struct slice *cells = arena_alloc(&set->arena, count * sizeof *cells);
    if (!cells)
        return;
    for (size_t i = 0; i < count; i++)
        cells[i] = arena_copy(&set->arena, row->cells[i]);
    set->rows[set->count++] = (struct row){
        .view = row->view, .cells = cells, .snippet = arena_copy(&set->arena, row->snippet)};
}

enum status row_set_read(struct row_set *set, struct list *list, struct problem *p)
{
    struct row row;
    bool more = true;
    arena_init(&set->arena, ROW_SET_BYTES);
    set->view = &list->view;
    set->count = 0;
    while (!arena_overflowed(&set->arena)) {
        enum status status = list_next(list, &row, &more, p);
        if (status != STATUS_OK || !more)
            return status;
        if (set->count == ROW_SET_MAX)
            return row_set_too_large(p);
        if (!row_set_make_room(set))
            return problem_memory(p);
        row_set_add(set, &row);
    }
    return row_set_full(set, p);
}

void row_set_free(struct row_set *set)
{
    free(set->rows);
    arena_free(&set->arena);
    *set = (struct row_set){.count = 0};
}
