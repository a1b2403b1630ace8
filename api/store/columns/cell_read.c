/* See cell_plan.h: reading. What a hidden column's operators mean is said in hidden.h. */
#include "hiraku/store/columns/cell_plan.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/out.h"

#include <stdlib.h>

enum { GATHERED_MAX = 16 << 20 };

static const struct slice cell_nowhere = {NULL, 0};

static struct slice cell_follow(const struct cell_plan *plan, uint32_t row, struct arena *arena)
{
    uint32_t target;
    if (plan->data && plan->data->target)
        return data_follow(plan->data, row, &target) ? cell_plan_read(plan->inner, target, arena)
                                                     : cell_nowhere;
    struct slice id = plan->data ? data_text(plan->data, data_code(plan->data, row), arena)
                                 : cell_plan_read(plan->reference, row, arena);
    return id.len > 0 && table_find(plan->target, id, &target)
               ? cell_plan_read(plan->inner, target, arena)
               : cell_nowhere;
}

/* --- hidden columns --------------------------------------------------------------------------- */

static bool cell_fulfils(const struct cell_condition *condition, uint32_t row, struct arena *arena)
{
    struct slice cell = cell_plan_read(condition->cell, row, arena);
    bool in = false;
    if (!cell.at)
        return false;
    for (const char *const *value = condition->is->values; *value && !in; value++)
        in = slice_is(cell, *value);
    return in != condition->is->other;
}

static bool cell_holds(const struct cell_term *term, uint32_t row, struct arena *arena)
{
    bool holds = true;
    for (size_t i = 0; i < term->conditions && holds; i++)
        holds = cell_fulfils(&term->when[i], row, arena);
    return holds;
}

static struct slice cell_first_of(const struct cell_plan *plan, uint32_t row, struct arena *arena)
{
    for (size_t i = 0; i < plan->term_count; i++)
        if (cell_holds(&plan->terms[i], row, arena))
            return cell_plan_read(plan->terms[i].cell, row, arena);
    return slice_of("");
}

static struct slice cell_join_of(const struct cell_plan *plan, uint32_t row, struct arena *arena)
{
    struct out out;
    out_open_memory(&out, GATHERED_MAX);
    for (size_t i = 0; i < plan->term_count; i++) {
        struct slice cell = cell_plan_read(plan->terms[i].cell, row, arena);
        if (cell.len == 0) {
            out_close(&out);
            return slice_of("");
        }
        out_text(&out, i > 0 ? plan->hidden->separator : "");
        out_slice(&out, cell);
    }
    return out_keep(&out, arena);
}

static struct slice cell_id_of(const struct cell_plan *plan, uint32_t row, struct arena *arena)
{
    struct out out;
    out_open_memory(&out, GATHERED_MAX);
    for (size_t i = 0; i < plan->term_count; i++) {
        struct slice cell = cell_plan_read(plan->terms[i].cell, row, arena);
        if (!cell.at) {
            out_close(&out);
            return cell_nowhere;
        }
        out_text(&out, i > 0 ? "." : "");
        out_slice(&out, cell.len > 0 ? cell : slice_of("_"));
    }
    return out_keep(&out, arena);
}

/* The next record from `row` on that refers to `here`, a last version, and fulfils the term; false:
 * none. */
static bool cell_next_referring(const struct cell_plan *plan, uint32_t here, uint32_t *row,
                                struct arena *arena)
{
    for (; *row < plan->of->rows; ++*row)
        if (data_code(plan->by, *row) == here + 1 && table_holds(plan->of, *row) &&
            cell_holds(&plan->terms[0], *row, arena))
            return true;
    return false;
}

static int cell_compare(const void *a, const void *b)
{
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

/* All of them, or with `different` each once in byte order. */
static struct slice cell_gather(const struct cell_plan *plan, uint32_t here, bool different,
                                struct arena *arena)
{
    size_t count = 0, given = 0;
    struct out out;
    for (uint32_t row = 0; cell_next_referring(plan, here, &row, arena); row++)
        count++;
    struct slice *cells = arena_alloc(arena, (count + 1) * sizeof *cells);
    if (!cells)
        return cell_nowhere;
    count = 0;
    for (uint32_t row = 0; cell_next_referring(plan, here, &row, arena); row++) {
        cells[count] = cell_plan_read(plan->terms[0].cell, row, arena);
        count += cells[count].at != NULL;
    }
    if (different)
        qsort(cells, count, sizeof *cells, cell_compare);
    out_open_memory(&out, GATHERED_MAX);
    for (size_t i = 0; i < count; i++) {
        if (different && i > 0 && slice_equal(cells[i - 1], cells[i]))
            continue;
        out_text(&out, given++ > 0 ? " " : "");
        out_slice(&out, cells[i]);
    }
    return out_keep(&out, arena);
}

static struct slice cell_hidden(const struct cell_plan *plan, uint32_t row, struct arena *arena)
{
    uint32_t first = 0, here = plan->by ? table_last_version(plan->by->target, row) : row;
    if (plan->when.cell && !cell_fulfils(&plan->when, row, arena))
        return slice_of("");
    switch (plan->hidden->op) {
    case HIDDEN_FIRST_OF:
        return cell_first_of(plan, row, arena);
    case HIDDEN_JOIN_OF:
        return cell_join_of(plan, row, arena);
    case HIDDEN_ID_OF:
        return cell_id_of(plan, row, arena);
    case HIDDEN_EXISTS_IN:
        return slice_of(cell_next_referring(plan, here, &first, arena) ? "true" : "");
    case HIDDEN_LIST_OF:
        return cell_gather(plan, here, false, arena);
    case HIDDEN_SET_OF:
        return cell_gather(plan, here, true, arena);
    }
    return cell_nowhere;
}

struct slice cell_plan_read(const struct cell_plan *plan, uint32_t row, struct arena *arena)
{
    switch (plan->kind) {
    case CELL_TEXT:
        return plan->text;
    case CELL_STORED:
        return data_text(plan->data, data_code(plan->data, row), arena);
    case CELL_FOLLOW:
        return cell_follow(plan, row, arena);
    case CELL_PREFER: {
        struct slice cell = cell_plan_read(plan->reference, row, arena);
        return cell.len > 0 ? cell : cell_plan_read(plan->inner, row, arena);
    }
    case CELL_HIDDEN:
        return cell_hidden(plan, row, arena);
    }
    return cell_nowhere;
}
