/* See change_query.h. */
#include "hiraku/service/change_query.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/clock.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/value/decimal.h"

/* A bound, and which conditions say the same of a number, a day and a moment. */
static const struct change_bound {
    const char *name, *number, *day, *moment;
    int days; /* from the beginning of the day to that of the condition */
} change_bounds[] = {
    {"since", "release__gt", "published_at__ge", "published_at__gt", 0},
    {"until", "release__le", "published_at__lt", "published_at__le", 1},
};

enum { CHANGE_BOUNDS = sizeof change_bounds / sizeof *change_bounds, DAY_SECONDS = 86400 };

void change_query_fix(struct query *query, const char *column, struct slice value)
{
    struct filter *filter = &query->filters[query->filter_count++];
    *filter = (struct filter){.column = model_column(query->resource, slice_of(column)),
                              .comparison = COMPARISON_EQ,
                              .value = value,
                              .name = slice_of(column)};
    query->fixed = query->filter_count;
}

static enum status change_query_refuse(const struct parameter *parameter, struct problem *p)
{
    static const char *const allowed[] = {"0, 1, 2 …", "YYYY-MM-DD", "YYYY-MM-DDThh:mm:ssZ"};
    problem_set(p, STATUS_BAD_PARAMETER, parameter->name, parameter->value, NULL);
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
        problem_allow(p, slice_of(allowed[i]));
    return STATUS_BAD_PARAMETER;
}

/* Makes of a bound the condition that it stands for. */
static enum status change_query_bind(struct parameter *parameter, const struct change_bound *bound,
                                     int utc_offset, struct arena *arena, struct problem *p)
{
    int64_t number;
    time_t when;
    char text[CLOCK_RFC3339_SIZE];
    if (decimal_parse_int(parameter->value, 0, INT64_MAX - 1, &number)) {
        parameter->name = slice_of(bound->number);
        return STATUS_OK;
    }
    if (clock_parse_day(parameter->value, &when)) {
        parameter->name = slice_of(bound->day);
        when += bound->days * DAY_SECONDS - utc_offset;
    } else if (clock_parse_moment(parameter->value, &when)) {
        parameter->name = slice_of(bound->moment);
    } else {
        return change_query_refuse(parameter, p);
    }
    clock_rfc3339(when, text);
    parameter->value = arena_printf(arena, "%s", text);
    return STATUS_OK;
}

/* The parameters, with conditions in the place of bounds. */
static enum status change_query_own(struct parameter *own, size_t count, int utc_offset,
                                    struct arena *arena, struct problem *p)
{
    bool given[CHANGE_BOUNDS] = {false};
    for (size_t i = 0; i < count; i++) {
        size_t at = 0;
        while (at < CHANGE_BOUNDS && !slice_is(own[i].name, change_bounds[at].name))
            at++;
        if (at == CHANGE_BOUNDS)
            continue;
        if (given[at])
            return problem_set(p, STATUS_REPEATED_PARAMETER, own[i].name, own[i].value, NULL);
        given[at] = true;
        enum status status = change_query_bind(&own[i], &change_bounds[at], utc_offset, arena, p);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

static enum status change_query_table(const struct filter *filter, struct slice table,
                                      struct problem *p)
{
    const struct resource *found = model_resource(table);
    if (table.len == 0 || (found && !found->computed) || slice_is(table, instance_resource.name))
        return STATUS_OK;
    problem_set(p, STATUS_BAD_PARAMETER, filter->name, table, NULL);
    problem_nearest(p, model_nearest_resource(table));
    for (size_t i = 0; i < model_resource_count; i++)
        if (!model_resources[i]->computed)
            problem_allow(p, slice_of(model_resources[i]->name));
    problem_allow(p, slice_of(instance_resource.name));
    return STATUS_BAD_PARAMETER;
}

/* Whether the tables are there that conditions name. */
static enum status change_query_check(const struct query *query, struct problem *p)
{
    enum status status = STATUS_OK;
    for (size_t i = query->fixed; i < query->filter_count && status == STATUS_OK; i++) {
        const struct filter *filter = &query->filters[i];
        if (strcmp(filter->column->name, "table") != 0 || filter->comparison > COMPARISON_NE)
            continue;
        status = change_query_table(filter, filter->value, p);
    }
    return status;
}

enum status change_query_parse(struct query *query, struct arena *arena,
                               const struct parameter *parameters, size_t count,
                               struct query_rules rules, struct problem *p)
{
    struct parameter *own = arena_alloc(arena, (count + 1) * sizeof *own);
    enum status status = own ? STATUS_OK : problem_memory(p);
    for (size_t i = 0; i < count && own; i++)
        own[i] = parameters[i];
    if (status == STATUS_OK)
        status = change_query_own(own, count, rules.utc_offset, arena, p);
    if (status == STATUS_OK)
        status = query_parse(query, arena, own, count, rules, p);
    for (size_t i = 0; i < CHANGE_BOUNDS && status == STATUS_UNKNOWN_PARAMETER; i++)
        problem_allow(p, slice_of(change_bounds[i].name));
    return status == STATUS_OK ? change_query_check(query, p) : status;
}
