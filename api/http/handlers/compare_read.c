/* Reading what is compared: the KPIs, by their ids or by one name, and their values. */
#include "compare.h"

#include "hiraku/base/utf8.h"
#include "hiraku/http/handlers/record.h"
#include "hiraku/http/handlers/series.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/value/iri.h"

#include <stdio.h>

enum { COMPARE_ROWS_MAX = 10000, EXAMPLE_MAX = 480 };

static const char *const columns[KPI_CELLS] = {"id",
                                               "name_ja",
                                               "name_en",
                                               "kind",
                                               "municipality",
                                               "municipality.name_ja",
                                               "municipality.name_en",
                                               "unit_ja",
                                               "unit_en",
                                               "unit_code",
                                               "unit_multiplier",
                                               "counting",
                                               "nature",
                                               "direction",
                                               "frequency",
                                               "definition_ja",
                                               "definition_en"};

enum status compare_paths(struct compare *compare, struct problem *p)
{
    const struct resource *kpis = model_cube_subject()->ref;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < KPI_CELLS && status == STATUS_OK; i++)
        status = path_read(kpis, slice_of(columns[i]), "compare", &compare->paths[i], p);
    return status;
}

/* --- KPIs --- */

static enum status not_comparable(const struct compare *compare, size_t found, struct problem *p)
{
    char text[24];
    bool many = found > COMPARE_MOST;
    snprintf(text, sizeof text, "%s%zu", many ? ">" : "", many ? (size_t)COMPARE_MOST : found);
    bool named = compare->name.len > 0;
    problem_set(p, STATUS_NOT_COMPARABLE, named ? compare->name : slice_of("kpi"), slice_of(text),
                NULL);
    series_example(p);
    return STATUS_NOT_COMPARABLE;
}

static enum status keep_kpi(struct compare *compare, const struct slice *cells, struct problem *p)
{
    struct compared *kpi = &compare->kpis[compare->count++];
    for (size_t i = 0; i < KPI_CELLS; i++)
        kpi->cells[i] = arena_copy(&compare->arena, cells[i]);
    kpi->comparand = (struct comparand){.unit = kpi->cells[KPI_UNIT_JA],
                                        .unit_multiplier = kpi->cells[KPI_UNIT_MULTIPLIER],
                                        .counting = kpi->cells[KPI_COUNTING],
                                        .nature = kpi->cells[KPI_NATURE],
                                        .definition = kpi->cells[KPI_DEFINITION_JA]};
    return arena_overflowed(&compare->arena) ? problem_memory(p) : STATUS_OK;
}

/* KPIs with this value in `column`, by id. */
static enum status find_kpis(struct compare *compare, const struct column *column,
                             struct slice value, struct problem *p)
{
    struct query query = {.resource = model_cube_subject()->ref, .sorted = true, .filter_count = 1};
    struct slice cells[KPI_CELLS];
    struct projection *projection;
    bool more = true;
    query.filters[0].column = column;
    query.filters[0].value = value;
    enum status status = projection_open(&projection, compare->figures.store, &query,
                                         compare->paths, KPI_CELLS, 0, p);
    while (status == STATUS_OK) {
        status = projection_next(projection, cells, &more, p);
        if (status != STATUS_OK || !more)
            break;
        status = compare->count == COMPARE_MOST ? not_comparable(compare, COMPARE_MOST + 1, p)
                                                : keep_kpi(compare, cells, p);
    }
    projection_close(projection);
    return status;
}

