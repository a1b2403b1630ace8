/* See hidden.h: finding a hidden column's row, reading its paths, what it is made from. */
#include "hiraku/model/hidden.h"

#include "hiraku/model/model.h"
#include "hiraku/model/resource.h"

const struct hidden_column *hidden_column(const struct resource *resource,
                                          const struct column *column)
{
    if (!(column->flags & COL_HIDDEN))
        return NULL;
    for (const struct hidden_column *hidden = hidden_columns; hidden->resource; hidden++)
        if (hidden->resource == resource && strcmp(hidden->column, column->name) == 0)
            return hidden;
    return NULL;
}

bool column_is_stored(const struct resource *resource, const struct column *column)
{
    return !(column->flags & COL_LOOKUP) && !hidden_column(resource, column);
}

struct hidden_path hidden_path(const struct resource *resource, const char *path)
{
    const char *dot = strchr(path, '.');
    if (!dot)
        return (struct hidden_path){NULL, model_column(resource, slice_of(path))};
    const struct column *through =
        model_column(resource, (struct slice){path, (size_t)(dot - path)});
    if (!through || !through->ref)
        return (struct hidden_path){NULL, NULL};
    return (struct hidden_path){through, model_column(through->ref, slice_of(dot + 1))};
}

struct hidden_walk {
    void (*add)(void *context, const struct resource *table);
    void *context;
};

static void hidden_walk_path(const struct hidden_walk *walk, const struct resource *resource,
                             const char *path)
{
    struct hidden_path at = hidden_path(resource, path);
    const struct resource *owner = at.through ? at.through->ref : resource;
    const struct hidden_column *hidden = at.column ? hidden_column(owner, at.column) : NULL;
    if (at.through)
        walk->add(walk->context, owner);
    if (hidden)
        hidden_inputs(hidden, walk->add, walk->context);
}

void hidden_inputs(const struct hidden_column *hidden,
                   void (*add)(void *context, const struct resource *table), void *context)
{
    const struct hidden_walk walk = {add, context};
    const struct resource *owner = hidden->of ? hidden->of : hidden->resource;
    if (hidden->of)
        add(context, hidden->of);
    if (hidden->when.path)
        hidden_walk_path(&walk, hidden->resource, hidden->when.path);
    for (size_t i = 0; !hidden_term_ends(hidden->terms, i); i++) {
        const struct hidden_term *term = &hidden->terms[i];
        if (term->path)
            hidden_walk_path(&walk, owner, term->path);
        for (size_t c = 0; c < HIDDEN_CONDITIONS_MAX && term->when[c].path; c++)
            hidden_walk_path(&walk, owner, term->when[c].path);
    }
}

bool hidden_is_sound(const struct hidden_column *hidden)
{
    const struct resource *owner = hidden->of ? hidden->of : hidden->resource;
    const struct column *by = hidden->of ? model_column(owner, slice_of(hidden->by)) : NULL;
    bool sound = model_column(hidden->resource, slice_of(hidden->column)) &&
                 (!hidden->of || (by && by->ref == hidden->resource)) &&
                 (!hidden->when.path || hidden_path(hidden->resource, hidden->when.path).column);
    for (size_t i = 0; sound && !hidden_term_ends(hidden->terms, i); i++) {
        const struct hidden_term *term = &hidden->terms[i];
        sound = !term->path || hidden_path(owner, term->path).column;
        for (size_t c = 0; sound && c < HIDDEN_CONDITIONS_MAX && term->when[c].path; c++)
            sound = hidden_path(owner, term->when[c].path).column && term->when[c].values[0];
    }
    return sound;
}
