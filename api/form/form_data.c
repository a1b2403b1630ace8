/* What a release says of a programme, its KPIs and their values. */
#include "form_parts.h"

#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/query/query.h"
#include "hiraku/query/view.h"
#include "hiraku/store/cursor.h"

#include <stdio.h>

/* --- rows ------------------------------------------------------------------------------------- */

struct rows_asked {
    const struct form_asked *asked;
    const struct resource *table;
    struct parameter conditions[2];
    size_t condition_count;
    enum status (*take)(void *context, const struct row *row, struct problem *p);
    void *context;
};

/* Gives the rows with their look-ups. */
static enum status form_rows_read(const struct rows_asked *rows, struct arena *arena,
                                  struct problem *p)
{
    struct query query = {.resource = rows->table};
    struct view *view = arena_alloc(arena, sizeof *view);
    struct cursor *cursor = NULL;
    struct row row;
    bool more = true;
    if (!view)
        return problem_memory(p);
    enum status status = query_parse(
        &query, arena, rows->conditions, rows->condition_count,
        (struct query_rules){.form = QUERY_ROWS, .first_month = rows->asked->instance->first_month},
        p);
    view_init(view, rows->table, COL_HIDDEN);
    if (status == STATUS_OK)
        status = store_select(rows->asked->store, &query, view, &cursor, p);
    while (status == STATUS_OK) {
        status = cursor_next(cursor, &row, &more, p);
        if (status != STATUS_OK || !more)
            break;
        status = rows->take(rows->context, &row, p);
    }
    cursor_close(cursor);
    return status;
}

/* --- records ---------------------------------------------------------------------------------- */

struct slice form_record_text(const struct form_record *record, struct slice name,
                              enum language language)
{
    static const char *const ends[] = {[LANGUAGE_JA] = "_ja", [LANGUAGE_EN] = "_en"};
    const enum language order[] = {language, LANGUAGE_JA};
    char stem[80];
    const struct column *column = model_column(record->table, name);
    if (column)
        return record->cells[model_index(record->table, column)];
    for (size_t i = 0; i < 2 && name.len < sizeof stem - 4; i++) {
        snprintf(stem, sizeof stem, "%.*s%s", (int)name.len, name.at, ends[order[i]]);
        column = model_column(record->table, slice_of(stem));
        struct slice cell = column ? record->cells[model_index(record->table, column)] : SLICE_NONE;
        if (cell.len > 0)
            return cell;
    }
    return SLICE_NONE;
}

static enum status record_keep(struct form_record *record, const struct row *row,
                               struct arena *arena, struct problem *p)
{
    record->table = row->view->resource;
    for (size_t i = 0; i < row->view->count; i++)
        if (row->cells[i].len > 0 && !row->view->through[i]) {
            struct slice cell = arena_copy(arena, row->cells[i]);
            if (!cell.at)
                return problem_memory(p);
            record->cells[model_index(record->table, row->view->columns[i])] = cell;
        }
    return STATUS_OK;
}

struct data_reader {
    struct form_data *data;
    const struct form_asked *asked;
    struct arena *arena;
    struct form_point *points; /* of the KPI whose values are read: FORM_FIGURES_MAX */
    size_t count;
    bool found; /* the programme */
};

static enum status data_take_program(void *context, const struct row *row, struct problem *p)
{
    struct data_reader *reader = context;
    reader->found = true;
    return record_keep(&reader->data->program, row, reader->arena, p);
}

static enum status data_take_kpi(void *context, const struct row *row, struct problem *p)
{
    struct data_reader *reader = context;
    if (reader->data->count == FORM_KPIS_MAX)
        return problem_set(p, STATUS_TOO_MANY_ROWS, slice_of(row->view->resource->name), SLICE_NONE,
                           NULL);
    return record_keep(&reader->data->kpis[reader->data->count++].record, row, reader->arena, p);
}

/* --- values ----------------------------------------------------------------------------------- */

/* The fiscal year that the period is all of; 0: none. */
static int data_year(const struct period *period, int first_month)
{
    char text[PERIOD_TEXT_SIZE];
    struct period whole;
    int year = period_fiscal_year(period, first_month);
    snprintf(text, sizeof text, "FY%d", year);
    return year > 0 && period_parse(slice_of(text), first_month, &whole) == PERIOD_GOOD &&
                   date_compare(whole.starts, period->starts) == 0 &&
                   date_compare(whole.ends, period->ends) == 0
               ? year
               : 0;
}

