/* See row_source.h. Knows no source: conditions, places and what of a row is shown. */
#include "hiraku/service/row_source.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/clock.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/service/service.h"

enum { CLOCK_ROWS = 1024 };

/* Whether the row at hand fulfils all conditions. */
static bool row_walk_holds(const struct row_walk *walk, const struct query *query,
                           struct arena *scratch)
{
    for (size_t i = 0; i < query->filter_count; i++) {
        const struct filter *filter = &query->filters[i];
        struct slice cell = walk->cells[model_index(query->resource, filter->column)];
        if (!filter_holds(filter, cell, walk->first_month, scratch))
            return false;
    }
    return true;
}

/* Goes to the next row that fulfils the conditions. */
static enum status row_walk_step(struct row_walk *walk, struct row_walk_query asked, bool *more,
                                 struct problem *p)
{
    *more = !walk->ended;
    while (*more) {
        enum status status = walk->source->next(walk, more, p);
        if (status != STATUS_OK)
            return status;
        walk->ended = !*more;
        arena_reset(asked.scratch);
        bool holds = *more && row_walk_holds(walk, asked.query, asked.scratch);
        if (arena_overflowed(asked.scratch))
            return problem_memory(p);
        if (holds) {
            walk->passed++;
            break;
        }
    }
    return STATUS_OK;
}

enum status row_walk_open(struct row_walk *walk, const struct service *service,
                          struct row_walk_query asked, struct problem *p)
{
    bool more = true;
    walk->state = NULL;
    walk->passed = 0;
    walk->ended = false;
    walk->first_month = service->instance->first_month;
    enum status status = walk->source->open(walk, service, asked.query, p);
    while (status == STATUS_OK && more && walk->passed < asked.query->after.given)
        status = row_walk_step(walk, asked, &more, p);
    return status;
}

enum status row_walk_next(struct row_walk *walk, struct row_walk_query asked,
                          const struct view *view, struct row *row, bool *more, struct problem *p)
{
    enum status status = row_walk_step(walk, asked, more, p);
    if (status != STATUS_OK || !*more)
        return status;
    for (size_t i = 0; i < view->count; i++)
        walk->shown[i] = walk->cells[model_index(asked.query->resource, view->columns[i])];
    *row = (struct row){.view = view,
                        .cells = walk->shown,
                        .same = view->hidden ? walk->same : NULL,
                        .members = walk->members};
    return STATUS_OK;
}

enum status row_walk_count(struct row_walk *walk, struct row_walk_query asked, int64_t until_ms,
                           bool *complete, struct problem *p)
{
    bool more = true;
    enum status status = STATUS_OK;
    *complete = true;
    while (status == STATUS_OK && more && *complete) {
        status = row_walk_step(walk, asked, &more, p);
        if (walk->passed % CLOCK_ROWS == 0)
            *complete = !more || clock_monotonic_ms() < until_ms;
    }
    return status;
}

void row_walk_close(struct row_walk *walk)
{
    if (walk->source)
        walk->source->close(walk);
    walk->state = NULL;
}
