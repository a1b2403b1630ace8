/* The rows of computed tables, made from the other tables in the stage once all records are good.
 *
 * Periods: each value of every period column that RDF tells of, once, by the scratch database.
 * Units: the KPIs in the order of their units, one row for each. Keeps one row in memory. */
#include "publish_parts.h"

#include "hiraku/model/computed.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/staging/stage.h"

enum { SOURCES_MAX = 64, UNIT_MEMORY = 16 << 10 };

struct filling {
    struct stage *stage;
    int first_month;
};

static enum status computed_add(struct stage *stage, const struct resource *resource,
                                const struct slice *cells, struct problem *p)
{
    const struct staged row = {.place = {"", 0, ""}, .cells = cells};
    return stage_add(stage, resource, &row, p);
}

/* --- periods ---------------------------------------------------------------------------------- */

static enum status add_period(void *context, struct slice text, struct problem *p)
{
    const struct filling *filling = context;
    struct period_row row;
    period_row_fill(&row, text, filling->first_month);
    return computed_add(filling->stage, &periods_resource, row.cells, p);
}

static bool is_source(const struct resource *resource, const struct column *column)
{
    return !resource->computed && column->type == TYPE_PERIOD && column->predicate &&
           column_is_written(column);
}

static enum status compute_periods(struct filling *filling, struct problem *p)
{
    struct stage_column sources[SOURCES_MAX];
    size_t count = 0;
    for (size_t i = 0; i < model_resource_count; i++) {
        const struct resource *resource = model_resources[i];
        for (const struct column *column = resource->columns; column->name; column++) {
            if (!is_source(resource, column))
                continue;
            if (count == SOURCES_MAX)
                return problem_set(p, STATUS_BAD_MODEL, slice_of(resource->name),
                                   slice_of(column->name), "there are too many period columns");
            sources[count++] = (struct stage_column){resource, column};
        }
    }
    return count > 0 ? stage_values(filling->stage, sources, count, add_period, filling, p)
                     : STATUS_OK;
}

/* --- units ------------------------------------------------------------------------------------ */

enum { UNIT_JA, UNIT_CODE, UNIT_MULTIPLIER, UNIT_EN, UNIT_CELLS, UNIT_KEYS = UNIT_EN };

/* Of one unit the rows come by unit_en, so the first English wording is the first in byte order. */
static const char *const unit_names[UNIT_CELLS + 1] = {"unit_ja", "unit_code", "unit_multiplier",
                                                       "unit_en", NULL};

struct unit {
    struct arena arena;
    struct slice cells[UNIT_CELLS];
    bool any;
};

static size_t unit_index(const struct resource *resource, int cell)
{
    return model_index(resource, model_column(resource, slice_of(unit_names[cell])));
}

static enum status add_unit(const struct filling *filling, const struct unit *unit,
                            struct problem *p)
{
    struct slice cells[COLUMNS_MAX] = {0};
    for (int i = 0; i < UNIT_CELLS; i++)
        cells[unit_index(&units_resource, i)] = unit->cells[i];
    return unit->any ? computed_add(filling->stage, &units_resource, cells, p) : STATUS_OK;
}

/* The KPI's unit: the one before, or the next one, when the one before is whole. */
static enum status take_unit(const struct filling *filling, struct unit *unit,
                             const struct slice *cells, struct problem *p)
{
    bool same = unit->any;
    for (int i = 0; i < UNIT_KEYS; i++)
        same = same && slice_equal(unit->cells[i], cells[i]);
    if (same && (unit->cells[UNIT_EN].len > 0 || cells[UNIT_EN].len == 0))
        return STATUS_OK;
    if (!same) {
        enum status status = add_unit(filling, unit, p);
        if (status != STATUS_OK)
            return status;
        arena_reset(&unit->arena);
        for (int i = 0; i < UNIT_KEYS; i++)
            unit->cells[i] = arena_copy(&unit->arena, cells[i]);
        unit->any = true;
    }
    unit->cells[UNIT_EN] = arena_copy(&unit->arena, cells[UNIT_EN]);
    return arena_overflowed(&unit->arena) ? problem_memory(p) : STATUS_OK;
}

static enum status compute_units(const struct filling *filling, struct problem *p)
{
    const struct resource *kpis = model_resource(slice_of("kpis"));
    const struct stage_order order = {unit_names, unit_names, NULL};
    struct stage_cursor *cursor;
    struct unit unit = {.any = false};
    struct staged row;
    arena_init(&unit.arena, UNIT_MEMORY);
    enum status status = stage_select(filling->stage, kpis, &order, &cursor, p);
    while (status == STATUS_OK) {
        struct slice cells[UNIT_CELLS];
        bool more;
        status = stage_next(cursor, &row, &more, p);
        if (status != STATUS_OK || !more)
            break;
        for (int i = 0; i < UNIT_CELLS; i++)
            cells[i] = row.cells[unit_index(kpis, i)];
        status = take_unit(filling, &unit, cells, p);
    }
    stage_close(cursor);
    if (status == STATUS_OK)
        status = add_unit(filling, &unit, p);
    arena_free(&unit.arena);
    return status;
}

enum status computed_tables_fill(struct stage *stage, const struct instance *instance,
                                 struct problem *p)
{
    struct filling filling = {stage, instance->first_month};
    enum status status = compute_periods(&filling, p);
    return status == STATUS_OK ? compute_units(&filling, p) : status;
}
