/* See freshness.h. KPIs and figures are gone through side by side, both in the order of the KPIs'
 * ids; what is found is kept, since the rows of the tables come first. */
#include "hiraku/service/freshness.h"

#include "hiraku/base/arena.h"
#include "hiraku/model/ending.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/query/path.h"
#include "hiraku/release/manifest.h"
#include "hiraku/service/service.h"
#include "hiraku/statistics/freshness.h"

#include "freshness_parts.h"

#include <stdlib.h>

enum { ROWS_BYTES = 256 << 20 };

/* What is read of a KPI, and of a figure. */
enum {
    KPI_ID,
    KPI_NAME_JA,
    KPI_NAME_EN,
    KPI_FREQUENCY,
    KPI_DELAY,
    KPI_PROGRAM,
    KPI_MONTH,
    KPI_STATUS,
    KPI_PERIOD,
    KPI_CELLS
};
static const char *const kpi_columns[KPI_CELLS] = {"id",
                                                   "name_ja",
                                                   "name_en",
                                                   "frequency",
                                                   "delay_days",
                                                   "program",
                                                   "program.evaluation_month",
                                                   "program.status",
                                                   "program.period"};

enum { FIGURE_KPI, FIGURE_TYPE, FIGURE_PERIOD, FIGURE_VALUE, FIGURE_MISSING, FIGURE_CELLS };
static const char *const figure_columns[FIGURE_CELLS] = {"kpi", "value_type", "period", "value",
                                                         "missing"};

/* A walk through rows of a table as the values of some columns. */
struct freshness_walk {
    struct path paths[KPI_CELLS];
    struct query query;
    struct projection *projection;
    struct slice cells[KPI_CELLS];
    bool more;
};

/* --- walking ---------------------------------------------------------------------------------- */

static enum status freshness_step(struct freshness_walk *walk, struct problem *p)
{
    return projection_next(walk->projection, walk->cells, &walk->more, p);
}

static enum status freshness_walk_open(struct freshness_walk *walk, struct store *store,
                                       const char *const *names, size_t count, struct problem *p)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && status == STATUS_OK; i++)
        status =
            path_read(walk->query.resource, slice_of(names[i]), "freshness", &walk->paths[i], p);
    if (status == STATUS_OK)
        status = projection_open(&walk->projection, store, &walk->query,
                                 (struct projected){walk->paths, count, 0}, p);
    walk->more = status == STATUS_OK;
    return status == STATUS_OK ? freshness_step(walk, p) : status;
}

/* --- one KPI ---------------------------------------------------------------------------------- */

/* What its figures say: the period of the last actual, of the last that is settled, and of the
 * first target, each with where it is in time. */
struct fresh_figures {
    struct slice last, settled, target;
    struct date last_ends, settled_ends, target_starts;
};

struct freshness_reading {
    const struct service *service;
    struct freshness_rows *rows;
    struct freshness_walk kpis, figures;
    int first_month;
};

/* Reasons for which there will be no figure. */
static bool freshness_is_settled(const struct slice *cells)
{
    struct slice missing = cells[FIGURE_MISSING];
    return cells[FIGURE_VALUE].len > 0 || slice_is(missing, "not_applicable") ||
           slice_is(missing, "not_collected") || slice_is(missing, "suppressed");
}

/* Takes the actual or the target at hand. */
static void freshness_take(struct freshness_reading *reading, struct slice frequency,
                           struct fresh_figures *figures)
{
    struct period period;
    const struct slice *cells = reading->figures.cells;
    struct arena *arena = &reading->rows->arena;
    struct slice text = cells[FIGURE_PERIOD];
    if (period_parse(text, reading->first_month, &period) != PERIOD_GOOD)
        return;
    bool regular = freshness_is_regular(text, frequency, reading->first_month);
    if (slice_is(cells[FIGURE_TYPE], "target")) {
        if (regular &&
            (figures->target.len == 0 || date_compare(period.starts, figures->target_starts) < 0)) {
            figures->target = arena_copy(arena, text);
            figures->target_starts = period.starts;
        }
        return;
    }
    if (cells[FIGURE_VALUE].len > 0 && date_compare(period.ends, figures->last_ends) > 0) {
        figures->last = arena_copy(arena, text);
        figures->last_ends = period.ends;
    }
    if (regular && freshness_is_settled(cells) &&
        date_compare(period.ends, figures->settled_ends) > 0) {
        figures->settled = arena_copy(arena, text);
        figures->settled_ends = period.ends;
    }
}

