/* What is read of a series to derive from it (derive.h): its figures, or of a revision what two
 * releases say of each. */
#include "derive_parts.h"

#include "hiraku/model/model.h"
#include "hiraku/service/derive.h"
#include "hiraku/service/service.h"
#include "hiraku/service/vintages.h"

#include <stdio.h>

enum { CUMULATIVE_ROWS_MAX = 500 };

static enum status derive_too_many(const struct derive *derive, size_t most, struct problem *p)
{
    char text[16], name[32];
    snprintf(text, sizeof text, "%zu", most);
    snprintf(name, sizeof name, "derive=%s", derivation_name(derive->derivation));
    return problem_set(p, STATUS_TOO_MANY_ROWS, slice_of(name), slice_of(text), NULL);
}

static enum status derive_keep_point(void *context, const struct slice *cells, struct problem *p)
{
    struct derive *derive = context;
    size_t most = derive->derivation == DERIVE_CUMULATIVE ? CUMULATIVE_ROWS_MAX : DERIVE_ROWS_MAX;
    if (derive->series.count == most)
        return derive_too_many(derive, most, p);
    return series_keep(&derive->arena, cells, derive->series.first_month,
                       &derive->points[derive->series.count++], p);
}

/* --- revisions --- */

/* What both say of a figure. */
struct derive_pair {
    const struct vintage *now, *then;
};

static struct derive_pair derive_pair(const struct derive *derive,
                                      const struct vintage_record *record)
{
    const struct vintage *last = &record->vintages[record->count - 1];
    return (struct derive_pair){
        .now = last->to == 0 ? last : NULL,
        .then = derive->against > 0 ? vintage_in(record->vintages, record->count, derive->against)
                                    : record->vintages};
}

/* Adds a figure that one of the two has at least. */
static enum status derive_keep_pair(struct derive *derive, const struct derive_pair *pair,
                                    struct revision *revisions, struct problem *p)
{
    size_t at = derive->series.count;
    int first_month = derive->series.first_month;
    struct point *then = arena_alloc(&derive->arena, sizeof *then);
    if (!pair->now && !pair->then)
        return STATUS_OK;
    if (at == DERIVE_ROWS_MAX)
        return derive_too_many(derive, at, p);
    if (!then)
        return problem_memory(p);
    const struct vintage *shown = pair->now ? pair->now : pair->then;
    enum status status =
        series_keep(&derive->arena, shown->cells, first_month, &derive->points[at], p);
    if (status == STATUS_OK && pair->then)
        status = series_keep(&derive->arena, pair->then->cells, first_month, then, p);
    revisions[at] = (struct revision){.now = pair->now ? &derive->points[at] : NULL,
                                      .then = pair->then ? then : NULL,
                                      .now_in = pair->now ? pair->now->from : 0,
                                      .then_in = pair->then ? pair->then->from : 0};
    derive->series.count++;
    return status;
}

static enum status derive_walk_vintages(struct derive *derive, struct vintages *vintages,
                                        struct revision *revisions, struct problem *p)
{
    struct vintage_record record;
    bool more = true;
    enum status status = STATUS_OK;
    while (status == STATUS_OK) {
        status = vintages_next(vintages, &record, &more, p);
        if (status != STATUS_OK || !more)
            break;
        const struct derive_pair pair = derive_pair(derive, &record);
        status = derive_keep_pair(derive, &pair, revisions, p);
    }
    return status;
}

static enum status derive_read_revisions(struct derive *derive, const struct service *service,
                                         struct problem *p)
{
    const struct column *columns[POINT_CELLS];
    struct vintages *vintages = NULL;
    struct revision *revisions = arena_alloc(&derive->arena, DERIVE_ROWS_MAX * sizeof *revisions);
    if (!revisions)
        return problem_memory(p);
    derive->series.revisions = revisions;
    for (size_t i = 0; i < POINT_CELLS; i++)
        columns[i] = model_column(derive->query.resource, slice_of(point_columns[i]));
    enum status status = vintages_open(&vintages, service, &derive->query, columns, POINT_CELLS, p);
    if (status == STATUS_OK)
        status = derive_walk_vintages(derive, vintages, revisions, p);
    vintages_close(vintages);
    return status;
}

enum status derive_read_points(struct derive *derive, const struct service *service,
                               struct problem *p)
{
    return derive->derivation == DERIVE_REVISION
               ? derive_read_revisions(derive, service, p)
               : series_points(service->store, &derive->query, derive_keep_point, derive, p);
}
