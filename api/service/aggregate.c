/* See service/aggregate.h. Where figures are added, the rows come in the order of the groups,
 * within each in that of time. Where they are only counted or compared, the store has counted them
 * by group and KPI. */
#include "hiraku/service/aggregate.h"

#include "hiraku/service/inputs.h"
#include "hiraku/service/service.h"
#include "hiraku/statistics/tally.h"
#include "hiraku/store/groups.h"

#include <inttypes.h>
#include <stdio.h>

enum { GROUP_MEMORY = 1 << 16, COUNT_SIZE = 24 };

/* One pass through the rows. */
struct aggregate_pass {
    const struct aggregation *aggregation;
    const struct service *service;
    figure_sink *sink;
    void *context;
    struct tally tally;
    struct arena arena; /* holds `group` */
    struct slice group[AGGREGATE_GROUPS_MAX];
    uint64_t groups; /* given */
    bool open;       /* a group has begun */
};

static void add_named(struct aggregation *aggregation, struct arena *arena, const char *name,
                      enum figure_kind kind)
{
    char text[AGGREGATE_NAME_SIZE];
    aggregate_name(&aggregation->aggregate, name, text);
    aggregation->columns[aggregation->column_count++] =
        (struct figure_column){.name = arena_copy(arena, slice_of(text)).at, .kind = kind};
}

enum status aggregation_columns(struct aggregation *aggregation, struct arena *arena,
                                struct problem *p)
{
    const struct aggregate *aggregate = &aggregation->aggregate;
    aggregation->column_count = 0;
    for (size_t i = 0; i < aggregate->group_count; i++)
        aggregation->columns[aggregation->column_count++] = figure_column_of(
            arena_copy(arena, aggregate->paths[i].name).at, aggregate->paths[i].column);
    for (size_t i = 0; i < aggregate->measure_count; i++)
        add_named(aggregation, arena, measure_name(aggregate->measures[i]), FIGURE_NUMBER);
    if (aggregate->measured) {
        add_named(aggregation, arena, "missing", FIGURE_NUMBER);
        add_named(aggregation, arena, "inexact", FIGURE_NUMBER);
        add_named(aggregation, arena, "unit_ja", FIGURE_TEXT);
        add_named(aggregation, arena, "unit_en", FIGURE_TEXT);
    }
    return arena_overflowed(arena) ? problem_memory(p) : STATUS_OK;
}

void aggregation_inputs(const struct aggregation *aggregation, struct inputs *inputs)
{
    inputs_add_query(inputs, &aggregation->aggregate.query);
    inputs_add_paths(inputs, aggregation->aggregate.paths, aggregation->aggregate.path_count);
}

static struct slice count_text(char text[COUNT_SIZE], uint64_t count)
{
    snprintf(text, COUNT_SIZE, "%" PRIu64, count);
    return slice_of(text);
}

static enum status give_group(struct aggregate_pass *pass, struct problem *p)
{
    const struct aggregate *aggregate = &pass->aggregation->aggregate;
    const struct tally *tally = &pass->tally;
    struct slice cells[AGGREGATE_COLUMNS_MAX];
    char measures[MEASURES][DECIMAL_TEXT_SIZE], missing[COUNT_SIZE], inexact[COUNT_SIZE];
    size_t count = 0;
    for (size_t i = 0; i < aggregate->group_count; i++)
        cells[count++] = pass->group[i];
    for (size_t i = 0; i < aggregate->measure_count; i++) {
        enum status status = tally_measure(tally, aggregate->measures[i], measures[i], p);
        if (status != STATUS_OK)
            return status;
        cells[count++] = slice_of(measures[i]);
    }
    if (aggregate->measured) {
        cells[count++] = count_text(missing, tally->rows - tally->values);
        cells[count++] = count_text(inexact, tally->inexact);
        cells[count++] = tally_unit(tally, FACT_UNIT_JA);
        cells[count++] = tally_unit(tally, FACT_UNIT_EN);
    }
    pass->sink(pass->context, cells);
    pass->groups++;
    return STATUS_OK;
}

static enum status too_many_groups(const struct aggregate_pass *pass, struct problem *p)
{
    const struct aggregate *aggregate = &pass->aggregation->aggregate;
    char most[16], names[256];
    size_t len = 0;
    for (size_t i = 0; i < aggregate->group_count && len < sizeof names; i++) {
        struct slice name = aggregate->paths[i].name;
        len += (size_t)snprintf(names + len, sizeof names - len, "%s%.*s", i > 0 ? "," : "",
                                (int)name.len, name.at);
    }
    snprintf(most, sizeof most, "%d", AGGREGATE_ITEMS_MAX);
    return problem_set(p, STATUS_TOO_MANY_GROUPS, slice_of(names), slice_of(most), NULL);
}

static enum status aggregate_begin_group(struct aggregate_pass *pass, const struct slice *cells,
                                         struct problem *p)
{
    size_t count = pass->aggregation->aggregate.group_count;
    bool same = pass->open;
    for (size_t i = 0; same && i < count; i++)
        same = slice_equal(pass->group[i], cells[i]);
    if (same)
        return STATUS_OK;
    enum status status = pass->open ? give_group(pass, p) : STATUS_OK;
    if (status == STATUS_OK && pass->groups == AGGREGATE_ITEMS_MAX)
        status = too_many_groups(pass, p);
    tally_clear(&pass->tally);
    arena_reset(&pass->arena);
    for (size_t i = 0; i < count; i++)
        pass->group[i] = arena_copy(&pass->arena, cells[i]);
    pass->open = true;
    return status == STATUS_OK && arena_overflowed(&pass->arena) ? problem_memory(p) : status;
}