/* The figures of the KPI; those before it, of one that there is not, are passed over. */
static enum status freshness_read_figures(struct freshness_reading *reading,
                                          struct fresh_figures *figures, struct problem *p)
{
    const struct slice *kpi = reading->kpis.cells;
    struct freshness_walk *walk = &reading->figures;
    enum status status = STATUS_OK;
    *figures = (struct fresh_figures){.last = SLICE_NONE};
    while (status == STATUS_OK && walk->more) {
        int order = slice_compare(walk->cells[FIGURE_KPI], kpi[KPI_ID]);
        if (order > 0)
            break;
        if (order == 0)
            freshness_take(reading, kpi[KPI_FREQUENCY], figures);
        status = freshness_step(walk, p);
    }
    return status;
}

static int freshness_number(struct slice cell, int none)
{
    return cell.len > 0 ? atoi(cell.at) : none;
}

static void freshness_row_of_kpi(struct freshness_reading *reading,
                                 const struct fresh_figures *figures, struct fresh_row *row)
{
    struct arena *arena = &reading->rows->arena;
    const struct slice *kpi = reading->kpis.cells;
    struct freshness freshness;
    const struct ending *ending = ending_of_kpi(reading->service->instance, kpi[KPI_ID]);
    struct period program;
    bool dated = period_parse(kpi[KPI_PERIOD], reading->first_month, &program) == PERIOD_GOOD &&
                 !program.open_end;
    struct freshness_facts facts = {
        .frequency = kpi[KPI_FREQUENCY],
        .delay_days = freshness_number(kpi[KPI_DELAY], DELAY_UNKNOWN),
        .evaluation_month = freshness_number(kpi[KPI_MONTH], 0),
        .last = figures->settled,
        .first_expected = figures->last.len > 0 ? SLICE_NONE : figures->target,
        .has_ended = slice_is(kpi[KPI_STATUS], "ended") && !dated,
        .ends_on = dated ? program.ends : (struct date){0, 0, 0},
        .first_month = reading->first_month,
    };
    struct date last_day;
    if (ending && date_parse(ending->cells[ENDING_DATE], &last_day) == PERIOD_GOOD &&
        (facts.ends_on.year == 0 || date_compare(last_day, facts.ends_on) < 0)) {
        facts.ends_on = last_day;
        facts.has_ended = false;
    }
    freshness_of(&facts, &freshness);
    *row = (struct fresh_row){
        .table = slice_of(model_cube_subject()->ref->name),
        .kpi = arena_copy(arena, kpi[KPI_ID]),
        .name = {arena_copy(arena, kpi[KPI_NAME_JA]), arena_copy(arena, kpi[KPI_NAME_EN])},
        .program = arena_copy(arena, kpi[KPI_PROGRAM]),
        .frequency = arena_copy(arena, kpi[KPI_FREQUENCY]),
        .delay = arena_copy(arena, kpi[KPI_DELAY]),
        .month = arena_copy(arena, kpi[KPI_MONTH]),
        .last = figures->last,
        .next = arena_copy(arena, slice_of(freshness.next_period)),
        .reason = freshness.reason,
        .due = freshness.due,
    };
}

/* --- all of them ------------------------------------------------------------------------------ */

static struct fresh_row *freshness_add(struct freshness_rows *rows)
{
    enum { ROOM = 64 };
    if (rows->count == rows->room) {
        size_t room = rows->room ? 2 * rows->room : ROOM;
        struct fresh_row *grown = realloc(rows->rows, room * sizeof *grown);
        if (!grown)
            return NULL;
        rows->rows = grown;
        rows->room = room;
    }
    return &rows->rows[rows->count++];
}

static enum status freshness_read_kpis(struct freshness_reading *reading, struct problem *p)
{
    struct store *store = reading->service->store;
    struct filter *filter = &reading->figures.query.filters[0];
    struct slice types[] = {slice_of("actual"), slice_of("target")};
    reading->kpis.query.resource = model_cube_subject()->ref;
    reading->figures.query.resource = model_cube();
    reading->figures.query.filter_count = 1;
    *filter = (struct filter){.column = model_column(model_cube(), slice_of("value_type")),
                              .comparison = COMPARISON_IN,
                              .values = types,
                              .value_count = 2};
    enum status status = freshness_walk_open(&reading->kpis, store, kpi_columns, KPI_CELLS, p);
    if (status == STATUS_OK)
        status = freshness_walk_open(&reading->figures, store, figure_columns, FIGURE_CELLS, p);
    while (status == STATUS_OK && reading->kpis.more) {
        struct fresh_figures figures;
        struct fresh_row *row = freshness_add(reading->rows);
        status = row ? freshness_read_figures(reading, &figures, p) : problem_memory(p);
        if (status != STATUS_OK)
            break;
        freshness_row_of_kpi(reading, &figures, row);
        status = arena_overflowed(&reading->rows->arena) ? problem_memory(p)
                                                         : freshness_step(&reading->kpis, p);
    }
    projection_close(reading->kpis.projection);
    projection_close(reading->figures.projection);
    return status;
}

