/* Groups and measures: reading what is asked for.
 *
 * The figures of a group are in tally.c; rows come from api/store/projection.c. */
#include "hiraku/statistics/aggregate.h"

#include "hiraku/base/out.h"
#include "hiraku/model/model.h"
#include "hiraku/value/iri.h"

#include <stdio.h>

enum { PARAMETERS_MAX = QUERY_FILTERS_MAX + 8 };

static const char *const names[MEASURES] = {"sum", "avg", "min", "max", "count"};

static const char *const facts_of[FACTS] = {
    [FACT_VALUE] = "value",
    [FACT_QUALIFIER] = "qualifier",
    [FACT_KPI] = "kpi",
    [FACT_UNIT_JA] = "kpi.unit_ja",
    [FACT_UNIT_EN] = "kpi.unit_en",
    [FACT_UNIT_CODE] = "kpi.unit_code",
    [FACT_UNIT_MULTIPLIER] = "kpi.unit_multiplier",
    [FACT_NAME] = "kpi.name_ja",
    [FACT_NATURE] = "kpi.nature",
    [FACT_COUNTING] = "kpi.counting",
    [FACT_VALUE_TYPE] = "value_type",
    [FACT_ACCUMULATION] = "accumulation",
    [FACT_ITEM] = "item",
    [FACT_SEGMENT] = "segment",
    [FACT_AREA] = "area",
    [FACT_ITEM_SCHEME] = "item.scheme",
    [FACT_SEGMENT_SCHEME] = "segment.scheme",
    [FACT_AREA_KIND] = "area.kind",
    [FACT_PERIOD] = "period",
    [FACT_STARTS] = "starts",
    [FACT_ENDS] = "ends",
};

const char *measure_name(enum measure measure)
{
    return names[measure];
}

static bool is_group(const struct aggregate *aggregate, const char *name)
{
    for (size_t i = 0; i < aggregate->group_count; i++)
        if (slice_is(aggregate->paths[i].name, name))
            return true;
    return false;
}

/* Ends after as many steps as there are groups: each step needs another one. */
void aggregate_name(const struct aggregate *aggregate, const char *name,
                    char text[AGGREGATE_NAME_SIZE])
{
    static const char before[] = "measure_";
    snprintf(text, AGGREGATE_NAME_SIZE, "%s", name);
    while (is_group(aggregate, text)) {
        memmove(text + sizeof before - 1, text, strlen(text) + 1);
        memcpy(text, before, sizeof before - 1);
    }
}

/* --- what is asked for --- */

/* Cuts the next name off a list with commas. */
static bool aggregate_next_name(struct slice *list, struct slice *name)
{
    if (!list->at)
        return false;
    const char *comma = list->len ? memchr(list->at, ',', list->len) : NULL;
    *name = (struct slice){list->at, comma ? (size_t)(comma - list->at) : list->len};
    *list = comma ? (struct slice){comma + 1, list->len - name->len - 1} : SLICE_NONE;
    return true;
}

static enum status aggregate_parse_groups(struct aggregate *aggregate, struct slice list,
                                          struct problem *p)
{
    struct slice rest = list, name;
    while (aggregate_next_name(&rest, &name)) {
        struct path path;
        enum status status = path_read(aggregate->query.resource, name, "group", &path, p);
        if (status != STATUS_OK)
            return status;
        for (size_t i = 0; i < aggregate->group_count; i++)
            if (slice_equal(aggregate->paths[i].name, name))
                return problem_set(p, STATUS_REPEATED_VALUE, slice_of("group"), name, NULL);
        if (aggregate->group_count == AGGREGATE_GROUPS_MAX) {
            problem_set(p, STATUS_BAD_PARAMETER, slice_of("group"), list, NULL);
            problem_allow(p, slice_of("1–4 columns"));
            return STATUS_BAD_PARAMETER;
        }
        aggregate->paths[aggregate->group_count++] = path;
    }
    return STATUS_OK;
}

static enum status bad_measure(struct slice value, struct problem *p)
{
    problem_set(p, STATUS_BAD_PARAMETER, slice_of("measure"), value, NULL);
    for (size_t i = 0; i < MEASURES; i++)
        problem_allow(p, slice_of(names[i]));
    return STATUS_BAD_PARAMETER;
}

static enum status no_measure(const struct aggregate *aggregate, struct slice name,
                              struct problem *p)
{
    problem_set(p, STATUS_NO_MEASURE, slice_of(aggregate->query.resource->name), name, NULL);
    problem_allow(p, slice_of(names[MEASURE_COUNT]));
    return STATUS_NO_MEASURE;
}

static enum status read_measures(struct aggregate *aggregate, struct slice list, struct problem *p)
{
    struct slice rest = list, name;
    while (aggregate_next_name(&rest, &name)) {
        size_t measure = 0;
        while (measure < MEASURES && !slice_is(name, names[measure]))
            measure++;
        if (measure == MEASURES)
            return bad_measure(name, p);
        if (measure != MEASURE_COUNT && !aggregate->measured)
            return no_measure(aggregate, name, p);
        for (size_t i = 0; i < aggregate->measure_count; i++)
            if (aggregate->measures[i] == measure)
                return problem_set(p, STATUS_REPEATED_VALUE, slice_of("measure"), name, NULL);
        aggregate->measures[aggregate->measure_count++] = (enum measure)measure;
        aggregate->adds = aggregate->adds || measure == MEASURE_SUM || measure == MEASURE_AVG;
    }
    return STATUS_OK;
}

