/* What only several values of one KPI together show: the same period written twice, gaps,
 * cumulative targets that are not the sum of their increments, calendar years among fiscal ones,
 * and equal values with different ranks.
 *
 * Two passes over the staged observations in orders of their own. Memory does not grow with rows: a
 * series keeps its last value and a running sum. Rules about single rows are in
 * rules_observations.c. */
#include "run.h"

#include "hiraku/base/progress.h"
#include "hiraku/ingest/check.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/staging/stage.h"
#include "hiraku/statistics/series.h"
#include "hiraku/value/decimal.h"

#include "series_years.h"

#include <stdio.h>
#include <stdlib.h>

enum { KINDS_MAX = 8, GROUP_MAX = 4, SERIES_MEMORY = 1 << 20 };

static const char observations[] = "observations";
static const char no_end[] = "~"; /* sorts behind every date */

/* --- sort texts ------------------------------------------------------------------------------- */

static struct slice series_cell_of(const struct resource *resource, const struct slice *cells,
                                   const char *name)
{
    const struct column *column = model_column(resource, slice_of(name));
    return column ? cells[model_index(resource, column)] : SLICE_NONE;
}

/* Values that are ranked against each other: of the first breakdown that is there, the others being
 * equal. */
static void sort_rank(struct series_sorts *buffer, const struct resource *resource,
                      const struct slice *cells)
{
    if (series_cell_of(resource, cells, "rank").len == 0)
        return;
    struct slice value = series_cell_of(resource, cells, "value");
    struct slice segment = series_cell_of(resource, cells, "segment");
    struct slice area = series_cell_of(resource, cells, "area");
    struct decimal number;
    char key[DECIMAL_KEY_SIZE];
    if (segment.len > ID_MAX || area.len > ID_MAX || decimal_parse(value, &number) != DECIMAL_GOOD)
        return;
    bool items = series_cell_of(resource, cells, "item").len > 0;
    bool areas = !items && area.len > 0;
    decimal_key(number, key);
    if (areas)
        area = SLICE_NONE;
    else if (!items)
        segment = SLICE_NONE;
    snprintf(buffer->rank, sizeof buffer->rank, "%c|%.*s|%.*s|%s",
             items   ? 'i'
             : areas ? 'a'
                     : 's',
             (int)segment.len, segment.len ? segment.at : "", (int)area.len,
             area.len ? area.at : "", key);
}

void series_sort(struct series_sorts *buffer, const struct instance *instance, struct staged *row,
                 const struct resource *resource)
{
    *buffer = (struct series_sorts){.ends = "~"};
    if (strcmp(resource->name, observations) != 0)
        return;
    struct period period;
    struct slice text = series_cell_of(resource, row->cells, "period");
    if (text.len > 0 && period_parse(text, instance->first_month, &period) == PERIOD_GOOD) {
        if (!period.open_start)
            date_format(period.starts, buffer->starts);
        if (!period.open_end)
            date_format(period.ends, buffer->ends);
    }
    sort_rank(buffer, resource, row->cells);
    row->sorts[0] = slice_of(buffer->starts);
    row->sorts[1] = slice_of(buffer->ends);
    row->sorts[2] = slice_of(buffer->rank);
}

/* --- one row ---------------------------------------------------------------------------------- */

enum {
    CELL_KPI,
    CELL_ITEM,
    CELL_SEGMENT,
    CELL_AREA,
    CELL_PERIOD,
    CELL_VALUE_TYPE,
    CELL_ACCUMULATION,
    CELL_VALUE,
    CELL_RANK,
    CELL_NOTE,
    CELL_COUNT
};

static const char *const cell_names[CELL_COUNT + 1] = {
    "kpi",          "item",  "segment", "area",    "period", "value_type",
    "accumulation", "value", "rank",    "note_ja", NULL};

struct scan {
    const struct check_run *run;
    struct checker *checker;
    const struct resource *resource;
    size_t index[CELL_COUNT]; /* column of each cell */
    uint64_t key_bits;
};

