/* See cell_plan.h: planning; reading is cell_read.c. */
#include "hiraku/store/columns/cell_plan.h"

#include "hiraku/base/arena.h"
#include "hiraku/model/model.h"

static struct cell_plan *cell_plan_new(struct arena *arena, enum cell_kind kind)
{
    struct cell_plan *plan = arena_alloc(arena, sizeof *plan);
    if (plan)
        plan->kind = kind;
    return plan;
}

const struct cell_plan *cell_plan_follow(const struct table_data *table,
                                         const struct column *reference,
                                         const struct column *column, struct arena *arena)
{
    struct cell_plan *plan = cell_plan_new(arena, CELL_FOLLOW);
    if (!plan)
        return NULL;
    plan->data = table_column(table, reference);
    if (!plan->data)
        plan->reference = cell_plan(table, reference, arena);
    plan->target = columns_table(table->columns_of, reference->ref);
    if (plan->target)
        plan->inner = cell_plan(plan->target, column, arena);
    return plan->inner && (plan->data || plan->reference) ? plan : NULL;
}

static const struct cell_plan *cell_plan_path(const struct table_data *table, const char *path,
                                              struct arena *arena)
{
    const struct hidden_path to = hidden_path(table->resource, path);
    if (!to.column)
        return NULL;
    return to.through ? cell_plan_follow(table, to.through, to.column, arena)
                      : cell_plan(table, to.column, arena);
}

static bool cell_plan_condition(struct cell_condition *condition, const struct table_data *table,
                                const struct hidden_condition *is, struct arena *arena)
{
    condition->is = is;
    condition->cell = cell_plan_path(table, is->path, arena);
    return condition->cell != NULL;
}

static bool cell_plan_term(struct cell_term *term, const struct table_data *table,
                           const struct hidden_term *hidden, struct arena *arena)
{
    struct cell_plan *text = hidden->path ? NULL : cell_plan_new(arena, CELL_TEXT);
    if (text)
        text->text = slice_of(hidden->text);
    term->cell = hidden->path ? cell_plan_path(table, hidden->path, arena) : text;
    bool good = term->cell != NULL;
    for (size_t i = 0; good && i < HIDDEN_CONDITIONS_MAX && hidden->when[i].path; i++)
        good = cell_plan_condition(&term->when[term->conditions++], table, &hidden->when[i], arena);
    return good;
}

static const struct cell_plan *cell_plan_hidden(const struct table_data *table,
                                                const struct hidden_column *hidden,
                                                struct arena *arena)
{
    struct cell_plan *plan = cell_plan_new(arena, CELL_HIDDEN);
    const struct table_data *of = hidden->of ? columns_table(table->columns_of, hidden->of) : table;
    bool good = plan && of;
    if (good)
        plan->hidden = hidden;
    for (size_t i = 0; good && !hidden_term_ends(hidden->terms, i); i++)
        good = cell_plan_term(&plan->terms[plan->term_count++], of, &hidden->terms[i], arena);
    if (good && hidden->of) {
        plan->of = of;
        plan->by = table_column(of, model_column(hidden->of, slice_of(hidden->by)));
        good = plan->by && plan->by->target == table;
    }
    if (good && hidden->when.path)
        good = cell_plan_condition(&plan->when, table, &hidden->when, arena);
    return good ? plan : NULL;
}

static const struct cell_plan *cell_plan_lookup(const struct table_data *table,
                                                const struct column *column, struct arena *arena)
{
    const struct resource *resource = table->resource;
    const struct column *via = model_column(resource, slice_of(column->via));
    const struct cell_plan *inner =
        cell_plan_follow(table, via, model_column(via->ref, slice_of(column->field)), arena);
    if (!inner || !column->prefer)
        return inner;
    struct cell_plan *plan = cell_plan_new(arena, CELL_PREFER);
    if (!plan)
        return NULL;
    plan->reference = cell_plan(table, model_column(resource, slice_of(column->prefer)), arena);
    plan->inner = inner;
    return plan->reference ? plan : NULL;
}

const struct cell_plan *cell_plan(const struct table_data *table, const struct column *column,
                                  struct arena *arena)
{
    const struct hidden_column *hidden = hidden_column(table->resource, column);
    if (hidden)
        return cell_plan_hidden(table, hidden, arena);
    if (column->flags & COL_LOOKUP)
        return cell_plan_lookup(table, column, arena);
    struct cell_plan *plan = cell_plan_new(arena, CELL_STORED);
    if (plan)
        plan->data = table_column(table, column);
    return plan && plan->data ? plan : NULL;
}
