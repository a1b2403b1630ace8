/* Parameters that are not filters, and for which answers they are.
 *
 * How rows are shown (lang, profile …) is read in query_presentation.c. What a cursor means is read
 * at the end, in query.c, because it depends on all others. */
#include "query_parts.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/out.h"
#include "hiraku/base/text.h"
#include "hiraku/model/model.h"
#include "hiraku/query/search.h"
#include "hiraku/value/decimal.h"

#include <stdio.h>

enum { WORDS_MAX = 256 };

static enum status query_option_bad_value(struct slice name, struct slice value,
                                          const char *allowed, struct problem *p)
{
    problem_set(p, STATUS_BAD_PARAMETER, name, value, NULL);
    if (allowed)
        problem_allow(p, slice_of(allowed));
    return STATUS_BAD_PARAMETER;
}

static enum status unknown_column(const struct resource *resource, const struct parameter *from,
                                  struct slice name, bool references, struct problem *p)
{
    problem_set(p, STATUS_BAD_PARAMETER, from->name, name, NULL);
    problem_nearest(p, model_nearest_column(resource, name));
    for (const struct column *column = resource->columns; column->name; column++)
        if (column_is_published(column) && (!references || column->type == TYPE_REF))
            problem_allow(p, slice_of(column->name));
    return STATUS_BAD_PARAMETER;
}

/* Cuts the next name off a list with commas. */
static bool query_option_next_name(struct slice *list, struct slice *name)
{
    if (!list->at)
        return false;
    const char *comma = list->len ? memchr(list->at, ',', list->len) : NULL;
    size_t len = comma ? (size_t)(comma - list->at) : list->len;
    *name = (struct slice){list->at, len};
    *list = comma ? (struct slice){comma + 1, list->len - len - 1} : SLICE_NONE;
    return true;
}

/* Where a list of columns is put. */
struct column_list {
    const struct column **columns;
    size_t *count, max;
    bool references; /* no others */
};

/* A list of published columns, each once. */
static enum status read_columns(const struct query *query, const struct parameter *parameter,
                                const struct column_list *to, struct problem *p)
{
    struct slice list = parameter->value, name;
    while (query_option_next_name(&list, &name)) {
        const struct column *column = model_column(query->resource, name);
        if (!column || !column_is_published(column) || (to->references && column->type != TYPE_REF))
            return unknown_column(query->resource, parameter, name, to->references, p);
        for (size_t i = 0; i < *to->count; i++)
            if (to->columns[i] == column)
                return problem_set(p, STATUS_REPEATED_VALUE, parameter->name, name, NULL);
        if (*to->count == to->max)
            return query_option_bad_value(parameter->name, parameter->value, NULL, p);
        to->columns[(*to->count)++] = column;
    }
    return STATUS_OK;
}

static enum status query_option_read_limit(struct query *query, struct arena *arena,
                                           const struct parameter *parameter, struct problem *p)
{
    int64_t limit;
    char range[32];
    (void)arena;
    snprintf(range, sizeof range, "1–%d", QUERY_LIMIT_MAX);
    if (!decimal_parse_int(parameter->value, 1, QUERY_LIMIT_MAX, &limit))
        return query_option_bad_value(parameter->name, parameter->value, range, p);
    query->limit = (uint64_t)limit;
    return STATUS_OK;
}

static enum status read_cursor(struct query *query, struct arena *arena,
                               const struct parameter *parameter, struct problem *p)
{
    (void)query, (void)arena, (void)parameter, (void)p;
    return STATUS_OK;
}

/* `name desc`, `name:desc`, `name.asc`, `+name`: what other services write for the direction. */
static enum status bad_order(const struct query *query, const struct parameter *parameter,
                             struct slice name, struct problem *p)
{
    char text[128];
    struct slice column = text_trim(name);
    if (column.len && *column.at == '+')
        column = slice_from(column, 1);
    size_t len = 0;
    while (len < column.len && !strchr(" :.\t", column.at[len]))
        len++;
    struct slice end = slice_from(column, len);
    while (end.len && strchr(" :.\t", *end.at))
        end = slice_from(end, 1);
    bool descending = end.len && (*end.at == 'd' || *end.at == 'D' || *end.at == '-');
    enum status status = unknown_column(query->resource, parameter, name, false, p);
    const struct column *meant = model_column(query->resource, (struct slice){column.at, len});
    if (!p || !meant || !column_is_published(meant) || (len == column.len && len == name.len))
        return status;
    snprintf(text, sizeof text, "%s%s", descending ? "-" : "", meant->name);
    p->nearest[0] = '\0';
    problem_nearest(p, slice_of(text));
    return status;
}