static struct slice cell_at(const struct scan *scan, const struct staged *row, int which)
{
    return row->cells[scan->index[which]];
}

/* `finding.place` has the column; the rest of it is the row's. */
static void series_report(const struct scan *scan, const struct staged *row, struct finding finding)
{
    finding.place.file = row->place.file;
    finding.place.line = row->place.line;
    checker_report(scan->checker, &finding, cell_at(scan, row, CELL_NOTE),
                   cell_at(scan, row, CELL_KPI));
}

/* Position of a code in its column's list; −1 where it is none. */
static int code_index(const struct scan *scan, const struct staged *row, int which)
{
    const struct column *column = &scan->resource->columns[scan->index[which]];
    const struct code *code = column_code(column, cell_at(scan, row, which));
    ptrdiff_t index = code ? code - column->codes : -1;
    return index < KINDS_MAX ? (int)index : -1;
}

/* --- series ----------------------------------------------------------------------------------- */

struct last {
    bool any;
    struct place place;
    char starts[16], ends[16], period[PERIOD_TEXT_SIZE];
};

/* All series with the same KPI, item, segment and area. */
struct group {
    struct arena arena;
    struct slice cells[GROUP_MAX];
    int step; /* months between values, 0: no gaps to look for; −1: days */
    struct last last[KINDS_MAX][KINDS_MAX];    /* by value type and accumulation */
    struct last regular[KINDS_MAX][KINDS_MAX]; /* the last one that is no longer than a step */
    struct series_years years[KINDS_MAX][KINDS_MAX];
    struct decimal sum; /* of target increments so far, by end */
    bool any, is_sum, sum_fits;
    char first[16]; /* start of the earliest increment */
};

static struct date date_of(const char *text)
{
    struct date date = {0, 0, 0};
    date_parse(slice_of(text), &date);
    return date;
}

static void end_group(const struct scan *scan, const struct group *group)
{
    for (int i = 0; i < KINDS_MAX && group->any; i++)
        for (int j = 0; j < KINDS_MAX; j++)
            series_years_report(&group->years[i][j], scan->checker, group->cells[CELL_KPI]);
}

static enum status series_begin_group(const struct scan *scan, struct group *group,
                                      const struct staged *row, struct problem *p)
{
    bool same = group->any;
    for (int i = 0; i < GROUP_MAX && same; i++)
        same = slice_equal(group->cells[i], cell_at(scan, row, i));
    if (same)
        return STATUS_OK;
    end_group(scan, group);
    struct arena arena = group->arena;
    checker_begin(scan->checker, row);
    arena_reset(&arena);
    *group = (struct group){.arena = arena, .any = true, .sum_fits = true};
    for (int i = 0; i < GROUP_MAX; i++) {
        group->cells[i] = arena_copy(&group->arena, cell_at(scan, row, i));
        if (!group->cells[i].at)
            return problem_memory(p);
    }
    group->step =
        series_step(check_cell(scan->checker, "kpis", group->cells[CELL_KPI], "frequency"));
    return checker_status(scan->checker, p);
}

/* Something is missing where a start is two steps or more behind the one before. A row that is
 * longer than a step (a sum over years) belongs to no regular series. */
static bool is_gap(const struct group *group, const struct last *last, const struct last *now)
{
    return last->any && series_steps(date_of(last->starts), date_of(now->starts), group->step) >= 2;
}

static bool is_regular(const struct group *group, const struct last *now)
{
    return now->starts[0] != '\0' && strcmp(now->ends, no_end) != 0 &&
           series_is_regular(date_of(now->starts), date_of(now->ends), group->step);
}

static void series_copy(char *to, size_t size, struct slice text)
{
    size_t len = text.len < size ? text.len : size - 1;
    memcpy(to, text.len ? text.at : "", len);
    to[len] = '\0';
}

