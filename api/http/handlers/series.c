/* See series.h. Gaps are looked for in the whole series, not in a page of it: two rows may be on
 * different pages. They are shown beside the rows and never become rows. */
#include "hiraku/http/handlers/series.h"

#include "hiraku/base/json_text.h"
#include "hiraku/base/out.h"
#include "hiraku/http/handlers/listing.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/model/model.h"
#include "hiraku/value/iri.h"

#include "member.h"

#include <stdio.h>

enum { GAPS_MAX = 500, GAPS_BYTES = 1 << 20, POINT_MEMORY = 1 << 16 };

void series_put_list(struct out *out)
{
    out_text(out, "/v1/");
    out_text(out, model_cube_subject()->ref->name);
}

void series_example(struct problem *p)
{
    char path[80];
    snprintf(path, sizeof path, "/v1/%s", model_cube_subject()->ref->name);
    problem_example(p, path);
}

struct slice series_path(struct request *request)
{
    struct out out;
    out_open_memory(&out, 4096);
    series_put_list(&out);
    out_char(&out, '/');
    iri_segment(&out, request->id);
    out_text(&out, "/series");
    return out_keep(&out, &request->arena);
}

void series_query(struct query *query, const struct request *request)
{
    query->resource = model_cube();
    query->filters[0].column = model_cube_subject();
    query->filters[0].comparison = COMPARISON_EQ;
    query->filters[0].value = request->id;
    query->filter_count = query->fixed = 1;
}

enum status series_paths(struct path paths[POINT_CELLS], struct problem *p)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < POINT_CELLS && status == STATUS_OK; i++)
        status = path_read(model_cube(), slice_of(point_columns[i]), "series", &paths[i], p);
    return status;
}

void series_set_order(struct query *query, const char *const *names)
{
    query->sorted = true;
    query->order_count = 0;
    for (; *names; names++)
        query->order[query->order_count++] = model_column(query->resource, slice_of(*names));
}

static void gap_members(struct out *out, const char *gap, int first_month)
{
    struct period period;
    char starts[DATE_TEXT_SIZE] = "", ends[DATE_TEXT_SIZE] = "";
    int year = 0;
    if (period_parse(slice_of(gap), first_month, &period) == PERIOD_GOOD) {
        date_format(period.starts, starts);
        date_format(period.ends, ends);
        year = period_fiscal_year(&period, first_month);
    }
    member_text(out, true, "period", slice_of(gap));
    member_text(out, false, "starts", slice_of(starts));
    member_text(out, false, "ends", slice_of(ends));
    json_key(out, false, "fiscal_year");
    if (year != 0)
        out_int(out, year);
    else
        out_text(out, "null");
}

void series_members(struct out *out, const struct point *point, const char *gap, bool typed,
                    int first_month)
{
    if (gap) {
        gap_members(out, gap, first_month);
    } else {
        member_text(out, true, "period", point->cells[POINT_PERIOD]);
        member_text(out, false, "starts", point->cells[POINT_STARTS]);
        member_text(out, false, "ends", point->cells[POINT_ENDS]);
        member_number(out, false, "fiscal_year", point->cells[POINT_FISCAL_YEAR]);
    }
    for (int i = POINT_VALUE_TYPE; i <= POINT_AREA; i++)
        member_text(out, false, point_columns[i],
                    typed || i != POINT_VALUE_TYPE ? point->cells[i] : (struct slice){NULL, 0});
}

/* --- gaps --- */

/* A walk through all rows of a series, with the last regular one kept. */
struct gap_scan {
    struct arena arenas[2]; /* of the last regular point, and of the next */
    int kept;
    bool any;
    struct point last;
    struct out out;
    uint64_t total;
    int step, first_month;
};

static void write_gaps(struct gap_scan *scan, const struct point *point)
{
    struct gap_walk walk;
    gap_begin(&walk, scan->step, scan->first_month, &scan->last, point);
    while (gap_next(&walk)) {
        if (scan->total++ >= GAPS_MAX)
            continue;
        out_text(&scan->out, scan->total > 1 ? ",\n{" : "\n{");
        series_members(&scan->out, &scan->last, walk.period, true, scan->first_month);
        out_text(&scan->out, ",\"value\":null,\"missing\":null,\"gap\":true}");
    }
}

