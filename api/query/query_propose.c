/* What a parameter that cannot be read may mean as a whole: name, operator and value. */
#include "query_parts.h"

#include <stdio.h>
#include <strings.h>

enum { PROPOSED_SIZE = 128 };

static void query_propose_propose(struct problem *p, const char *text, int len)
{
    if (!p || len <= 0 || len >= PROPOSED_SIZE)
        return;
    p->nearest[0] = '\0';
    problem_nearest(p, slice_of(text));
}

/* `value>=5` comes as the name `value>` and the value 5, `value>5` as a name alone. */
static bool propose_operator(const struct resource *resource, const struct parameter *parameter,
                             struct problem *p)
{
    static const struct {
        char sign;
        const char *with_equals, *alone;
    } operators[] = {{'>', "ge", "gt"}, {'<', "le", "lt"}, {'!', "ne", "ne"}};
    struct slice name = parameter->name;
    struct filter filter = {0};
    char text[PROPOSED_SIZE];
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        const char *sign = name.len ? memchr(name.at, operators[i].sign, name.len) : NULL;
        if (!sign || sign == name.at)
            continue;
        struct slice column = {name.at, (size_t)(sign - name.at)};
        struct slice rest = {sign + 1, name.len - column.len - 1};
        bool equals = rest.len == 0;
        if (query_read_name(resource, column, QUERY_FILTERS, &filter, NULL) != STATUS_OK)
            return false;
        struct slice value = equals ? parameter->value : rest;
        int len = snprintf(text, sizeof text, "%.*s__%s=%.*s", (int)column.len, column.at,
                           equals ? operators[i].with_equals : operators[i].alone, (int)value.len,
                           value.at);
        query_propose_propose(p, text, len);
        return true;
    }
    return false;
}

static const char *query_propose_label_of(const struct resource *resource)
{
    for (const struct column *column = resource->columns; column->name; column++)
        if (column->flags & COL_LABEL)
            return column->name;
    return resource->columns[0].name;
}

void query_propose(const struct resource *resource, const struct parameter *parameter,
                   struct problem *p)
{
    char text[PROPOSED_SIZE];
    struct slice value = parameter->value;
    if (!p || propose_operator(resource, parameter, p) || strcmp(p->nearest, "sort") != 0)
        return;
    bool descending = value.len >= 4 && strncasecmp(value.at, "desc", 4) == 0;
    bool ascending = value.len >= 3 && strncasecmp(value.at, "asc", 3) == 0;
    if (descending || ascending)
        query_propose_propose(p, text,
                              snprintf(text, sizeof text, "sort=%s%s", descending ? "-" : "",
                                       query_propose_label_of(resource)));
}

void query_propose_null(struct slice name, struct problem *p)
{
    char text[PROPOSED_SIZE];
    size_t len = name.len;
    for (size_t at = 1; at < name.len && len == name.len; at++)
        if (name.at[at] == '_' && name.at[at - 1] == '_')
            len = at - 1;
    if (!p)
        return;
    snprintf(p->subject, sizeof p->subject, "%.*s", (int)name.len, name.at);
    query_propose_propose(p, text,
                          snprintf(text, sizeof text, "%.*s__isnull=true", (int)len, name.at));
}
