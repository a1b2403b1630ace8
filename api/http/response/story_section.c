/* The section of the pages of programmes, startups and whatever else a trail begins at: what became
 * of it in sentences, and, where its table is eventful, what happened when on an axis of time. */
#include "hiraku/http/response/record_sections.h"

#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_page.h"
#include "hiraku/model/model.h"
#include "hiraku/pages/page.h"
#include "hiraku/pages/timeline.h"
#include "hiraku/pages/trail_page.h"
#include "hiraku/service/service.h"
#include "hiraku/service/trail_rows.h"

#include "story_figures.h"

enum { STORY_ROWS = 100 };

/* What is read, and lives until it is written. */
struct story_state {
    const struct service *service;
    struct page_context context;
    struct list list; /* used for one table after the other */
    struct trail_rows trail;
    struct timeline timeline;
    struct story_figures figures;
};

/* What only joins others is no event. */
static bool story_section_has_period(const struct resource *table)
{
    if (model_has_joined_id(table))
        return false;
    for (const struct column *column = table->columns; column->name; column++)
        if (column->type == TYPE_PERIOD && column_is_published(column) &&
            !(column->flags & COL_KEY))
            return true;
    return false;
}

/* The rows of a table that refer to the record by a column. */
static enum status story_section_referrers(struct story_state *story, const struct referrer *by,
                                           struct slice id, struct problem *p)
{
    struct row_set rows = {.count = 0};
    story->list = (struct list){.without = COL_HIDDEN | COL_LOOKUP, .named = true};
    story->list.query =
        (struct query){.resource = by->table, .filter_count = 1, .fixed = 1, .limit = STORY_ROWS};
    story->list.query.filters[0] = (struct filter){.column = by->column, .value = id};
    enum status status = list_open(&story->list, story->service, p);
    if (status == STATUS_OK)
        status = row_set_read(&rows, &story->list, p);
    for (size_t i = 0; i < rows.count; i++)
        timeline_add(&story->timeline, &rows.rows[i]);
    story->timeline.more = story->timeline.more || story->list.more;
    row_set_free(&rows);
    list_close(&story->list);
    return status;
}

static enum status story_section_events(struct story_state *story, const struct row *row,
                                        struct slice id, struct problem *p)
{
    struct referrer by;
    enum status status = STATUS_OK;
    timeline_add(&story->timeline, row);
    if (story->timeline.count == 1 && !story->timeline.events[0].point.dated)
        story->timeline.count = 0; /* the page itself says that it has none */
    for (size_t i = 0; status == STATUS_OK && model_referrer(row->view->resource, i, &by); i++)
        if (story_section_has_period(by.table))
            status = story_section_referrers(story, &by, id, p);
    for (size_t step = 0; status == STATUS_OK && step < story->trail.trail->count; step++)
        for (size_t i = 0; i < story->trail.sets[step].count; i++)
            timeline_add(&story->timeline, &story->trail.sets[step].rows[i]);
    return status;
}

static bool story_section_has(const struct resource *table)
{
    return table->eventful || trail_column(&model_trail, table);
}

static enum status story_section_read(const struct record_asked *asked, void **made,
                                      struct problem *p)
{
    struct request *request = asked->request;
    const struct column *column = trail_column(&model_trail, request->resource);
    struct story_state *story = arena_alloc(&request->arena, sizeof *story);
    if (!story)
        return problem_memory(p);
    *made = story;
    story->service = asked->service;
    story->context = request_page(request);
    story->trail.trail = &model_trail;
    story->timeline.context = &story->context;
    story->timeline.arena = &request->arena;
    enum status status =
        column ? trail_read(&story->trail, asked->service, column, request->id, p) : STATUS_OK;
    if (status == STATUS_OK && request->resource->eventful)
        status = story_section_events(story, asked->row, request->id, p);
    if (status == STATUS_OK && request->resource->eventful)
        status = story_figures_read(&story->figures, asked, &story->list, p);
    return status;
}

static void story_section_body(struct page *page, const void *state)
{
    const struct story_state *story = state;
    trail_section(page, &story->trail);
    timeline_write(page, &story->timeline);
    spark_cards_write(page, story->figures.cards, story->figures.count);
}

static void story_section_close(void *made)
{
    struct story_state *story = made;
    trail_close(&story->trail);
    story_figures_close(&story->figures);
}

const struct record_section story_section = {
    .has = story_section_has,
    .read = story_section_read,
    .body = story_section_body,
    .close = story_section_close,
};