static enum status scan_point(struct gap_scan *scan, const struct slice *cells, struct problem *p)
{
    struct point point;
    point_read(&point, cells, scan->first_month);
    if (!point_is_regular(&point, scan->step))
        return STATUS_OK;
    if (scan->any && point_shares(&scan->last, &point, POINT_VALUE_TYPE, POINT_AREA + 1))
        write_gaps(scan, &point);
    struct arena *arena = &scan->arenas[scan->kept = !scan->kept];
    arena_reset(arena);
    for (size_t i = 0; i < POINT_CELLS; i++)
        point.cells[i] = arena_copy(arena, cells[i]);
    scan->last = point;
    scan->any = true;
    return arena_overflowed(arena) ? problem_memory(p) : STATUS_OK;
}

static enum status read_step(struct store *store, struct slice id, int *step, struct problem *p)
{
    const struct resource *kpis = model_cube_subject()->ref;
    struct query query = {.resource = kpis, .sorted = true, .filter_count = 1};
    struct projection *projection;
    struct slice frequency = {NULL, 0};
    struct path path;
    bool more = false;
    query.filters[0].column = &kpis->columns[0];
    query.filters[0].value = id;
    enum status status = path_read(kpis, slice_of("frequency"), "series", &path, p);
    if (status == STATUS_OK)
        status = projection_open(&projection, store, &query, &path, 1, 0, p);
    if (status != STATUS_OK)
        return status;
    status = projection_next(projection, &frequency, &more, p);
    *step = status == STATUS_OK && more ? series_step(frequency) : 0;
    projection_close(projection);
    return status;
}

static enum status scan_series(struct gap_scan *scan, struct store *store,
                               const struct query *query, struct problem *p)
{
    struct path paths[POINT_CELLS];
    struct slice cells[POINT_CELLS];
    struct projection *projection;
    bool more = true;
    enum status status = series_paths(paths, p);
    if (status == STATUS_OK)
        status = projection_open(&projection, store, query, paths, POINT_CELLS, 0, p);
    if (status != STATUS_OK)
        return status;
    while (status == STATUS_OK) {
        status = projection_next(projection, cells, &more, p);
        if (status != STATUS_OK || !more)
            break;
        status = scan_point(scan, cells, p);
    }
    projection_close(projection);
    return status;
}

bool series_divides(const struct filter *filter)
{
    for (int cell = POINT_VALUE_TYPE; cell <= POINT_AREA; cell++)
        if (filter->steps == 0 && strcmp(filter->column->name, point_columns[cell]) == 0)
            return true;
    return false;
}

/* Keeps what chooses whole runs: what a condition on periods or values leaves out is no gap in the
 * data. */
static void keep_runs(struct query *query)
{
    size_t kept = query->fixed;
    for (size_t i = query->fixed; i < query->filter_count; i++)
        if (series_divides(&query->filters[i]))
            query->filters[kept++] = query->filters[i];
    query->filter_count = kept;
    query->words = query->match = (struct slice){NULL, 0};
}

enum status series_gaps(struct listing *listing, struct store *store, struct arena *arena,
                        int first_month, struct slice *members, struct problem *p)
{
    struct query *query = arena_alloc(arena, sizeof *query);
    struct gap_scan scan = {.first_month = first_month};
    if (!query)
        return problem_memory(p);
    *query = listing->query;
    keep_runs(query);
    series_set_order(query, series_order(DERIVE_DIFFERENCE));
    for (int i = 0; i < 2; i++)
        arena_init(&scan.arenas[i], POINT_MEMORY);
    out_open_memory(&scan.out, GAPS_BYTES);
    out_text(&scan.out, ",\"gaps\":[");
    enum status status = read_step(store, listing->about_id, &scan.step, p);
    if (status == STATUS_OK && scan.step != 0)
        status = scan_series(&scan, store, query, p);
    out_text(&scan.out, "],\"gaps_total\":");
    out_int(&scan.out, (int64_t)scan.total);
    if (status == STATUS_OK)
        status = out_finish(&scan.out, p);
    if (status == STATUS_OK)
        *members = arena_copy(arena, out_written(&scan.out));
    if (status == STATUS_OK && !members->at)
        status = problem_memory(p);
    out_close(&scan.out);
    for (int i = 0; i < 2; i++)
        arena_free(&scan.arenas[i]);
    return status;
}