static enum status read_sort(struct query *query, struct arena *arena,
                             const struct parameter *parameter, struct problem *p)
{
    struct slice list = parameter->value, name;
    (void)arena;
    query->sorted = true;
    query->order_count = 0;
    while (query_option_next_name(&list, &name)) {
        bool descending = name.len > 0 && *name.at == '-';
        if (descending)
            name = slice_from(name, 1);
        const struct column *column = model_column(query->resource, name);
        if (!column || !column_is_published(column))
            return bad_order(query, parameter, name, p);
        for (size_t i = 0; i < query->order_count; i++)
            if (query->order[i] == column)
                return problem_set(p, STATUS_REPEATED_VALUE, parameter->name, name, NULL);
        if (query->order_count == QUERY_ORDER_MAX)
            return query_option_bad_value(parameter->name, parameter->value, NULL, p);
        query->descending[query->order_count] = descending;
        query->order[query->order_count++] = column;
    }
    return STATUS_OK;
}

static enum status read_fields(struct query *query, struct arena *arena,
                               const struct parameter *parameter, struct problem *p)
{
    (void)arena;
    const struct column_list to = {query->fields, &query->field_count, COLUMNS_MAX, false};
    return read_columns(query, parameter, &to, p);
}

static enum status read_include(struct query *query, struct arena *arena,
                                const struct parameter *parameter, struct problem *p)
{
    (void)arena;
    const struct column_list to = {query->include, &query->include_count, QUERY_INCLUDE_MAX, true};
    return read_columns(query, parameter, &to, p);
}

static enum status read_facets(struct query *query, struct arena *arena,
                               const struct parameter *parameter, struct problem *p)
{
    (void)arena;
    const struct column_list to = {query->facets, &query->facet_count, QUERY_FACETS_MAX, false};
    return read_columns(query, parameter, &to, p);
}

static enum status read_count(struct query *query, struct arena *arena,
                              const struct parameter *parameter, struct problem *p)
{
    (void)arena;
    if (!slice_is(parameter->value, "no") && !slice_is(parameter->value, "yes"))
        return query_option_bad_value(parameter->name, parameter->value, "yes, no", p);
    query->uncounted = slice_is(parameter->value, "no");
    return STATUS_OK;
}

static enum status query_option_read_words(struct query *query, struct arena *arena,
                                           const struct parameter *parameter, struct problem *p)
{
    bool too_many;
    query->words = text_trim(parameter->value);
    if (query->words.len > WORDS_MAX)
        return problem_set(p, STATUS_BAD_WORDS, parameter->name, parameter->value, NULL);
    query->match = search_match(arena, query->words, &too_many);
    if (!query->match.at)
        return problem_memory(p);
    return query->match.len && !too_many
               ? STATUS_OK
               : problem_set(p, STATUS_BAD_WORDS, parameter->name, parameter->value, NULL);
}

#define IN(form) (1u << QUERY_##form)

enum { ANY = IN(GRAPH) | IN(ROWS) | IN(CSV) | IN(PAGES), ROWS = ANY & ~IN(GRAPH) };

static const struct option {
    const char *name;
    query_reader *read;
    unsigned forms; /* bits of enum query_form */
    bool list;
    bool stored; /* not of rows that are made on demand */
} options[] = {
    {"limit", query_option_read_limit, IN(PAGES), false, false},
    {"cursor", read_cursor, IN(PAGES), false, false},
    {"count", read_count, IN(PAGES), false, false},
    {"facet", read_facets, IN(PAGES), true, true},
    {"sort", read_sort, ANY, true, true},
    {"fields", read_fields, ANY, true, false},
    {"include", read_include, ROWS, true, true},
    {"q", query_option_read_words, ANY | IN(FILTERS), false, true},
    {"lang", query_read_lang, ANY, false, false},
    {"profile", query_read_profile, IN(CSV), false, false},
    {"headers", query_read_headers, IN(CSV), false, false},
    {"substitute", query_read_substitute, IN(CSV), false, false},
};
static const size_t option_count = sizeof options / sizeof *options;

static enum status elsewhere(const struct option *option, struct problem *p)
{
    const char *forms = option->forms == IN(PAGES)  ? "JSON"
                        : option->forms == IN(CSV)  ? "CSV"
                        : option->forms & IN(GRAPH) ? "JSON, NDJSON, CSV, RDF"
                                                    : "JSON, NDJSON, CSV";
    return problem_set(p, STATUS_PARAMETER_ELSEWHERE, slice_of(option->name), slice_of(forms),
                       NULL);
}

static bool option_is_of(const struct option *option, const struct resource *resource)
{
    return !(option->stored && resource->on_demand) &&
           (option->read != query_option_read_words || model_is_searchable(resource));
}

enum status query_read_option(struct query *query, struct arena *arena,
                              const struct parameter *parameter, enum query_form form, bool *known,
                              struct problem *p)
{
    *known = false;
    for (size_t i = 0; i < option_count; i++) {
        if (!slice_is(parameter->name, options[i].name))
            continue;
        bool here = options[i].forms & 1u << form;
        *known = (here || form != QUERY_FILTERS) && option_is_of(&options[i], query->resource);
        if (!*known)
            return STATUS_OK;
        return here ? options[i].read(query, arena, parameter, p) : elsewhere(&options[i], p);
    }
    return STATUS_OK;
}

