/* See derive.h. */
#include "hiraku/store/columns/derive.h"

#include "hiraku/model/model.h"
#include "hiraku/model/resource.h"

#include <stdio.h>

static void derive_set(const struct resource *resource, struct slice *cells, const char *name,
                       const char *text)
{
    const struct column *column = model_column(resource, slice_of(name));
    if (column && (column->flags & COL_DERIVED))
        cells[model_index(resource, column)] = slice_of(text);
}

static void derive_id(const struct resource *resource, struct slice *cells,
                      struct derived_cells *derived)
{
    struct slice keys[KEY_MAX];
    model_key_cells(resource, cells, keys);
    cells[0].len = model_join_id(resource, keys, derived->id, sizeof derived->id);
    cells[0].at = derived->id;
}

void derive_days(struct slice text, int first_month, char starts[DATE_TEXT_SIZE],
                 char ends[DATE_TEXT_SIZE])
{
    struct period period;
    *starts = *ends = '\0';
    if (text.len == 0 || period_parse(text, first_month, &period) != PERIOD_GOOD)
        return;
    if (!period.open_start)
        date_format(period.starts, starts);
    if (!period.open_end)
        date_format(period.ends, ends);
}

static void derive_period(const struct resource *resource, struct slice *cells, int first_month,
                          struct derived_cells *derived)
{
    const struct column *column = model_column(resource, slice_of("period"));
    struct slice text = column ? cells[model_index(resource, column)] : (struct slice){0};
    struct period period;
    *derived->fiscal_year = '\0';
    if (text.len && period_parse(text, first_month, &period) == PERIOD_GOOD) {
        int year = period_fiscal_year(&period, first_month);
        if (year != 0)
            snprintf(derived->fiscal_year, sizeof derived->fiscal_year, "%d", year);
    }
    derive_days(text, first_month, derived->starts, derived->ends);
    derive_set(resource, cells, "starts", derived->starts);
    derive_set(resource, cells, "ends", derived->ends);
    derive_set(resource, cells, "fiscal_year", derived->fiscal_year);
}

void derive_cells(const struct resource *resource, struct slice *cells, int first_month,
                  struct derived_cells *derived)
{
    if (model_has_joined_id(resource))
        derive_id(resource, cells, derived);
    derive_period(resource, cells, first_month, derived);
}
