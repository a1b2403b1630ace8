/* See service/figures.h. */
#include "hiraku/service/figures.h"

#include "hiraku/model/resource.h"

struct figure_column figure_column_of(const char *name, const struct column *column)
{
    bool number =
        column->type == TYPE_INT || column->type == TYPE_DECIMAL || column->type == TYPE_BOOL;
    return (struct figure_column){.name = name, .kind = number ? FIGURE_NUMBER : FIGURE_TEXT};
}
