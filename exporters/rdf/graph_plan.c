/* The triples that every row of a view has, worked out once a document: its predicates one by one,
 * those that are equal side by side, so that a serialiser can group without remembering.
 *
 * Reads the model only. Plans live as long as the document and are made anew where there are too
 * many. */
#include "graph_plan.h"

#include "hiraku/base/out.h"
#include "hiraku/exporters/rdf/graph_terms.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/query/view.h"

#include "graph_state.h"

/* What is looked up for JSON is, in RDF, a triple about the record it belongs to. */
static bool column_has_triples(const struct column *column)
{
    return column->predicate && (column->flags & (COL_LOOKUP | COL_HIDDEN)) != COL_LOOKUP;
}

static void plan_add(struct graph_plan *plan, struct graph_step step)
{
    if (plan->count < GRAPH_STEPS_MAX)
        plan->steps[plan->count] = step;
    plan->count++;
}

static void plan_add_all(struct graph_plan *plan, unsigned kind, size_t column,
                         const char *predicates)
{
    struct slice list = slice_of(predicates), predicate;
    while (slice_word(&list, &predicate))
        plan_add(plan, (struct graph_step){kind, (unsigned)column, predicate, NULL});
}

static void plan_add_column(struct graph_plan *plan, size_t at)
{
    const struct column *column = plan->view->columns[at];
    if (!column_has_triples(column))
        return;
    if (column->type == TYPE_PERIOD && column->rdf_starts) {
        plan_add_all(plan, STEP_PERIOD, at, column->predicate);
        plan_add_all(plan, STEP_MOMENT, at, column->rdf_starts);
        plan_add_all(plan, STEP_MOMENT, at, column->rdf_ends);
    } else {
        plan_add_all(plan, STEP_CELL, at, column->predicate);
    }
}

/* Beside the columns: constants, the corporate number as an identifier, the place. */
static void plan_add_others(struct graph_plan *plan)
{
    const struct view *view = plan->view;
    const struct rdf_constant *constant = view->resource->constants;
    for (; constant && constant->predicate; constant++)
        plan_add(plan, (struct graph_step){STEP_CONSTANT, 0, slice_of(constant->predicate),
                                           constant->object});
    for (size_t i = 0; i < view->count; i++) {
        if (view->columns[i]->type != TYPE_CORPORATE_NUMBER)
            continue;
        plan_add_all(plan, STEP_IDENTIFIER, i, TERM_IDENTIFIER);
        plan_add_all(plan, STEP_ISO6523, i, TERM_ISO6523);
    }
    if (view->resource->rdf_place)
        plan_add_all(plan, STEP_PLACE, 0, TERM_PLACE);
}

/* Stable: each predicate where it comes first. */
static void plan_group(struct graph_plan *plan)
{
    for (size_t done = 1; done < plan->count; done++) {
        struct slice last = plan->steps[done - 1].predicate;
        size_t next = done;
        while (next < plan->count && !slice_equal(plan->steps[next].predicate, last))
            next++;
        if (next == plan->count)
            continue;
        struct graph_step step = plan->steps[next];
        memmove(&plan->steps[done + 1], &plan->steps[done], (next - done) * sizeof step);
        plan->steps[done] = step;
    }
}

static size_t plan_position(const struct view *view, const char *name)
{
    size_t i = 0;
    while (i < view->count && (!name || strcmp(view->columns[i]->name, name) != 0))
        i++;
    return i;
}

static void plan_place_marks(struct graph_plan *plan)
{
    size_t mark = 0;
    for (size_t i = 0; i < plan->view->count; i++) {
        const struct code *code = plan->view->columns[i]->codes;
        size_t count = 1;
        for (; code && code->value; code++)
            count++;
        bool fits = code && mark + count <= GRAPH_CODES_MAX;
        plan->marks[i] = (unsigned short)(fits ? mark : GRAPH_CODES_MAX);
        mark += fits ? count : 0;
    }
}

/* Whether records of another table may be one thing with those of this one. */
static bool resource_is_shared(const struct resource *resource)
{
    for (size_t i = 0; i < model_resource_count; i++) {
        const struct resource *other = model_resources[i];
        if (other->rdf_same_as &&
            model_column(other, slice_of(other->rdf_same_as))->ref == resource)
            return true;
    }
    return false;
}

static void plan_make(struct graph_plan *plan, struct emit *emit, const struct view *view)
{
    *plan = (struct graph_plan){.view = view, .resource = view->resource};
    if (view->count > GRAPH_COLUMNS_MAX) {
        out_fail(emit->out, STATUS_INTERNAL, "a view has too many columns");
        return;
    }
    plan->columns_count = view->count;
    memcpy(plan->columns, view->columns, view->count * sizeof *view->columns);
    plan_place_marks(plan);
    plan->id = plan_position(view, view->resource->columns[0].name);
    plan->same = plan_position(view, view->resource->rdf_same_as);
    plan->is_shared = resource_is_shared(view->resource);
    for (size_t i = 0; i < view->count; i++)
        plan_add_column(plan, i);
    plan_add_others(plan);
    if (plan->count > GRAPH_STEPS_MAX) {
        out_fail(emit->out, STATUS_INTERNAL, "a view has too many predicates");
        plan->count = 0;
    }
    plan_group(plan);
}

/* By the columns and not by the address, which another view may have next: what is written must
 * not depend on where memory lies. */
static bool plan_is_of(const struct graph_plan *plan, const struct view *view)
{
    return plan->resource == view->resource && plan->columns_count == view->count &&
           memcmp(plan->columns, view->columns, view->count * sizeof *view->columns) == 0;
}

struct graph_plan *graph_plan(struct emit *emit, const struct view *view)
{
    struct graph_state *state = emit->graph;
    for (size_t i = 0; i < GRAPH_PLANS_MAX; i++)
        if (plan_is_of(&state->plans[i], view)) {
            state->plans[i].view = view;
            return &state->plans[i];
        }
    struct graph_plan *plan = &state->plans[state->next_plan++ % GRAPH_PLANS_MAX];
    plan_make(plan, emit, view);
    return plan;
}
