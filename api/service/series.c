/* See service/series.h. Gaps are looked for in the whole series, not in a page of it: two rows may
 * be on different pages. They are shown beside the rows and never become rows. */
#include "hiraku/service/series.h"

#include "hiraku/base/out.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/query/path.h"
#include "hiraku/service/record.h"
#include "hiraku/service/service.h"
#include "hiraku/statistics/series.h"

#include <stdio.h>

enum { GAPS_MAX = 500, POINT_MEMORY = 1 << 16, PATH_BYTES = 4096 };

#define PLACE                                                                                      \
    {.name = "period"}, {.name = "starts"}, {.name = "ends"},                                      \
        {.name = "fiscal_year", .kind = FIGURE_NUMBER}, {.name = "value_type"},                    \
        {.name = "accumulation"}, {.name = "item"}, {.name = "segment"},                           \
    {                                                                                              \
        .name = "area"                                                                             \
    }
const struct figure_column place_columns[PLACE_COLUMNS] = {PLACE};
const struct figure_column gap_columns[GAP_COLUMNS] = {
    PLACE,
    {.name = "value", .kind = FIGURE_NUMBER},
    {.name = "missing"},
    {.name = "gap", .kind = FIGURE_NUMBER},
};

struct slice series_path(struct arena *arena, struct slice subject)
{
    struct out out;
    out_open_memory(&out, PATH_BYTES);
    model_record_path(&out, model_cube_subject()->ref, subject);
    out_text(&out, "/series");
    return out_keep(&out, arena);
}

void series_example(struct problem *p)
{
    char path[80];
    snprintf(path, sizeof path, "/v1/%s", model_cube_subject()->ref->name);
    problem_example(p, path);
}

void series_example_take(struct out *path, bool works, struct problem *p)
{
    series_example(p);
    out_char(path, '\0');
    if (works && out_finish(path, NULL) == STATUS_OK)
        problem_example(p, path->bytes);
    out_close(path);
}

void series_query(struct query *query, struct slice subject)
{
    static const char *const order[] = {"starts", "ends", NULL};
    query->resource = model_cube();
    query->filters[0].column = model_cube_subject();
    query->filters[0].comparison = COMPARISON_EQ;
    query->filters[0].value = subject;
    query->filter_count = query->fixed = 1;
    series_set_order(query, order);
    query->sorted = false;
}

void series_set_order(struct query *query, const char *const *names)
{
    query->sorted = true;
    query->order_count = 0;
    for (; *names; names++)
        query->order[query->order_count++] = model_column(query->resource, slice_of(*names));
}

bool series_divides(const struct filter *filter)
{
    for (int cell = POINT_VALUE_TYPE; cell <= POINT_AREA; cell++)
        if (filter->steps == 0 && strcmp(filter->column->name, point_columns[cell]) == 0)
            return true;
    return false;
}

enum status series_points(struct store *store, const struct query *query, series_sink *sink,
                          void *context, struct problem *p)
{
    struct path paths[POINT_CELLS];
    struct slice cells[POINT_CELLS];
    struct projection *projection = NULL;
    bool more = true;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < POINT_CELLS && status == STATUS_OK; i++)
        status = path_read(query->resource, slice_of(point_columns[i]), "series", &paths[i], p);
    if (status == STATUS_OK)
        status = projection_open(&projection, store, query,
                                 (struct projected){paths, POINT_CELLS, 0}, p);
    while (status == STATUS_OK) {
        status = projection_next(projection, cells, &more, p);
        if (status != STATUS_OK || !more)
            break;
        status = sink(context, cells, p);
    }
    projection_close(projection);
    return status;
}

enum status series_keep(struct arena *arena, const struct slice *cells, int first_month,
                        struct point *point, struct problem *p)
{
    struct slice kept[POINT_CELLS];
    for (size_t i = 0; i < POINT_CELLS; i++)
        kept[i] = arena_copy(arena, cells[i]);
    point_read(point, kept, first_month);
    return arena_overflowed(arena) ? problem_memory(p) : STATUS_OK;
}

/* --- where a figure belongs --- */

static void gap_place(struct place_text *place, const char *gap, int first_month)
{
    struct period period;
    *place = (struct place_text){"", "", ""};
    if (period_parse(slice_of(gap), first_month, &period) != PERIOD_GOOD)
        return;
    date_format(period.starts, place->starts);
    date_format(period.ends, place->ends);
    int year = period_fiscal_year(&period, first_month);
    if (year != 0)
        snprintf(place->year, sizeof place->year, "%d", year);
}