static enum status data_take_point(void *context, const struct row *row, struct problem *p)
{
    struct data_reader *reader = context;
    int first_month = reader->asked->instance->first_month;
    if (row_cell(row, "item").len > 0 || row_cell(row, "segment").len > 0 ||
        row_cell(row, "area").len > 0)
        return STATUS_OK;
    if (reader->count == FORM_FIGURES_MAX)
        return problem_set(p, STATUS_TOO_MANY_ROWS, slice_of(row->view->resource->name), SLICE_NONE,
                           NULL);
    struct form_point *point = &reader->points[reader->count++];
    *point = (struct form_point){.year = 0};
    const struct {
        const char *name;
        struct slice *cell;
    } cells[] = {{"value_type", &point->type},
                 {"accumulation", &point->accumulation},
                 {"value", &point->value},
                 {"missing", &point->missing},
                 {"qualifier", &point->qualifier},
                 {"locator", &point->locator},
                 {"source_title_ja", &point->source[LANGUAGE_JA]},
                 {"source_title_en", &point->source[LANGUAGE_EN]}};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        *cells[i].cell = arena_copy(reader->arena, row_cell(row, cells[i].name));
        if (!cells[i].cell->at)
            return problem_memory(p);
    }
    point->dated =
        period_parse(row_cell(row, "period"), first_month, &point->period) == PERIOD_GOOD &&
        !point->period.open_start && !point->period.open_end;
    point->year = point->dated ? data_year(&point->period, first_month) : 0;
    return STATUS_OK;
}

static enum status data_read_points(struct data_reader *reader, struct form_kpi *kpi,
                                    struct problem *p)
{
    struct rows_asked rows = {
        .asked = reader->asked,
        .table = model_cube(),
        .conditions = {{slice_of(model_cube_subject()->name), kpi->record.cells[0]}},
        .condition_count = 1,
        .take = data_take_point,
        .context = reader};
    reader->count = 0;
    enum status status = form_rows_read(&rows, reader->arena, p);
    if (status != STATUS_OK)
        return status;
    kpi->count = reader->count;
    kpi->points = arena_alloc(reader->arena, (kpi->count + 1) * sizeof *kpi->points);
    if (!kpi->points)
        return problem_memory(p);
    memcpy(kpi->points, reader->points, kpi->count * sizeof *kpi->points);
    return STATUS_OK;
}

/* --- all -------------------------------------------------------------------------------------- */

enum status form_data_read(struct form_data *data, const struct form_asked *asked,
                           struct arena *arena, struct problem *p)
{
    const struct resource *kpis = model_cube_subject()->ref;
    const struct column *by = model_column(kpis, slice_of("program"));
    struct data_reader reader = {.data = data, .asked = asked, .arena = arena};
    struct rows_asked rows = {
        .asked = asked,
        .table = by->ref,
        .conditions = {{slice_of("id"), asked->program}, {slice_of("kind"), slice_of("kpi")}},
        .condition_count = 1,
        .take = data_take_program,
        .context = &reader};
    *data = (struct form_data){.count = 0};
    data->kpis = arena_alloc(arena, FORM_KPIS_MAX * sizeof *data->kpis);
    reader.points = arena_alloc(arena, FORM_FIGURES_MAX * sizeof *reader.points);
    if (!data->kpis || !reader.points)
        return problem_memory(p);
    enum status status = form_rows_read(&rows, arena, p);
    if (status == STATUS_BAD_PARAMETER || (status == STATUS_OK && !reader.found))
        return problem_set(p, STATUS_FORM_PROGRAM, asked->program, SLICE_NONE, NULL);
    rows.table = kpis;
    rows.conditions[0].name = slice_of(by->name);
    rows.condition_count = 2;
    rows.take = data_take_kpi;
    if (status == STATUS_OK)
        status = form_rows_read(&rows, arena, p);
    if (status == STATUS_OK && data->count == 0)
        return problem_set(p, STATUS_FORM_NO_KPIS, asked->program, SLICE_NONE, NULL);
    for (size_t i = 0; i < data->count && status == STATUS_OK; i++)
        status = data_read_points(&reader, &data->kpis[i], p);
    return status;
}