static enum status by_ids(struct compare *compare, struct problem *p)
{
    const struct resource *kpis = model_cube_subject()->ref;
    for (size_t i = 0; i < compare->id_count; i++) {
        enum status status = find_kpis(compare, kpis->columns, compare->ids[i], p);
        if (status == STATUS_OK && compare->count == i)
            status = record_missing(compare->figures.request, compare->figures.store, kpis,
                                    compare->ids[i], p);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

static enum status no_such_name(struct compare *compare, const struct column *label,
                                struct problem *p)
{
    struct out out;
    problem_set(p, STATUS_NOT_FOUND, compare->name, (struct slice){NULL, 0}, NULL);
    out_open_memory(&out, 4096);
    series_put_list(&out);
    out_char(&out, '?');
    out_text(&out, label->name);
    out_text(&out, "__contains=");
    iri_segment(&out, utf8_cut(compare->name, 120));
    out_char(&out, '\0');
    series_example(p);
    if (out_finish(&out, NULL) == STATUS_OK)
        problem_example(p, out.bytes);
    out_close(&out);
    return STATUS_NOT_FOUND;
}

static enum status by_name(struct compare *compare, struct problem *p)
{
    const struct column *label = NULL;
    for (const struct column *column = model_cube_subject()->ref->columns;
         column->name && compare->count == 0; column++) {
        if (!(column->flags & COL_LABEL))
            continue;
        enum status status = find_kpis(compare, column, compare->name, p);
        if (status != STATUS_OK)
            return status;
        label = label ? label : column;
    }
    if (compare->count == 0 && label)
        return no_such_name(compare, label, p);
    return compare->count < COMPARE_LEAST ? not_comparable(compare, compare->count, p) : STATUS_OK;
}

/* --- values --- */

/* The example is the same KPIs at one time. */
static enum status too_many(const struct compare *compare, struct problem *p)
{
    char text[16];
    struct out out;
    snprintf(text, sizeof text, "%d", COMPARE_ROWS_MAX);
    problem_set(p, STATUS_TOO_MANY_ROWS, slice_of("compare"), slice_of(text), NULL);
    out_open_memory(&out, 1 << 14);
    out_text(&out, "/v1/compare?kpi=");
    for (size_t i = 0; i < compare->count; i++) {
        out_text(&out, i > 0 ? "," : "");
        iri_segment(&out, compare->kpis[i].cells[KPI_ID]);
    }
    out_text(&out, "&period=");
    iri_segment(&out, compare->points[0].cells[POINT_PERIOD]);
    out_char(&out, '\0');
    bool whole = out_finish(&out, NULL) == STATUS_OK && out.len <= EXAMPLE_MAX;
    series_example(p);
    if (whole)
        problem_example(p, out.bytes);
    out_close(&out);
    return STATUS_TOO_MANY_ROWS;
}

static enum status keep_point(struct compare *compare, struct compared *kpi,
                              const struct slice *cells, struct problem *p)
{
    struct slice kept[POINT_CELLS];
    int first_month = snapshot_instance(compare->figures.request->snapshot)->first_month;
    if (compare->point_count == COMPARE_ROWS_MAX)
        return too_many(compare, p);
    for (size_t i = 0; i < POINT_CELLS; i++)
        kept[i] = arena_copy(&compare->arena, cells[i]);
    if (arena_overflowed(&compare->arena))
        return problem_memory(p);
    struct point *point = &compare->points[compare->point_count++];
    point_read(point, kept, first_month);
    compare_take(&kpi->comparand, compare->query.resource, point);
    kpi->count++;
    return STATUS_OK;
}

static enum status read_values(struct compare *compare, struct compared *kpi,
                               const struct path *paths, struct problem *p)
{
    struct slice cells[POINT_CELLS];
    struct projection *projection;
    bool more = true;
    struct query *query = &compare->query;
    query->filters[query->filter_count - 1].value = kpi->cells[KPI_ID];
    kpi->from = compare->point_count;
    enum status status =
        projection_open(&projection, compare->figures.store, query, paths, POINT_CELLS, 0, p);
    while (status == STATUS_OK) {
        status = projection_next(projection, cells, &more, p);
        if (status != STATUS_OK || !more)
            break;
        status = keep_point(compare, kpi, cells, p);
    }
    projection_close(projection);
    return status;
}

enum status compare_read(struct compare *compare, struct problem *p)
{
    struct path paths[POINT_CELLS];
    enum status status = compare->name.len > 0 ? by_name(compare, p) : by_ids(compare, p);
    if (status == STATUS_OK)
        status = series_paths(paths, p);
    compare->points = arena_alloc(&compare->arena, COMPARE_ROWS_MAX * sizeof *compare->points);
    if (status == STATUS_OK && !compare->points)
        status = problem_memory(p);
    for (size_t i = 0; i < compare->count && status == STATUS_OK; i++)
        status = read_values(compare, &compare->kpis[i], paths, p);
    return status;
}