/* The facts of a figure, and within a group the order of time, in which sums are checked. */
static enum status add_facts(struct aggregate *aggregate, struct problem *p)
{
    static const char *const order[] = {"starts", "ends"};
    struct query *query = &aggregate->query;
    aggregate->path_count = aggregate->group_count;
    for (int i = 0; aggregate->measured && i < (aggregate->adds ? FACTS : FACTS_OF_UNIT); i++) {
        enum status status = path_read(query->resource, slice_of(facts_of[i]), "measure",
                                       &aggregate->paths[aggregate->path_count++], p);
        if (status != STATUS_OK)
            return status;
    }
    for (size_t i = 0; aggregate->adds && i < sizeof order / sizeof *order; i++)
        query->order[query->order_count++] = model_column(query->resource, slice_of(order[i]));
    query->sorted = true;
    return STATUS_OK;
}

/* A figure is what the table has of decimals. */
static bool has_figures(const struct resource *resource)
{
    const struct column *column = model_column(resource, slice_of(facts_of[FACT_VALUE]));
    return column && column->type == TYPE_DECIMAL;
}

/* Names that other services have for the same, and slips of the pen. */
static const struct {
    const char *name, *parameter;
} synonyms[] = {{"group_by", "group"},     {"groupby", "group"},   {"groupBy", "group"},
                {"by", "group"},           {"groups", "group"},    {"gruop", "group"},
                {"$group", "group"},       {"dimension", "group"}, {"dimensions", "group"},
                {"measures", "measure"},   {"metric", "measure"},  {"metrics", "measure"},
                {"aggregate", "measure"},  {"agg", "measure"},     {"function", "measure"},
                {"aggregation", "measure"}};

static enum status aggregate_read_filters(struct aggregate *aggregate, struct arena *arena,
                                          const struct parameter *rest, size_t count,
                                          struct problem *p)
{
    enum status status = query_parse(
        &aggregate->query, arena, rest, count,
        (struct query_rules){.form = QUERY_FILTERS, .first_month = aggregate->first_month}, p);
    if (status == STATUS_UNKNOWN_PARAMETER) {
        for (size_t i = 0; p && i < sizeof synonyms / sizeof *synonyms; i++)
            if (slice_is(slice_of(p->subject), synonyms[i].name)) {
                p->nearest[0] = '\0';
                problem_nearest(p, slice_of(synonyms[i].parameter));
            }
        problem_allow(p, slice_of("group"));
        problem_allow(p, slice_of("measure"));
    }
    return status;
}

enum status aggregate_parse(struct aggregate *aggregate, struct arena *arena,
                            const struct parameter *parameters, size_t count, int first_month,
                            struct problem *p)
{
    static const char *const lists_own[] = {"group", "measure", NULL};
    const struct query_lists lists = {aggregate->query.resource, QUERY_FILTERS, lists_own};
    struct parameter rest[PARAMETERS_MAX];
    const struct parameter *group = NULL, *measure = NULL;
    size_t rest_count = 0;
    aggregate->measured = has_figures(aggregate->query.resource);
    aggregate->first_month = first_month;
    enum status status = query_join(arena, &lists, &parameters, &count, p);
    if (status != STATUS_OK)
        return status;
    for (size_t i = 0; i < count; i++) {
        bool groups = slice_is(parameters[i].name, "group");
        const struct parameter **own = groups ? &group : &measure;
        if (!groups && !slice_is(parameters[i].name, "measure")) {
            if (rest_count == PARAMETERS_MAX)
                return problem_set(p, STATUS_BAD_PARAMETER, parameters[i].name, parameters[i].value,
                                   NULL);
            rest[rest_count++] = parameters[i];
        } else if (*own) {
            return problem_set(p, STATUS_REPEATED_PARAMETER, parameters[i].name,
                               parameters[i].value, NULL);
        } else {
            *own = &parameters[i];
        }
    }
    status = group ? aggregate_parse_groups(aggregate, group->value, p) : STATUS_OK;
    if (status == STATUS_OK)
        status = read_measures(aggregate, measure ? measure->value : slice_of("count"), p);
    if (status == STATUS_OK)
        status = aggregate_read_filters(aggregate, arena, rest, rest_count, p);
    return status == STATUS_OK ? add_facts(aggregate, p) : status;
}

struct slice aggregate_canonical(const struct aggregate *aggregate, struct arena *arena)
{
    struct out out;
    struct query filters = aggregate->query;
    filters.sorted = false;
    filters.order_count = 0;
    struct slice rest = query_canonical(&filters, arena, SLICE_NONE);
    out_open_memory(&out, 1 << 16);
    for (size_t i = 0; i < aggregate->group_count; i++) {
        out_text(&out, i == 0 ? "group=" : ",");
        iri_segment(&out, aggregate->paths[i].name);
    }
    for (size_t i = 0; i < aggregate->measure_count; i++) {
        out_text(&out, i > 0 ? "," : out.len > 0 ? "&measure=" : "measure=");
        out_text(&out, names[aggregate->measures[i]]);
    }
    if (rest.len > 0)
        out_char(&out, '&');
    out_slice(&out, rest);
    return out_keep(&out, arena);
}
