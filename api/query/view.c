/* Choosing the columns of a view, and finding cells in a row by name. */
#include "hiraku/query/view.h"

#include "hiraku/model/model.h"
#include "hiraku/query/query.h"

void view_init(struct view *view, const struct resource *resource, unsigned without)
{
    *view = (struct view){.resource = resource, .hidden = !(without & COL_HIDDEN)};
    for (const struct column *column = resource->columns; column->name; column++)
        if (!(column->flags & without))
            view->columns[view->count++] = column;
}

static bool is_chosen(const struct query *query, const struct column *column)
{
    if (!column_speaks(column, query->shown.lang))
        return false;
    if (query->field_count == 0 || (column->flags & COL_HIDDEN))
        return true;
    for (size_t i = 0; i < query->field_count; i++)
        if (query->fields[i] == column)
            return true;
    return false;
}

enum status view_select(struct view *view, const struct query *query, struct problem *p)
{
    size_t kept = 0;
    for (size_t i = 0; i < view->count; i++)
        if (is_chosen(query, view->columns[i]))
            view->columns[kept++] = view->columns[i];
    view->count = kept;
    for (size_t i = 0; i < query->include_count; i++) {
        const struct column *reference = query->include[i];
        for (const struct column *column = reference->ref->columns; column->name; column++) {
            if (!column_is_published(column) || !column_speaks(column, query->shown.lang))
                continue;
            if (view->count == VIEW_COLUMNS_MAX)
                return problem_set(p, STATUS_BAD_PARAMETER, slice_of("include"),
                                   slice_of(reference->name), NULL);
            view->through[view->count] = reference;
            view->columns[view->count++] = column;
        }
    }
    return STATUS_OK;
}

static bool names_record(const struct column *column, const char *lang)
{
    return column->flags & (COL_LABEL | COL_BESIDE) && column_is_published(column) &&
           column_speaks(column, lang);
}

static void add_through(struct view *view, const struct column *through,
                        const struct column *column)
{
    if (view->count == VIEW_COLUMNS_MAX)
        return;
    view->through[view->count] = through;
    view->columns[view->count++] = column;
}

void view_name_references(struct view *view, struct query *query, const char *lang)
{
    const struct view own = *view;
    view->count = 0;
    for (size_t i = 0; i < own.count; i++) {
        const struct column *reference = own.columns[i], *column;
        add_through(view, own.through[i], reference);
        if (own.through[i] || reference->type != TYPE_REF || reference->flags & COL_MANY ||
            query->include_count == QUERY_INCLUDE_MAX)
            continue;
        query->include[query->include_count++] = reference;
        for (column = reference->ref->columns; column->name; column++)
            if (names_record(column, lang))
                add_through(view, reference, column);
    }
}

int view_index(const struct view *view, const char *name)
{
    for (size_t i = 0; i < view->count; i++)
        if (!view->through[i] && strcmp(view->columns[i]->name, name) == 0)
            return (int)i;
    return -1;
}

struct slice row_cell(const struct row *row, const char *name)
{
    int index = view_index(row->view, name);
    return index < 0 ? SLICE_NONE : row->cells[index];
}