void place_cells(struct place_text *place, const struct point *point, const char *gap, bool typed,
                 int first_month, struct slice cells[PLACE_COLUMNS])
{
    size_t count = 0;
    if (gap) {
        gap_place(place, gap, first_month);
        cells[count++] = slice_of(gap);
        cells[count++] = slice_of(place->starts);
        cells[count++] = slice_of(place->ends);
        cells[count++] = slice_of(place->year);
    } else {
        for (int i = POINT_PERIOD; i <= POINT_FISCAL_YEAR; i++)
            cells[count++] = point->cells[i];
    }
    for (int i = POINT_VALUE_TYPE; i <= POINT_AREA; i++)
        cells[count++] = typed || i != POINT_VALUE_TYPE ? point->cells[i] : SLICE_NONE;
}

/* --- gaps --- */

/* A walk through all rows of a series, with the last regular one kept. */
struct gap_scan {
    struct arena arenas[2]; /* of the last regular point, and of the next */
    int kept;
    bool any;
    struct point last;
    figure_sink *sink;
    void *context;
    uint64_t total;
    int step, first_month;
};

static void series_give_gaps(struct gap_scan *scan, const struct point *point)
{
    struct slice cells[GAP_COLUMNS] = {[GAP_COLUMNS - 1] = slice_of("true")};
    struct gap_walk walk;
    struct place_text place;
    gap_begin(&walk, scan->step, scan->first_month, &scan->last, point);
    while (gap_next(&walk)) {
        if (scan->total++ >= GAPS_MAX)
            continue;
        place_cells(&place, &scan->last, walk.period, true, scan->first_month, cells);
        scan->sink(scan->context, cells);
    }
}

static enum status scan_point(void *context, const struct slice *cells, struct problem *p)
{
    struct gap_scan *scan = context;
    struct point point;
    point_read(&point, cells, scan->first_month);
    if (!point_is_regular(&point, scan->step))
        return STATUS_OK;
    if (scan->any && point_shares(&scan->last, &point, POINT_VALUE_TYPE, POINT_AREA + 1))
        series_give_gaps(scan, &point);
    struct arena *arena = &scan->arenas[scan->kept = !scan->kept];
    arena_reset(arena);
    scan->any = true;
    return series_keep(arena, cells, scan->first_month, &scan->last, p);
}

static enum status read_step(struct store *store, struct slice subject, int *step,
                             struct problem *p)
{
    const struct resource *subjects = model_cube_subject()->ref;
    struct stored_record record = {.view = {.resource = subjects, .count = 1}};
    record.view.columns[0] = model_column(subjects, slice_of(subject_columns[SUBJECT_FREQUENCY]));
    enum status status = record_read(&record, store, subject, p);
    *step = status == STATUS_OK && record.found ? series_step(record.row.cells[0]) : 0;
    record_close(&record);
    return status;
}

static void keep_runs(struct query *query)
{
    size_t kept = query->fixed;
    for (size_t i = query->fixed; i < query->filter_count; i++)
        if (series_divides(&query->filters[i]))
            query->filters[kept++] = query->filters[i];
    query->filter_count = kept;
    query->words = query->match = SLICE_NONE;
}

enum status series_gaps(const struct service *service, const struct query *query, figure_sink *sink,
                        void *context, uint64_t *total, struct problem *p)
{
    struct query *whole = arena_alloc(service->arena, sizeof *whole);
    struct gap_scan scan = {
        .sink = sink, .context = context, .first_month = service->instance->first_month};
    if (!whole)
        return problem_memory(p);
    *whole = *query;
    keep_runs(whole);
    series_set_order(whole, series_order(DERIVE_DIFFERENCE));
    for (int i = 0; i < 2; i++)
        arena_init(&scan.arenas[i], POINT_MEMORY);
    enum status status = read_step(service->store, query->filters[0].value, &scan.step, p);
    if (status == STATUS_OK && scan.step != 0)
        status = series_points(service->store, whole, scan_point, &scan, p);
    *total = scan.total;
    for (int i = 0; i < 2; i++)
        arena_free(&scan.arenas[i]);
    return status;
}