/* Of the table of figures: what is latest and what is due first of all KPIs. */
static void freshness_gather(const struct freshness_rows *rows, size_t from, int first_month,
                             struct fresh_row *table)
{
    struct date latest = {0, 0, 0};
    struct period period;
    table->reason = "no_series";
    for (size_t i = from; i < rows->count; i++) {
        const struct fresh_row *row = &rows->rows[i];
        if (period_parse(row->last, first_month, &period) == PERIOD_GOOD &&
            date_compare(period.ends, latest) > 0) {
            latest = period.ends;
            table->last = row->last;
        }
        if (row->due.year == 0 || (table->due.year != 0 && date_compare(row->due, table->due) >= 0))
            continue;
        table->due = row->due;
        table->next = row->next;
        table->reason = NULL;
    }
}

static enum status freshness_add_tables(struct freshness_reading *reading, struct problem *p)
{
    const struct service *service = reading->service;
    struct arena *arena = &reading->rows->arena;
    char text[DATE_TEXT_SIZE];
    for (size_t i = 0; i < model_resource_count; i++) {
        const struct resource *table = model_resources[i];
        const struct table_state *state = manifest_table(service->manifest, table);
        struct fresh_row *row = freshness_add(reading->rows);
        if (!row)
            return problem_memory(p);
        *row = (struct fresh_row){.table = slice_of(table->name),
                                  .name = {slice_of(table->title_ja), slice_of(table->title_en)},
                                  .reason = "no_frequency"};
        if (!state)
            continue;
        date_format(freshness_today(service->instance, state->changed_at, NULL), text);
        row->changed_on = arena_copy(arena, slice_of(text));
        row->changed_in = arena_printf(arena, "%llu", (unsigned long long)state->changed_in);
    }
    return STATUS_OK;
}

enum status freshness_read(const struct service *service, struct freshness_rows *rows,
                           struct problem *p)
{
    struct freshness_reading *reading = arena_alloc(service->arena, sizeof *reading);
    arena_init(&rows->arena, ROWS_BYTES);
    if (!reading)
        return problem_memory(p);
    reading->service = service;
    reading->rows = rows;
    reading->first_month = service->instance->first_month;
    enum status status = freshness_add_tables(reading, p);
    if (status == STATUS_OK)
        status = freshness_read_kpis(reading, p);
    for (size_t i = 0; i < model_resource_count && status == STATUS_OK; i++)
        if (model_resources[i] == model_cube())
            freshness_gather(rows, model_resource_count, reading->first_month, &rows->rows[i]);
    return status == STATUS_OK && arena_overflowed(&rows->arena) ? problem_memory(p) : status;
}

void freshness_free(struct freshness_rows *rows)
{
    if (!rows)
        return;
    arena_free(&rows->arena);
    free(rows->rows);
    free(rows);
}

static int freshness_by_day(const void *left, const void *right)
{
    return date_compare(*(const struct date *)left, *(const struct date *)right);
}

static void freshness_take_table(const struct freshness_rows *rows, struct arena *arena,
                                 struct freshness_dues *dues)
{
    char text[DATE_TEXT_SIZE];
    for (size_t i = 0; i < model_resource_count; i++) {
        const struct fresh_row *row = &rows->rows[i];
        if (model_resources[i] != model_cube())
            continue;
        dues->last_period = arena_copy(arena, row->last);
        if (row->due.year == 0)
            continue;
        date_format(row->due, text);
        dues->due_on = arena_copy(arena, slice_of(text));
    }
}

enum status freshness_dues(const struct service *service, struct freshness_dues *dues,
                           struct problem *p)
{
    struct freshness_rows *rows = calloc(1, sizeof *rows);
    *dues = (struct freshness_dues){.days = NULL};
    if (!rows)
        return problem_memory(p);
    enum status status = freshness_read(service, rows, p);
    if (status == STATUS_OK)
        dues->days = arena_alloc(service->arena, (rows->count + 1) * sizeof *dues->days);
    if (status == STATUS_OK && !dues->days)
        status = problem_memory(p);
    for (size_t i = model_resource_count; i < rows->count && dues->days; i++)
        if (rows->rows[i].due.year != 0)
            dues->days[dues->count++] = rows->rows[i].due;
    if (dues->days) {
        freshness_take_table(rows, service->arena, dues);
        qsort(dues->days, dues->count, sizeof *dues->days, freshness_by_day);
    }
    freshness_free(rows);
    return status == STATUS_OK && arena_overflowed(service->arena) ? problem_memory(p) : status;
}
