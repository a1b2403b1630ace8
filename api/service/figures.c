/* See service/figures.h. */
#include "hiraku/service/figures.h"

#include "hiraku/model/type.h"

struct figure_column figure_column_of(const char *name, const struct column *column)
{
    return (struct figure_column){.name = name,
                                  .kind = type_of(column)->token ? FIGURE_NUMBER : FIGURE_TEXT};
}
