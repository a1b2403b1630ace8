/* See statistics/vintage.h. Knows neither releases nor why one is not shown. */
#include "hiraku/statistics/vintage.h"

static bool vintage_is_same(const struct vintage *a, const struct vintage *b, size_t cell_count)
{
    bool same = true;
    for (size_t i = 0; same && i < cell_count; i++)
        same = slice_equal(a->cells[i], b->cells[i]);
    return same;
}

size_t vintages_shown(struct vintage *vintages, size_t count, size_t cell_count,
                      vintage_shown *shown, void *context)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        struct vintage one = vintages[i];
        struct vintage *last = kept > 0 ? &vintages[kept - 1] : NULL;
        one.from = shown(context, one.from);
        one.to = one.to > 0 ? shown(context, one.to) : 0;
        if (one.from == 0 || one.from == one.to)
            continue;
        if (last && last->to == one.from && vintage_is_same(last, &one, cell_count))
            last->to = one.to;
        else
            vintages[kept++] = one;
    }
    return kept;
}

const struct vintage *vintage_in(const struct vintage *vintages, size_t count, uint64_t release)
{
    for (size_t i = 0; i < count; i++)
        if (vintages[i].from <= release && (vintages[i].to == 0 || vintages[i].to > release))
            return &vintages[i];
    return NULL;
}
