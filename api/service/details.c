/* See service/details.h. */
#include "hiraku/service/details.h"

#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/query/path.h"
#include "hiraku/service/inputs.h"
#include "hiraku/service/record.h"
#include "hiraku/service/series.h"
#include "hiraku/service/service.h"
#include "hiraku/service/vintages.h"

#include <stdio.h>
#include <stdlib.h>

enum { DETAILS_MEMORY = 32 << 20, DETAILS_FIRST = 16, PATHS = POINT_CELLS + DETAIL_CELLS };

static const char *const detail_columns[DETAIL_CELLS] = {
    "status",          "revised_in",      "certainty",    "item.name_ja", "item.name_en",
    "segment.name_ja", "segment.name_en", "area.name_ja", "area.name_en", "source.title_ja",
    "source.title_en", "source",          "text",
};

/* --- the question --- */

enum status details_parse(struct details *details, struct arena *arena,
                          const struct parameter *parameters, size_t count, int first_month,
                          struct problem *p)
{
    series_query(&details->query, details->subject);
    details->first_month = first_month;
    return query_parse(&details->query, arena, parameters, count,
                       (struct query_rules){.form = QUERY_FILTERS, .first_month = first_month}, p);
}

struct slice details_canonical(const struct details *details, struct arena *arena)
{
    return query_canonical(&details->query, arena, SLICE_NONE);
}

struct slice details_path(struct arena *arena, struct slice subject)
{
    struct slice path = record_path(arena, model_cube_subject()->ref, subject);
    return arena_printf(arena, "%.*s/chart", (int)path.len, path.at);
}

static enum status details_paths(struct path paths[PATHS], struct problem *p)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < PATHS && status == STATUS_OK; i++) {
        const char *name = i < POINT_CELLS ? point_columns[i] : detail_columns[i - POINT_CELLS];
        status = path_read(model_cube(), slice_of(name), "series", &paths[i], p);
    }
    return status;
}

static enum status details_subject_paths(struct path paths[SUBJECT_CELLS], struct problem *p)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < SUBJECT_CELLS && status == STATUS_OK; i++)
        status = path_read(model_cube_subject()->ref, slice_of(subject_columns[i]), "series",
                           &paths[i], p);
    return status;
}

void details_inputs(const struct details *details, struct inputs *inputs)
{
    struct path paths[PATHS];
    inputs_add_query(inputs, &details->query);
    inputs_add(inputs, model_cube_subject()->ref);
    if (details_paths(paths, NULL) == STATUS_OK)
        inputs_add_paths(inputs, paths, PATHS);
    if (details_subject_paths(paths, NULL) == STATUS_OK)
        inputs_add_paths(inputs, paths, SUBJECT_CELLS);
}

/* --- the subject --- */

static enum status details_read_subject(struct details *details, const struct service *service,
                                        struct problem *p)
{
    const struct resource *subjects = model_cube_subject()->ref;
    struct query *query = arena_alloc(service->arena, sizeof *query);
    struct projection *projection = NULL;
    struct path paths[SUBJECT_CELLS];
    struct slice cells[SUBJECT_CELLS];
    bool found = false;
    if (!query)
        return problem_memory(p);
    query_record(query, subjects, details->subject);
    enum status status = details_subject_paths(paths, p);
    if (status == STATUS_OK)
        status = projection_open(&projection, service->store, query,
                                 (struct projected){paths, SUBJECT_CELLS, 0}, p);
    if (status == STATUS_OK)
        status = projection_next(projection, cells, &found, p);
    for (size_t i = 0; i < SUBJECT_CELLS && status == STATUS_OK && found; i++)
        details->about[i] = arena_copy(&details->arena, cells[i]);
    projection_close(projection);
    return status == STATUS_OK && !found ? record_missing(service, subjects, details->subject, p)
                                         : status;
}

/* --- the figures --- */

static enum status details_too_many(const struct details *details, struct problem *p)
{
    char most[16];
    snprintf(most, sizeof most, "%zu", details->cap);
    return problem_set(p, STATUS_TOO_MANY_ROWS, slice_of("chart"), slice_of(most), NULL);
}