static void check_place_in_series(const struct scan *scan, struct group *group, int type,
                                  int accumulation, const struct staged *row)
{
    struct last *last = &group->last[type][accumulation];
    struct last *regular = &group->regular[type][accumulation];
    struct last now = {.any = true, .place = row->place};
    struct slice period = cell_at(scan, row, CELL_PERIOD);
    series_copy(now.starts, sizeof now.starts, row->sorts[0]);
    series_copy(now.ends, sizeof now.ends, row->sorts[1]);
    series_copy(now.period, sizeof now.period, period);
    bool dated = now.starts[0] != '\0' || strcmp(now.ends, no_end) != 0;
    if (last->any && dated && strcmp(now.starts, last->starts) == 0 &&
        strcmp(now.ends, last->ends) == 0 && strcmp(now.period, last->period) != 0)
        series_report(scan, row,
                      (struct finding){.rule = RULE_DUPLICATE_PERIOD,
                                       .place.column = "period",
                                       .value = period,
                                       .other = last->place});
    *last = now;
    if (group->step == 0 || !is_regular(group, &now))
        return;
    if (is_gap(group, regular, &now))
        series_report(scan, row,
                      (struct finding){.rule = RULE_SERIES_GAP,
                                       .place.column = "period",
                                       .value = period,
                                       .other = regular->place});
    *regular = now;
}

/* A cumulative target against the increments that end no later. One over a stated range that begins
 * after the first increment is left alone: the increments before it are not its own. */
static void check_sum(const struct scan *scan, struct group *group, const struct staged *row,
                      struct slice accumulation)
{
    struct decimal value;
    struct slice text = cell_at(scan, row, CELL_VALUE);
    if (text.len == 0 || decimal_parse(text, &value) != DECIMAL_GOOD || !group->sum_fits)
        return;
    if (slice_is(accumulation, "increment")) {
        if (!group->is_sum)
            series_copy(group->first, sizeof group->first, row->sorts[0]);
        group->sum_fits = !group->is_sum || decimal_add(group->sum, value, &value);
        group->sum = value;
        group->is_sum = true;
    } else if (slice_is(accumulation, "cumulative") && group->is_sum) {
        struct slice period = cell_at(scan, row, CELL_PERIOD);
        bool range = period.len > 0 && memchr(period.at, '/', period.len);
        char sum[DECIMAL_TEXT_SIZE];
        if (decimal_compare(value, group->sum) == 0 ||
            (range && slice_compare(row->sorts[0], slice_of(group->first)) > 0))
            return;
        size_t len = decimal_format(group->sum, sum);
        series_report(scan, row,
                      (struct finding){.rule = RULE_CUMULATIVE_SUM,
                                       .place.column = "value",
                                       .value = text,
                                       .expected = (struct slice){sum, len},
                                       .other = {"", 0, ""}});
    }
}

static enum status check_series_row(const struct scan *scan, struct group *group,
                                    const struct staged *row, struct problem *p)
{
    int type = code_index(scan, row, CELL_VALUE_TYPE);
    int accumulation = code_index(scan, row, CELL_ACCUMULATION);
    checker_begin(scan->checker, row);
    if (row->bad & scan->key_bits || type < 0 || accumulation < 0)
        return STATUS_OK;
    enum status status = series_begin_group(scan, group, row, p);
    if (status != STATUS_OK)
        return status;
    check_place_in_series(scan, group, type, accumulation, row);
    series_years_add(&group->years[type][accumulation], row, cell_at(scan, row, CELL_PERIOD),
                     cell_at(scan, row, CELL_NOTE));
    if (slice_is(cell_at(scan, row, CELL_VALUE_TYPE), "target"))
        check_sum(scan, group, row, cell_at(scan, row, CELL_ACCUMULATION));
    return checker_status(scan->checker, p);
}

