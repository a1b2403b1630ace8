/* Names of filters: columns, references gone through, operators, and which type has which. */
#include "query_parts.h"

#include "hiraku/base/text.h"
#include "hiraku/model/model.h"
#include "hiraku/model/type.h"

#include <stdio.h>

#define BIT(comparison) (1u << COMPARISON_##comparison)

static const char *const names[COMPARISON_COUNT] = {
    "eq", "ne", "gt", "ge", "lt", "le", "in", "notin", "contains", "startswith", "isnull"};

/* By the bits of type.h. */
static unsigned comparisons_of(const struct column *column)
{
    static const struct {
        unsigned of, comparisons;
    } groups[] = {{TYPE_LISTED, BIT(IN) | BIT(NOTIN)},
                  {TYPE_ORDERED, BIT(GT) | BIT(GE) | BIT(LT) | BIT(LE)},
                  {TYPE_CONTAINED, BIT(CONTAINS)},
                  {TYPE_PREFIXED, BIT(STARTSWITH)}};
    unsigned comparisons = BIT(EQ) | BIT(NE) | BIT(ISNULL);
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (type_of(column)->comparisons & groups[i].of)
            comparisons |= groups[i].comparisons;
    return comparisons;
}

bool comparison_takes_list(const struct column *column)
{
    return type_of(column)->comparisons & TYPE_LISTED;
}

/* What `filter[kind]` and `kind[eq]` are about: the column. */
static struct slice bare_name(const struct resource *resource, struct slice name)
{
    const char *open = name.len ? memchr(name.at, '[', name.len) : NULL;
    if (!open || name.at[name.len - 1] != ']')
        return name;
    struct slice outer = {name.at, (size_t)(open - name.at)};
    struct slice inner = {open + 1, name.len - outer.len - 2};
    return model_column(resource, inner) ? inner : outer;
}

static enum status unknown_name(const struct resource *resource, struct slice whole,
                                struct slice part, const enum query_form *form, struct problem *p)
{
    struct slice bare = bare_name(resource, part);
    struct slice option = form ? query_nearest_option(resource, bare, *form) : SLICE_NONE;
    problem_set(p, STATUS_UNKNOWN_PARAMETER, whole, (struct slice){0}, NULL);
    problem_nearest(p, option.len ? option : model_nearest_column(resource, bare));
    for (const struct column *column = resource->columns; column->name; column++)
        if (column_is_published(column))
            problem_allow(p, slice_of(column->name));
    if (form)
        query_allow_options(resource, *form, p);
    return STATUS_UNKNOWN_PARAMETER;
}

static enum status read_comparison(struct slice whole, struct slice name, struct filter *filter,
                                   struct problem *p)
{
    unsigned possible = comparisons_of(filter->column);
    struct slice known[COMPARISON_COUNT];
    size_t count = 0;
    for (unsigned i = 0; i < COMPARISON_COUNT; i++) {
        if (!(possible & 1u << i))
            continue;
        known[count++] = slice_of(names[i]);
        if (slice_is(name, names[i])) {
            filter->comparison = (enum comparison)i;
            return STATUS_OK;
        }
    }
    problem_set(p, STATUS_BAD_OPERATOR, (struct slice){whole.at, whole.len - name.len - 2}, name,
                NULL);
    problem_nearest(p, text_nearest(name, known, count));
    for (size_t i = 0; i < count; i++)
        problem_allow(p, known[i]);
    return STATUS_BAD_OPERATOR;
}

/* The length of the name before the last `__`; all of it if there is none. */
static size_t without_operator(struct slice name)
{
    for (size_t at = name.len; at-- > 1;)
        if (name.at[at] == '_' && name.at[at - 1] == '_')
            return at - 1;
    return name.len;
}

enum status query_too_many_steps(const struct resource *resource, struct slice parameter,
                                 struct slice name, struct problem *p)
{
    char text[sizeof((struct problem *)0)->nearest];
    struct filter filter;
    problem_set(p, STATUS_TOO_MANY_STEPS, parameter, name, NULL);
    const char *last = name.len ? memrchr(name.at, '.', name.len) : NULL;
    const char *tail = last ? memrchr(name.at, '.', (size_t)(last - name.at)) : NULL;
    const char *first = name.len ? memchr(name.at, '.', name.len) : NULL;
    if (!tail)
        return STATUS_TOO_MANY_STEPS;
    tail++;
    struct slice end = {tail, name.len - (size_t)(tail - name.at)};
    for (int steps = 1; steps >= 0; steps--) {
        snprintf(text, sizeof text, "%.*s%.*s", steps ? (int)(first - name.at) + 1 : 0, name.at,
                 (int)end.len, end.at);
        filter = (struct filter){0};
        if (query_read_name(resource, slice_of(text), QUERY_FILTERS, &filter, NULL) != STATUS_OK)
            continue;
        problem_nearest(p, slice_of(text));
        break;
    }
    return STATUS_TOO_MANY_STEPS;
}

enum status query_read_name(const struct resource *resource, struct slice name,
                            enum query_form form, struct filter *filter, struct problem *p)
{
    struct slice path = {name.at, without_operator(name)};
    const struct resource *start = resource;
    filter->name = name;
    filter->comparison = COMPARISON_EQ;
    for (struct slice rest = path;;) {
        const char *dot = rest.len ? memchr(rest.at, '.', rest.len) : NULL;
        struct slice part = {rest.at, dot ? (size_t)(dot - rest.at) : rest.len};
        filter->column = model_column(resource, part);
        if (dot && filter->steps == QUERY_STEPS_MAX && filter->column &&
            filter->column->type == TYPE_REF)
            return query_too_many_steps(start, name, name, p);
        if (!filter->column || !column_is_published(filter->column) ||
            (dot && (filter->column->type != TYPE_REF || start->on_demand)))
            return unknown_name(resource, name, part, filter->steps == 0 ? &form : NULL, p);
        if (!dot)
            break;
        filter->through[filter->steps++] = filter->column;
        resource = filter->column->ref;
        rest = (struct slice){dot + 1, rest.len - part.len - 1};
    }
    if (path.len == name.len)
        return STATUS_OK;
    return read_comparison(name, (struct slice){name.at + path.len + 2, name.len - path.len - 2},
                           filter, p);
}