/* One more, cleared; NULL: there is no memory. */
static struct detail *details_add(struct details *details)
{
    if (details->count == details->room) {
        size_t room = details->room ? 4 * details->room : DETAILS_FIRST;
        struct detail *points = realloc(details->points, room * sizeof *points);
        if (!points)
            return NULL;
        details->points = points;
        details->room = room;
    }
    struct detail *detail = &details->points[details->count++];
    memset(detail, 0, sizeof *detail);
    return detail;
}

/* Most cells are those of the figure before: they are kept once. */
static void details_keep_cells(struct details *details, struct slice *kept,
                               const struct slice *before, const struct slice *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        kept[i] = before && slice_equal(before[i], cells[i])
                      ? before[i]
                      : arena_copy(&details->arena, cells[i]);
}

static enum status details_keep(struct details *details, const struct slice *cells,
                                struct problem *p)
{
    struct slice kept[POINT_CELLS];
    if (details->count == details->cap)
        return details_too_many(details, p);
    struct detail *detail = details_add(details);
    if (!detail)
        return problem_memory(p);
    const struct detail *before = details->count > 1 ? detail - 1 : NULL;
    details_keep_cells(details, kept, before ? before->point.cells : NULL, cells, POINT_CELLS);
    details_keep_cells(details, detail->cells, before ? before->cells : NULL, cells + POINT_CELLS,
                       DETAIL_CELLS);
    point_read(&detail->point, kept, details->first_month);
    return arena_overflowed(&details->arena) ? problem_memory(p) : STATUS_OK;
}

static enum status details_read_figures(struct details *details, const struct service *service,
                                        struct problem *p)
{
    struct projection *projection = NULL;
    struct path paths[PATHS];
    struct slice cells[PATHS];
    bool more = true;
    enum status status = details_paths(paths, p);
    if (status == STATUS_OK)
        status = projection_open(&projection, service->store, &details->query,
                                 (struct projected){paths, PATHS, 0}, p);
    while (status == STATUS_OK) {
        status = projection_next(projection, cells, &more, p);
        if (status != STATUS_OK || !more)
            break;
        status = details_keep(details, cells, p);
    }
    projection_close(projection);
    return status;
}

/* --- gaps --- */

/* Parallel to the cells of a gap, up to the run. */
static const enum point_cell gap_cells[PLACE_COLUMNS] = {
    POINT_PERIOD,       POINT_STARTS, POINT_ENDS,    POINT_FISCAL_YEAR, POINT_VALUE_TYPE,
    POINT_ACCUMULATION, POINT_ITEM,   POINT_SEGMENT, POINT_AREA,
};

/* Of more gaps than there is room for the picture shows the first: it is of no use then anyway. */
static void details_keep_gap(void *context, const struct slice *cells)
{
    struct details *details = context;
    struct slice own[POINT_CELLS] = {SLICE_NONE};
    size_t from = details->count;
    if (from == details->cap)
        return;
    struct detail *detail = details_add(details);
    if (!detail) {
        details->lost = true;
        return;
    }
    for (size_t i = 0; i < PLACE_COLUMNS; i++)
        own[gap_cells[i]] = cells[i];
    if (series_keep(&details->arena, own, details->first_month, &detail->point, NULL) != STATUS_OK)
        return;
    detail->gap = true;
    for (size_t i = 0; i < from; i++)
        if (detail_shares_run(&details->points[i], detail)) {
            memcpy(detail->cells, details->points[i].cells, sizeof detail->cells);
            detail->cells[DETAIL_STATUS] = detail->cells[DETAIL_CERTAINTY] = SLICE_NONE;
            detail->cells[DETAIL_REVISED] = SLICE_NONE;
            return;
        }
}

bool detail_shares_run(const struct detail *a, const struct detail *b)
{
    return slice_equal(a->of[0], b->of[0]) &&
           point_shares(&a->point, &b->point, POINT_VALUE_TYPE, POINT_AREA + 1);
}

