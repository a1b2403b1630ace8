/* See service/group_bars.h. */
#include "hiraku/service/group_bars.h"

#include "hiraku/service/group_name.h"
#include "hiraku/service/inputs.h"
#include "hiraku/service/service.h"

#include <stdio.h>

enum { GROUP_BARS_MEMORY = 8 << 20 };

void group_bars_inputs(const struct group_bars *bars, struct inputs *inputs)
{
    const struct aggregate *aggregate = &bars->aggregation.aggregate;
    aggregation_inputs(&bars->aggregation, inputs);
    for (size_t i = 0; i < aggregate->group_count; i++)
        if (aggregate->paths[i].column->type == TYPE_REF)
            inputs_add(inputs, aggregate->paths[i].column->ref);
}

static void group_bars_take(void *context, const struct slice *cells)
{
    struct group_bars *bars = context;
    const struct aggregate *aggregate = &bars->aggregation.aggregate;
    bars->more = bars->count == GROUP_BARS_MAX;
    if (bars->more)
        return;
    struct group_bar *bar = &bars->bars[bars->count++];
    for (size_t i = 0; i < aggregate->group_count; i++)
        bar->cells[i] = arena_copy(&bars->arena, *cells++);
    for (size_t i = 0; i < aggregate->measure_count; i++)
        bar->measures[i] = arena_copy(&bars->arena, *cells++);
    if (!aggregate->measured)
        return;
    bar->missing = arena_copy(&bars->arena, cells[0]);
    bar->inexact = arena_copy(&bars->arena, cells[1]);
    bar->unit[0] = arena_copy(&bars->arena, cells[2]);
    bar->unit[1] = arena_copy(&bars->arena, cells[3]);
}

static enum status group_bars_too_many(const struct group_bars *bars, struct problem *p)
{
    const struct aggregate *aggregate = &bars->aggregation.aggregate;
    char most[16];
    snprintf(most, sizeof most, "%d", GROUP_BARS_MAX);
    return problem_set(p, STATUS_TOO_MANY_GROUPS,
                       aggregate->group_count ? aggregate->paths[0].name : SLICE_NONE,
                       slice_of(most), NULL);
}

enum status group_bars_read(struct group_bars *bars, const struct service *service,
                            struct problem *p)
{
    const struct aggregate *aggregate = &bars->aggregation.aggregate;
    struct service own = *service;
    arena_init(&bars->arena, GROUP_BARS_MEMORY);
    own.arena = &bars->arena;
    enum status status = aggregation_columns(&bars->aggregation, &bars->arena, p);
    if (status == STATUS_OK)
        status = aggregation_rows(&bars->aggregation, service, group_bars_take, bars, p);
    if (status == STATUS_OK && bars->more)
        status = group_bars_too_many(bars, p);
    for (size_t i = 0; i < bars->count; i++)
        for (size_t j = 0; j < aggregate->group_count && status == STATUS_OK; j++)
            status = group_name(&own, &aggregate->paths[j], bars->bars[i].cells[j],
                                &bars->bars[i].names[j], p);
    return status == STATUS_OK && arena_overflowed(&bars->arena) ? problem_memory(p) : status;
}

void group_bars_close(struct group_bars *bars)
{
    arena_free(&bars->arena);
}
