/* Choosing the columns of a view, and finding cells in a row by name. */
#include "hiraku/store.h"

void view_init(struct view *view, const struct resource *resource, unsigned without)
{
    *view = (struct view){.resource = resource, .hidden = !(without & COL_HIDDEN)};
    for (const struct column *column = resource->columns; column->name; column++)
        if (!(column->flags & without))
            view->columns[view->count++] = column;
}

int view_index(const struct view *view, const char *name)
{
    for (size_t i = 0; i < view->count; i++)
        if (strcmp(view->columns[i]->name, name) == 0)
            return (int)i;
    return -1;
}

struct slice row_cell(const struct row *row, const char *name)
{
    int index = view_index(row->view, name);
    return index < 0 ? (struct slice){NULL, 0} : row->cells[index];
}
