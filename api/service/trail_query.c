/* See trail_query.h. */
#include "hiraku/service/trail_query.h"

#include "hiraku/base/arena.h"
#include "hiraku/model/resource.h"
#include "hiraku/model/trail.h"

#include <stdio.h>

enum { YEAR_DIGITS = 4, YEAR_NAME_SIZE = 128 };

static const char trail_query_name[] = "year", trail_query_undated[] = "undated",
                  trail_query_unknown[] = "unknown";

enum { YEAR_FROM, YEAR_TO, YEAR_UNDATED, YEAR_UNKNOWN, YEAR_CONDITIONS };

/* round.period__ge, or of what tells the year itself round__isnull */
static void trail_query_condition(size_t which, char name[YEAR_NAME_SIZE])
{
    static const char *const comparisons[] = {"ge", "le", "isnull", "isnull"};
    const char *of = model_trail.year_of;
    if (which == YEAR_UNKNOWN)
        snprintf(name, YEAR_NAME_SIZE, "%s__%s", of, comparisons[which]);
    else
        snprintf(name, YEAR_NAME_SIZE, "%s.%s__%s", of, model_trail.year, comparisons[which]);
}

/* The digits of 2020 or FY2020; empty: it is neither. */
static struct slice trail_query_digits(struct slice text)
{
    struct slice digits = slice_starts(text, "FY") ? slice_from(text, 2) : text;
    for (size_t i = 0; i < digits.len; i++)
        if (digits.at[i] < '0' || digits.at[i] > '9')
            return SLICE_NONE;
    return digits.len == YEAR_DIGITS ? digits : SLICE_NONE;
}

static enum status trail_query_refuse(const struct parameter *given, struct problem *p)
{
    static const char *const allowed[] = {"2020", "FY2020", trail_query_undated,
                                          trail_query_unknown};
    problem_set(p, STATUS_BAD_PARAMETER, given->name, given->value, NULL);
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
        problem_allow(p, slice_of(allowed[i]));
    return STATUS_BAD_PARAMETER;
}

static struct parameter trail_query_one(size_t which, struct slice value, struct arena *arena)
{
    char name[YEAR_NAME_SIZE];
    trail_query_condition(which, name);
    return (struct parameter){arena_copy(arena, slice_of(name)), value};
}

/* Adds the conditions that `year` stands for. */
static enum status trail_query_bind(const struct parameter *given, struct parameter *own,
                                    size_t *count, struct arena *arena, struct problem *p)
{
    struct slice digits = trail_query_digits(given->value);
    bool undated = slice_is(given->value, trail_query_undated);
    if (undated || slice_is(given->value, trail_query_unknown)) {
        own[(*count)++] =
            trail_query_one(undated ? YEAR_UNDATED : YEAR_UNKNOWN, slice_of("true"), arena);
        return STATUS_OK;
    }
    if (digits.len == 0)
        return trail_query_refuse(given, p);
    struct slice year = arena_printf(arena, "FY%.*s", (int)digits.len, digits.at);
    own[(*count)++] = trail_query_one(YEAR_FROM, year, arena);
    own[(*count)++] = trail_query_one(YEAR_TO, year, arena);
    return STATUS_OK;
}

enum status trail_query_parse(struct query *query, struct arena *arena,
                              const struct parameter *parameters, size_t count,
                              struct query_rules rules, struct problem *p)
{
    struct parameter *own = arena_alloc(arena, (count + YEAR_CONDITIONS) * sizeof *own);
    enum status status = own ? STATUS_OK : problem_memory(p);
    bool given = false;
    size_t kept = 0;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        if (!slice_is(parameters[i].name, trail_query_name)) {
            own[kept++] = parameters[i];
            continue;
        }
        if (given)
            return problem_set(p, STATUS_REPEATED_PARAMETER, parameters[i].name,
                               parameters[i].value, NULL);
        given = true;
        status = trail_query_bind(&parameters[i], own, &kept, arena, p);
    }
    if (status == STATUS_OK)
        status = query_parse(query, arena, own, kept, rules, p);
    if (status == STATUS_UNKNOWN_PARAMETER)
        problem_allow(p, slice_of(trail_query_name));
    return status;
}

/* The value of one of the conditions; empty: there is none. */
static struct slice trail_query_value(const struct query *query, size_t which)
{
    char name[YEAR_NAME_SIZE];
    trail_query_condition(which, name);
    for (size_t i = query->fixed; i < query->filter_count; i++)
        if (slice_is(query->filters[i].name, name))
            return query->filters[i].value;
    return SLICE_NONE;
}

struct slice trail_query_year(const struct query *query)
{
    struct slice from = trail_query_value(query, YEAR_FROM);
    if (slice_is(trail_query_value(query, YEAR_UNDATED), "true"))
        return slice_of(trail_query_undated);
    if (slice_is(trail_query_value(query, YEAR_UNKNOWN), "true"))
        return slice_of(trail_query_unknown);
    bool whole = trail_query_digits(from).len > 0 && slice_starts(from, "FY") &&
                 slice_equal(from, trail_query_value(query, YEAR_TO));
    return whole ? from : SLICE_NONE;
}

bool trail_query_is_year(struct slice name)
{
    char condition[YEAR_NAME_SIZE];
    for (size_t i = 0; i < YEAR_CONDITIONS; i++) {
        trail_query_condition(i, condition);
        if (slice_is(name, condition))
            return true;
    }
    return false;
}
