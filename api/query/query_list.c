/* Lists that clients write as several parameters: `kind=plan&kind=project`, as forms of HTML and
 * OpenAPI's default style do, and `kind[]=plan` or `kind[0]=plan`, as several libraries do. They
 * become what they would be with commas. */
#include "hiraku/query/query.h"

#include "hiraku/base/arena.h"

#include "query_parts.h"

#include <ctype.h>

/* A name without the brackets of a list at its end. */
static struct slice without_brackets(struct slice name)
{
    size_t at = name.len;
    if (at < 3 || name.at[--at] != ']')
        return name;
    while (at > 1 && isdigit((unsigned char)name.at[at - 1]))
        at--;
    return at > 1 && name.at[at - 1] == '[' ? (struct slice){name.at, at - 1} : name;
}

static bool is_list(const struct query_lists *lists, struct slice name)
{
    struct filter filter = {0};
    for (const char *const *own = lists->own; own && *own; own++)
        if (slice_is(name, *own))
            return true;
    if (query_option_is_list(name, lists->form))
        return true;
    if (query_read_name(lists->resource, name, lists->form, &filter, NULL) != STATUS_OK)
        return false;
    return comparison_takes_list(filter.column) &&
           (filter.comparison == COMPARISON_EQ || filter.comparison == COMPARISON_IN ||
            filter.comparison == COMPARISON_NOTIN);
}

/* The parameter of this name that is there already. */
static struct parameter *query_list_find(struct parameter *parameters, size_t count,
                                         struct slice name)
{
    for (size_t i = 0; i < count; i++)
        if (slice_equal(parameters[i].name, name))
            return &parameters[i];
    return NULL;
}

static struct slice query_list_joined(struct arena *arena, struct slice left, struct slice right)
{
    char *bytes = arena_alloc(arena, left.len + right.len + 2);
    if (!bytes)
        return SLICE_NONE;
    if (left.len)
        memcpy(bytes, left.at, left.len);
    bytes[left.len] = ',';
    if (right.len)
        memcpy(bytes + left.len + 1, right.at, right.len);
    return (struct slice){bytes, left.len + right.len + 1};
}

enum status query_join(struct arena *arena, const struct query_lists *lists,
                       const struct parameter **parameters, size_t *count, struct problem *p)
{
    const struct parameter *given = *parameters;
    struct parameter *kept = arena_alloc(arena, (*count + 1) * sizeof *kept);
    size_t kept_count = 0;
    if (!kept)
        return problem_memory(p);
    for (size_t i = 0; i < *count; i++) {
        struct parameter one = {without_brackets(given[i].name), given[i].value};
        struct parameter *first = query_list_find(kept, kept_count, one.name);
        bool marked = one.name.len < given[i].name.len;
        if ((!first && !marked) || !is_list(lists, one.name))
            kept[kept_count++] = given[i];
        else if (!first)
            kept[kept_count++] = one;
        else
            first->value = query_list_joined(arena, first->value, one.value);
        if (first && !first->value.at)
            return problem_memory(p);
    }
    *parameters = kept;
    *count = kept_count;
    return STATUS_OK;
}
