/* See revised.h. */
#include "revised.h"

#include "hiraku/model/model.h"
#include "hiraku/model/resource.h"

#include <inttypes.h>
#include <stdio.h>

static void revised_add(struct revised *revised, const struct resource *resource, const char *name)
{
    const struct column *column = name ? model_column(resource, slice_of(name)) : NULL;
    if (column && revised->count < REVISED_CELLS_MAX)
        revised->cells[revised->count++] = model_index(resource, column);
}

void revised_begin(struct revised *revised, const struct resource *resource)
{
    const struct column *shown = model_column(resource, slice_of(COLUMN_REVISED_IN));
    *revised = (struct revised){.column = 0};
    for (const struct column *column = resource->columns; shown && column->name; column++) {
        if (!column->measure || revised->count > 0)
            continue;
        revised->column = model_index(resource, shown);
        revised_add(revised, resource, column->name);
        revised_add(revised, resource, column->measure->qualifier);
        revised_add(revised, resource, column->measure->missing);
    }
}

struct slice revised_next(struct revised *revised, const struct slice *before,
                          const struct slice *cells, uint32_t since)
{
    bool same = true;
    for (size_t i = 0; before && i < revised->count; i++)
        same = same && slice_equal(before[revised->cells[i]], cells[revised->cells[i]]);
    if (!before)
        revised->release = 0;
    else if (!same)
        revised->release = since;
    if (revised->release == 0)
        return SLICE_NONE;
    snprintf(revised->text, sizeof revised->text, "%" PRIu32, revised->release);
    return slice_of(revised->text);
}