/* Names that other services have for the same. */
static const struct synonym {
    const char *name, *option;
} synonyms[] = {
    {"page", "cursor"},
    {"offset", "cursor"},
    {"skip", "cursor"},
    {"start", "cursor"},
    {"$skip", "cursor"},
    {"$offset", "cursor"},
    {"after", "cursor"},
    {"page_number", "cursor"},
    {"pageNumber", "cursor"},
    {"startIndex", "cursor"},
    {"per_page", "limit"},
    {"perPage", "limit"},
    {"page_size", "limit"},
    {"pageSize", "limit"},
    {"pagesize", "limit"},
    {"$limit", "limit"},
    {"$top", "limit"},
    {"rows", "limit"},
    {"size", "limit"},
    {"max", "limit"},
    {"max_results", "limit"},
    {"num", "limit"},
    {"first", "limit"},
    {"maxResults", "limit"},
    {"order", "sort"},
    {"order_by", "sort"},
    {"orderBy", "sort"},
    {"orderby", "sort"},
    {"$orderby", "sort"},
    {"$order", "sort"},
    {"sort_by", "sort"},
    {"ordering", "sort"},
    {"select", "fields"},
    {"$select", "fields"},
    {"columns", "fields"},
    {"fl", "fields"},
    {"expand", "include"},
    {"$expand", "include"},
    {"embed", "include"},
    {"search", "q"},
    {"$search", "q"},
    {"query", "q"},
    {"s", "q"},
    {"w", "q"},
    {"term", "q"},
    {"keyword", "q"},
    {"keywords", "q"},
    {"text", "q"},
    {"facets", "facet"},
    {"facet.field", "facet"},
    {"language", "lang"},
    {"locale", "lang"},
};

static struct slice meant(struct slice name)
{
    for (size_t i = 0; i < sizeof synonyms / sizeof *synonyms; i++)
        if (slice_is(name, synonyms[i].name))
            return slice_of(synonyms[i].option);
    return name;
}

struct slice query_nearest_option(const struct resource *resource, struct slice name,
                                  enum query_form form)
{
    struct slice option = meant(name), names[sizeof options / sizeof *options];
    size_t count = 0;
    for (size_t i = 0; i < option_count; i++)
        if (options[i].forms & 1u << form &&
            !(options[i].stored && resource && resource->on_demand))
            names[count++] = slice_of(options[i].name);
    for (size_t i = 0; i < count; i++)
        if (slice_equal(names[i], option))
            return names[i];
    return text_nearest(name, names, count);
}

bool query_option_is_list(struct slice name, enum query_form form)
{
    for (size_t i = 0; i < option_count; i++)
        if (options[i].list && options[i].forms & 1u << form && slice_is(name, options[i].name))
            return true;
    return false;
}

bool query_is_option(struct slice name)
{
    for (size_t i = 0; i < option_count; i++)
        if (slice_is(name, options[i].name))
            return true;
    return false;
}

void query_allow_options(const struct resource *resource, enum query_form form, struct problem *p)
{
    for (size_t i = 0; i < option_count; i++)
        if (options[i].forms & 1u << form && !(options[i].stored && resource->on_demand))
            problem_allow(p, slice_of(options[i].name));
}

/* Names with commas between them, with a minus where `descending` says so. */
static struct slice names_of(struct arena *arena, const struct column *const *columns,
                             const bool *descending, size_t count)
{
    struct out out;
    out_open_memory(&out, 8192);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            out_char(&out, ',');
        if (descending && descending[i])
            out_char(&out, '-');
        out_text(&out, columns[i]->name);
    }
    return out_keep(&out, arena);
}

size_t query_option_parts(const struct query *query, struct arena *arena, struct query_part *parts)
{
    size_t count = 0;
    if (query->uncounted)
        parts[count++] = (struct query_part){slice_of("count"), slice_of("no")};
    if (query->facet_count > 0)
        parts[count++] = (struct query_part){
            slice_of("facet"), names_of(arena, query->facets, NULL, query->facet_count)};
    if (query->field_count > 0)
        parts[count++] = (struct query_part){
            slice_of("fields"), names_of(arena, query->fields, NULL, query->field_count)};
    if (query->shown.titles)
        parts[count++] = (struct query_part){slice_of("headers"), slice_of("ja")};
    if (query->include_count > 0)
        parts[count++] = (struct query_part){
            slice_of("include"), names_of(arena, query->include, NULL, query->include_count)};
    if (query->shown.lang)
        parts[count++] = (struct query_part){slice_of("lang"), slice_of(query->shown.lang)};
    if (query->limit != 0 && query->limit != QUERY_LIMIT)
        parts[count++] = (struct query_part){
            slice_of("limit"), arena_printf(arena, "%llu", (unsigned long long)query->limit)};
    if (query->shown.profile != PROFILE_PLAIN)
        parts[count++] = (struct query_part){slice_of("profile"),
                                             slice_of(query_profile_name(query->shown.profile))};
    if (query->words.len > 0)
        parts[count++] = (struct query_part){slice_of("q"), query->words};
    if (query->sorted)
        parts[count++] = (struct query_part){
            slice_of("sort"), names_of(arena, query->order, query->descending, query->order_count)};
    if (query->shown.substituted)
        parts[count++] = (struct query_part){slice_of("substitute"), slice_of("geta")};
    return count;
}
