/* Parameters of a list against the model. Values are made canonical in query_value.c, cursors in
 * query_cursor.c. */
#include "hiraku/query/query.h"

#include "hiraku/base/arena.h"
#include "hiraku/value/iri.h"

#include "query_parts.h"

#include <stdio.h>
#include <stdlib.h>

void query_record(struct query *query, const struct resource *resource, struct slice id)
{
    *query = (struct query){.resource = resource, .limit = 1, .filter_count = 1};
    query->filters[0].column = &resource->columns[0];
    query->filters[0].value = id;
}

enum status query_split(struct arena *arena, struct slice raw, struct parameter *parameters,
                        size_t max, size_t *count, struct problem *p)
{
    *count = 0;
    for (size_t at = 0; at < raw.len;) {
        const char *start = raw.at + at;
        const char *amp = memchr(start, '&', raw.len - at);
        size_t len = amp ? (size_t)(amp - start) : raw.len - at;
        const char *equals = memchr(start, '=', len);
        struct slice name = {start, equals ? (size_t)(equals - start) : len};
        struct slice value = {equals ? equals + 1 : start + len, equals ? len - name.len - 1 : 0};
        at += len + 1;
        if (len == 0) /* as application/x-www-form-urlencoded is parsed (WHATWG URL s.5.1) */
            continue;
        if (*count == max) {
            char limit[32];
            snprintf(limit, sizeof limit, "%zu", max);
            problem_set(p, STATUS_BAD_PARAMETER, slice_of("?"), slice_of("&"), NULL);
            problem_allow(p, slice_of(limit));
            return STATUS_BAD_PARAMETER;
        }
        struct parameter *parameter = &parameters[*count];
        parameter->name = iri_decode(arena, name, true);
        parameter->value = iri_decode(arena, value, true);
        if (arena_overflowed(arena))
            return problem_memory(p);
        if (!parameter->name.at || !parameter->value.at)
            return problem_set(p, STATUS_BAD_TARGET, name, (struct slice){start, len}, NULL);
        ++*count;
    }
    return STATUS_OK;
}

/* Whether the path has already fixed this column of the row. */
static bool is_fixed(const struct query *query, const struct filter *filter)
{
    for (size_t i = 0; i < query->fixed; i++)
        if (filter->steps == 0 && query->filters[i].column == filter->column)
            return true;
    return false;
}

static enum status read_filter(struct query *query, struct arena *arena,
                               const struct parameter *parameter, struct query_rules rules,
                               struct problem *p)
{
    struct filter filter = {0};
    enum status status = query_read_name(query->resource, parameter->name, rules.form, &filter, p);
    if (status == STATUS_UNKNOWN_PARAMETER)
        query_propose(query->resource, parameter, p);
    if (status != STATUS_OK)
        return status;
    if (is_fixed(query, &filter))
        return problem_set(p, STATUS_UNKNOWN_PARAMETER, parameter->name, (struct slice){0}, NULL);
    if (query->filter_count == QUERY_FILTERS_MAX)
        return problem_set(p, STATUS_BAD_PARAMETER, parameter->name, parameter->value, NULL);
    status = query_read_values(arena, &filter, parameter->value, rules.first_month, p);
    if (status == STATUS_BAD_PARAMETER && p)
        snprintf(p->subject, sizeof p->subject, "%.*s", (int)parameter->name.len,
                 parameter->name.at);
    if (status == STATUS_EMPTY_VALUE)
        query_propose_null(parameter->name, p);
    query->filters[query->filter_count++] = filter;
    return status;
}

static int query_by_name(const void *left, const void *right)
{
    const struct filter *a = left, *b = right;
    return slice_compare(a->name, b->name);
}

enum status query_parse(struct query *query, struct arena *arena,
                        const struct parameter *parameters, size_t count, struct query_rules rules,
                        struct problem *p)
{
    enum query_form form = rules.form;
    const struct query_lists lists = {query->resource, form, NULL};
    enum status status = query_join(arena, &lists, &parameters, &count, p);
    query->limit = form == QUERY_PAGES ? QUERY_LIMIT : 0;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        bool known;
        for (size_t j = 0; j < i; j++)
            if (slice_equal(parameters[j].name, parameters[i].name))
                return problem_set(p, STATUS_REPEATED_PARAMETER, parameters[i].name,
                                   parameters[i].value, NULL);
        status = query_read_option(query, arena, &parameters[i], form, &known, p);
        if (status == STATUS_OK && !known)
            status = read_filter(query, arena, &parameters[i], rules, p);
    }
    if (status == STATUS_OK)
        status = query_check_presentation(query, p);
    if (status != STATUS_OK)
        return status;
    qsort(query->filters + query->fixed, query->filter_count - query->fixed, sizeof *query->filters,
          query_by_name);
    for (size_t i = 0; i < count; i++)
        if (form == QUERY_PAGES && slice_is(parameters[i].name, "cursor"))
            return query_read_cursor(query, parameters[i].value, arena, p);
    return STATUS_OK;
}

enum status query_none(const struct parameter *parameters, size_t count, struct problem *p)
{
    if (count == 0)
        return STATUS_OK;
    return problem_set(p, STATUS_UNKNOWN_PARAMETER, parameters[0].name, (struct slice){0}, NULL);
}
