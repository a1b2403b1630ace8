/* Paths through references, as written in a request or in the program's own tables. */
#include "hiraku/query/path.h"

#include "hiraku/model/model.h"

static enum status path_unknown(const struct resource *resource, struct slice name,
                                struct slice part, bool references, const char *parameter,
                                struct problem *p)
{
    problem_set(p, STATUS_BAD_PARAMETER, slice_of(parameter), name, NULL);
    problem_nearest(p, model_nearest_column(resource, part));
    for (const struct column *column = resource->columns; column->name; column++)
        if (column_is_published(column) && (!references || column->type == TYPE_REF))
            problem_allow(p, slice_of(column->name));
    return STATUS_BAD_PARAMETER;
}

enum status path_read(const struct resource *resource, struct slice name, const char *parameter,
                      struct path *path, struct problem *p)
{
    const struct resource *start = resource;
    *path = (struct path){.name = name};
    for (struct slice rest = name;;) {
        const char *dot = rest.len ? memchr(rest.at, '.', rest.len) : NULL;
        struct slice part = {rest.at, dot ? (size_t)(dot - rest.at) : rest.len};
        path->column = model_column(resource, part);
        if (dot && path->steps == QUERY_STEPS_MAX && path->column && path->column->type == TYPE_REF)
            return query_too_many_steps(start, slice_of(parameter), name, p);
        if (!path->column || !column_is_published(path->column) ||
            (dot && (path->column->type != TYPE_REF || (path->column->flags & COL_MANY))))
            return path_unknown(resource, name, part, dot != NULL, parameter, p);
        if (!dot)
            return STATUS_OK;
        path->through[path->steps++] = path->column;
        resource = path->column->ref;
        rest = (struct slice){dot + 1, rest.len - part.len - 1};
    }
}