/* Runs in the order of their cells, points in the order of time; what has no date comes first. */
static int details_compare(const void *left, const void *right)
{
    static const enum point_cell order[] = {POINT_STARTS, POINT_ENDS, POINT_ID};
    const struct detail *a = left, *b = right;
    int sign = 0;
    for (int i = POINT_VALUE_TYPE; i <= POINT_AREA && sign == 0; i++)
        sign = slice_compare(a->point.cells[i], b->point.cells[i]);
    for (size_t i = 0; i < sizeof order / sizeof *order && sign == 0; i++)
        sign = slice_compare(a->point.cells[order[i]], b->point.cells[order[i]]);
    return sign;
}

/* As most are read; to sort them again would copy them. */
static bool details_are_in_order(const struct details *details)
{
    for (size_t i = 1; i < details->count; i++)
        if (details_compare(&details->points[i - 1], &details->points[i]) > 0)
            return false;
    return true;
}

/* --- what they were before --- */

static bool details_are_revised(const struct details *details)
{
    for (size_t i = 0; i < details->count; i++)
        if (details->points[i].cells[DETAIL_REVISED].len)
            return true;
    return false;
}

/* The value of the newest vintage that has another one. */
static void details_keep_former(struct details *details, const struct vintage_record *record)
{
    struct slice now = record->vintages[record->count - 1].cells[0], former = SLICE_NONE;
    for (size_t i = record->count; i-- > 0 && !former.len;)
        if (!slice_equal(record->vintages[i].cells[0], now))
            former = record->vintages[i].cells[0];
    for (size_t i = 0; i < details->count && former.len; i++)
        if (slice_equal(details->points[i].point.cells[POINT_ID], record->id))
            details->points[i].former = arena_copy(&details->arena, former);
}

static enum status details_read_former(struct details *details, const struct service *service,
                                       struct problem *p)
{
    const struct column *value = model_column(model_cube(), slice_of(point_columns[POINT_VALUE]));
    struct query *query = arena_alloc(service->arena, sizeof *query);
    struct vintages *vintages = NULL;
    struct vintage_record record;
    bool more = true;
    if (!details_are_revised(details))
        return STATUS_OK;
    if (!query)
        return problem_memory(p);
    series_query(query, details->subject);
    enum status status = vintages_open(&vintages, service, query, &value, 1, p);
    while (status == STATUS_OK) {
        status = vintages_next(vintages, &record, &more, p);
        if (status != STATUS_OK || !more)
            break;
        details_keep_former(details, &record);
    }
    vintages_close(vintages);
    return status;
}

/* --- all of it --- */

enum status details_read(struct details *details, const struct service *service, struct problem *p)
{
    uint64_t gaps;
    arena_init(&details->arena, DETAILS_MEMORY);
    if (!details->cap)
        details->cap = DETAILS_MAX;
    enum status status = details_read_subject(details, service, p);
    if (status == STATUS_OK)
        status = details_read_figures(details, service, p);
    if (status == STATUS_OK)
        status = series_gaps(service, &details->query, details_keep_gap, details, &gaps, p);
    if (status == STATUS_OK)
        status = details_read_former(details, service, p);
    if (!details_are_in_order(details))
        qsort(details->points, details->count, sizeof *details->points, details_compare);
    bool lost = details->lost || arena_overflowed(&details->arena);
    return status == STATUS_OK && lost ? problem_memory(p) : status;
}

enum status details_read_of(struct details *details, const struct service *service,
                            const struct query *query, struct problem *p)
{
    series_query(&details->query, details->subject);
    details->first_month = service->instance->first_month;
    for (size_t i = 0; i + 1 < query->filter_count; i++)
        details->query.filters[details->query.filter_count++] = query->filters[i];
    details->query.words = query->words;
    details->query.match = query->match;
    return details_read(details, service, p);
}

void details_close(struct details *details)
{
    free(details->points);
    details->points = NULL;
    details->count = details->room = 0;
    arena_free(&details->arena);
}
