/* See story_figures.h. */
#include "story_figures.h"

#include "hiraku/http/response/record_sections.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/pages/chart/kpi_chart.h"
#include "hiraku/service/list.h"
#include "hiraku/service/row_set.h"
#include "hiraku/service/series.h"
#include "hiraku/service/service.h"

static enum status story_figures_add(struct story_figures *figures,
                                     const struct record_asked *asked, struct slice id,
                                     struct problem *p)
{
    struct details *details = &figures->details[figures->read++];
    struct spark_card *card = &figures->cards[figures->count];
    const struct chart_context context = {.arena = &details->arena,
                                          .language = asked->request->language,
                                          .width = CHART_WIDTH,
                                          .instance = asked->service->instance,
                                          .release = asked->answer->changed_in,
                                          .changed_at = asked->answer->modified};
    card->id = details->subject = arena_copy(&asked->request->arena, id);
    details->first_month = asked->service->instance->first_month;
    series_query(&details->query, details->subject);
    enum status status = details_read(details, asked->service, p);
    if (status != STATUS_OK)
        return status == STATUS_TOO_MANY_ROWS ? STATUS_OK : status;
    card->chart = kpi_chart(details, &context);
    figures->count += card->chart != NULL;
    return card->chart ? STATUS_OK : problem_memory(p);
}

enum status story_figures_list(struct story_figures *figures, const struct record_asked *asked,
                               struct list *list, struct problem *p)
{
    struct row_set rows = {.count = 0};
    enum status status = list_open(list, asked->service, p);
    if (status == STATUS_OK)
        status = row_set_read(&rows, list, p);
    for (size_t i = 0; i < rows.count && status == STATUS_OK && figures->read < STORY_FIGURES_MAX;
         i++)
        status = story_figures_add(figures, asked, row_cell(&rows.rows[i], "id"), p);
    row_set_free(&rows);
    list_close(list);
    return status;
}

static enum status story_figures_by(struct story_figures *figures, const struct record_asked *asked,
                                    const struct referrer *by, struct list *list, struct problem *p)
{
    *list = (struct list){.without = COL_HIDDEN | COL_LOOKUP};
    list->query = (struct query){
        .resource = by->table, .filter_count = 1, .fixed = 1, .limit = STORY_FIGURES_MAX};
    list->query.filters[0] = (struct filter){.column = by->column, .value = asked->request->id};
    return story_figures_list(figures, asked, list, p);
}

enum status story_figures_read(struct story_figures *figures, const struct record_asked *asked,
                               struct list *list, struct problem *p)
{
    struct referrer by;
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && model_referrer(asked->request->resource, i, &by); i++)
        if (by.table == model_cube_subject()->ref)
            status = story_figures_by(figures, asked, &by, list, p);
    return status;
}

void story_figures_close(struct story_figures *figures)
{
    for (size_t i = 0; i < figures->read; i++)
        details_close(&figures->details[i]);
}