static enum status aggregate_read_groups(struct aggregate_pass *pass, struct problem *p)
{
    const struct aggregate *aggregate = &pass->aggregation->aggregate;
    struct slice cells[AGGREGATE_GROUPS_MAX + FACTS];
    struct projection *projection = NULL;
    bool more = true;
    enum status status = projection_open(
        &projection, pass->service->store, &aggregate->query,
        (struct projected){aggregate->paths, aggregate->path_count, aggregate->group_count}, p);
    while (status == STATUS_OK) {
        status = projection_next(projection, cells, &more, p);
        if (status != STATUS_OK || !more)
            break;
        status = aggregate_begin_group(pass, cells, p);
        if (status == STATUS_OK)
            status = tally_add(&pass->tally, cells + aggregate->group_count, p);
    }
    projection_close(projection);
    if (status == STATUS_OK && (pass->open || aggregate->group_count == 0))
        status = give_group(pass, p);
    return status;
}

/* --- counted by the store --------------------------------------------------------------------- */

enum { COUNTED_MAX = 1 << 18 };

static enum status aggregate_take_group(struct aggregate_pass *pass, const struct groups *groups,
                                        size_t i, struct arena *arena, struct problem *p)
{
    const struct aggregate *aggregate = &pass->aggregation->aggregate;
    struct slice cells[AGGREGATE_GROUPS_MAX + FACTS];
    struct group group;
    groups_get(groups, i, &group);
    enum status status = groups_cells(
        groups, group.row, (struct projected){aggregate->paths, aggregate->path_count, 0}, cells,
        arena, p);
    if (status == STATUS_OK)
        status = aggregate_begin_group(pass, cells, p);
    const struct tally_rows rows = {.facts = cells + aggregate->group_count,
                                    .rows = group.rows,
                                    .values = group.values,
                                    .inexact = group.noted,
                                    .least = group.least,
                                    .greatest = group.greatest,
                                    .least_row = group.least_row,
                                    .greatest_row = group.greatest_row};
    return status == STATUS_OK ? tally_add_rows(&pass->tally, &rows, p) : status;
}

static bool aggregate_compares(const struct aggregate *aggregate)
{
    bool compares = false;
    for (size_t i = 0; i < aggregate->measure_count; i++)
        compares = compares || aggregate->measures[i] == MEASURE_MIN ||
                   aggregate->measures[i] == MEASURE_MAX;
    return compares;
}

static bool aggregate_has_group(const struct aggregate *aggregate, const struct path *path)
{
    bool has = false;
    for (size_t i = 0; i < aggregate->group_count; i++)
        has = has || (aggregate->paths[i].steps == path->steps &&
                      aggregate->paths[i].column == path->column);
    return has;
}

/* STATUS_TOO_MANY_GROUPS of more than can be counted at once: they are then read row by row. */
static enum status aggregate_count_groups(struct aggregate_pass *pass, struct problem *p)
{
    const struct aggregate *aggregate = &pass->aggregation->aggregate;
    const struct path *facts = aggregate->paths + aggregate->group_count;
    struct path keys[AGGREGATE_GROUPS_MAX + 1];
    struct grouped grouped = {.keys = keys,
                              .key_count = aggregate->group_count,
                              .ordered = aggregate->group_count,
                              .extremes = aggregate_compares(aggregate)};
    struct groups *groups = NULL;
    struct arena arena; /* of one group's cells */
    memcpy(keys, aggregate->paths, aggregate->group_count * sizeof *keys);
    if (aggregate->measured) {
        if (!aggregate_has_group(aggregate, &facts[FACT_KPI]))
            keys[grouped.key_count++] = facts[FACT_KPI];
        grouped.value = &facts[FACT_VALUE];
        grouped.note = &facts[FACT_QUALIFIER];
        grouped.plain = "exact";
    }
    enum status status =
        groups_open(&groups, pass->service->store, &aggregate->query, &grouped, COUNTED_MAX, p);
    arena_init(&arena, GROUP_MEMORY);
    for (size_t i = 0; status == STATUS_OK && i < groups_count(groups); i++) {
        arena_reset(&arena);
        status = aggregate_take_group(pass, groups, i, &arena, p);
    }
    arena_free(&arena);
    groups_close(groups);
    if (status == STATUS_OK && (pass->open || aggregate->group_count == 0))
        status = give_group(pass, p);
    return status;
}

static enum status aggregate_groups(struct aggregate_pass *pass, struct problem *p)
{
    if (pass->aggregation->aggregate.adds)
        return aggregate_read_groups(pass, p);
    enum status status = aggregate_count_groups(pass, p);
    return status == STATUS_TOO_MANY_GROUPS && !pass->open ? aggregate_read_groups(pass, p)
                                                           : status;
}

enum status aggregation_rows(const struct aggregation *aggregation, const struct service *service,
                             figure_sink *sink, void *context, struct problem *p)
{
    struct aggregate_pass pass = {
        .aggregation = aggregation, .service = service, .sink = sink, .context = context};
    arena_init(&pass.arena, GROUP_MEMORY);
    tally_init(&pass.tally, &aggregation->aggregate);
    enum status status = aggregate_groups(&pass, p);
    tally_free(&pass.tally);
    arena_free(&pass.arena);
    return status;
}