static enum status scan_series(const struct scan *scan, struct problem *p)
{
    static const char *const by[] = {"kpi",        "item",          "segment", "area", "_2",
                                     "value_type", "-accumulation", "_1",      NULL};
    const struct stage_order order = {cell_names, by, NULL};
    struct stage_cursor *cursor;
    struct staged row;
    uint64_t rows = 0, total = stage_rows(scan->run->stage, scan->resource);
    struct group *group = calloc(1, sizeof *group);
    if (!group)
        return problem_memory(p);
    arena_init(&group->arena, SERIES_MEMORY);
    enum status status = stage_select(scan->run->stage, scan->resource, &order, &cursor, p);
    while (status == STATUS_OK) {
        bool more;
        status = stage_next(cursor, &row, &more, p);
        if (status != STATUS_OK || !more)
            break;
        status = check_series_row(scan, group, &row, p);
        if (++rows % PROGRESS_ROWS == 0)
            progress_tell(scan->run->progress, "series", scan->resource->name, rows, rows, total);
    }
    end_group(scan, group);
    stage_close(cursor);
    arena_free(&group->arena);
    free(group);
    return status;
}

/* --- ranks ------------------------------------------------------------------------------------ */

/* What equal values share: KPI, period, value type, accumulation and the sort text. */
enum { RANK_CELLS = 4 };
static const int rank_cells[RANK_CELLS] = {CELL_KPI, CELL_PERIOD, CELL_VALUE_TYPE,
                                           CELL_ACCUMULATION};

struct equals {
    struct arena arena;
    struct slice cells[RANK_CELLS], sort, rank;
    struct place place;
    bool any;
};

static enum status check_rank(const struct scan *scan, struct equals *equals,
                              const struct staged *row, struct problem *p)
{
    struct slice rank = cell_at(scan, row, CELL_RANK);
    bool same = equals->any && slice_equal(equals->sort, row->sorts[2]);
    for (int i = 0; i < RANK_CELLS && same; i++)
        same = slice_equal(equals->cells[i], cell_at(scan, row, rank_cells[i]));
    checker_begin(scan->checker, row);
    if (same && !slice_equal(rank, equals->rank)) {
        series_report(scan, row,
                      (struct finding){.rule = RULE_RANK_OF_EQUALS,
                                       .place.column = "rank",
                                       .value = cell_at(scan, row, CELL_VALUE),
                                       .other = equals->place});
        return checker_status(scan->checker, p);
    }
    arena_reset(&equals->arena);
    equals->any = true;
    equals->place = row->place;
    equals->sort = arena_copy(&equals->arena, row->sorts[2]);
    equals->rank = arena_copy(&equals->arena, rank);
    for (int i = 0; i < RANK_CELLS; i++)
        equals->cells[i] = arena_copy(&equals->arena, cell_at(scan, row, rank_cells[i]));
    return arena_overflowed(&equals->arena) ? problem_memory(p) : STATUS_OK;
}

static enum status scan_ranks(const struct scan *scan, struct problem *p)
{
    static const char *const by[] = {"kpi", "period", "value_type", "accumulation", "_3", NULL};
    const struct stage_order order = {cell_names, by, "_3"};
    struct stage_cursor *cursor;
    struct staged row;
    struct equals equals = {.any = false};
    arena_init(&equals.arena, SERIES_MEMORY);
    enum status status = stage_select(scan->run->stage, scan->resource, &order, &cursor, p);
    while (status == STATUS_OK) {
        bool more;
        status = stage_next(cursor, &row, &more, p);
        if (status != STATUS_OK || !more)
            break;
        status = check_rank(scan, &equals, &row, p);
    }
    stage_close(cursor);
    arena_free(&equals.arena);
    return status;
}

enum status series_check(const struct check_run *run, struct checker *checker, struct problem *p)
{
    struct scan scan = {.run = run, .checker = checker};
    scan.resource = model_resource(slice_of(observations));
    if (!scan.resource)
        return STATUS_OK;
    for (int i = 0; i < CELL_COUNT; i++) {
        const struct column *column = model_column(scan.resource, slice_of(cell_names[i]));
        if (!column)
            return problem_set(p, STATUS_BAD_MODEL, slice_of(observations), SLICE_NONE,
                               cell_names[i]);
        scan.index[i] = model_index(scan.resource, column);
        if (column->flags & COL_KEY)
            scan.key_bits |= UINT64_C(1) << scan.index[i];
    }
    enum status status = scan_series(&scan, p);
    return status == STATUS_OK ? scan_ranks(&scan, p) : status;
}
