/* The result of a comparison (service/compare.h): what is told of each subject and figure. */
#include "hiraku/service/compare.h"

#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/service/record.h"
#include "hiraku/service/service.h"

static const enum point_cell value_cells[] = {POINT_VALUE, POINT_MISSING, POINT_QUALIFIER,
                                              POINT_REVISED_IN, POINT_ID};

/* What is told of a subject in a table. */
static const enum subject_cell row_cells[] = {
    SUBJECT_ID,      SUBJECT_NAME_JA,  SUBJECT_NAME_EN,         SUBJECT_MUNICIPALITY,
    SUBJECT_UNIT_JA, SUBJECT_UNIT_EN,  SUBJECT_UNIT_MULTIPLIER, SUBJECT_COUNTING,
    SUBJECT_NATURE,  SUBJECT_DIRECTION};

static const struct {
    const char *name;
    enum property property;
} sets[] = {{"value_types", PROPERTY_VALUE_TYPE},
            {"accumulations", PROPERTY_ACCUMULATION},
            {"period_basis", PROPERTY_PERIOD_BASIS}};

enum {
    VALUE_CELLS = sizeof value_cells / sizeof *value_cells,
    ROW_CELLS = sizeof row_cells / sizeof *row_cells,
    SETS = sizeof sets / sizeof *sets
};

static struct figure_column subject_column(const struct compare *compare, enum subject_cell cell)
{
    const struct column *column = compare->paths[cell].column;
    if (cell == SUBJECT_MUNICIPALITY_JA)
        return figure_column_of("municipality_name_ja", column);
    if (cell == SUBJECT_MUNICIPALITY_EN)
        return figure_column_of("municipality_name_en", column);
    return figure_column_of(column->name, column);
}

/* --- as a tree --- */

void compared_columns(const struct compare *compare, struct figure_column columns[COMPARED_COLUMNS])
{
    size_t count = 0;
    for (; count < SUBJECT_CELLS; count++)
        columns[count] = subject_column(compare, (enum subject_cell)count);
    columns[count++] = (struct figure_column){.name = "url"};
    for (size_t i = 0; i < SETS; i++)
        columns[count++] = (struct figure_column){.name = sets[i].name, .kind = FIGURE_TEXTS};
}

enum status compared_row(const struct compare *compare, const struct service *service,
                         const struct compared *subject, figure_sink *sink, void *context,
                         struct problem *p)
{
    struct slice cells[COMPARED_COLUMNS];
    char texts[SETS][COMPARE_TEXT];
    size_t count = SUBJECT_CELLS;
    struct slice path =
        record_path(service->arena, model_cube_subject()->ref, subject->cells[SUBJECT_ID]);
    memcpy(cells, subject->cells, sizeof subject->cells);
    cells[count++] =
        arena_printf(service->arena, "%s%.*s", service->instance->base_url, (int)path.len, path.at);
    for (size_t i = 0; i < SETS; i++) {
        compare_text(&subject->comparand, compare->query.resource, sets[i].property, texts[i]);
        for (char *comma = texts[i]; (comma = strchr(comma, ',')) != NULL;)
            *comma = ' ';
        cells[count++] = slice_of(texts[i]);
    }
    if (arena_overflowed(service->arena))
        return problem_memory(p);
    sink(context, cells);
    return STATUS_OK;
}

void compared_value_columns(struct figure_column columns[COMPARED_VALUE_COLUMNS])
{
    memcpy(columns, place_columns, sizeof place_columns);
    for (size_t i = 0; i < VALUE_CELLS; i++) {
        const char *name = point_columns[value_cells[i]];
        columns[PLACE_COLUMNS + i] =
            figure_column_of(name, model_column(model_cube(), slice_of(name)));
    }
}

static void point_figures(const struct point *point, struct slice cells[COMPARED_VALUE_COLUMNS])
{
    struct place_text place;
    place_cells(&place, point, NULL, true, 0, cells);
    for (size_t i = 0; i < VALUE_CELLS; i++)
        cells[PLACE_COLUMNS + i] = point->cells[value_cells[i]];
}

void compared_values(const struct compare *compare, const struct compared *subject,
                     figure_sink *sink, void *context)
{
    struct slice cells[COMPARED_VALUE_COLUMNS];
    for (size_t i = 0; i < subject->count; i++) {
        point_figures(&compare->points[subject->from + i], cells);
        sink(context, cells);
    }
}

/* --- as a table --- */

void compare_columns(const struct compare *compare, struct figure_column columns[COMPARE_COLUMNS])
{
    size_t count = 0;
    for (; count < ROW_CELLS; count++)
        columns[count] = subject_column(compare, row_cells[count]);
    columns[0].name = model_cube_subject()->name;
    columns[count++] = (struct figure_column){.name = "comparable", .kind = FIGURE_NUMBER};
    columns[count++] = (struct figure_column){.name = "differences", .kind = FIGURE_TEXTS};
    compared_value_columns(columns + count);
}

void compare_rows(const struct compare *compare, figure_sink *sink, void *context)
{
    struct slice cells[COMPARE_COLUMNS];
    for (size_t i = 0; i < compare->count; i++) {
        const struct compared *subject = &compare->subjects[i];
        size_t count = 0;
        for (; count < ROW_CELLS; count++)
            cells[count] = subject->cells[row_cells[count]];
        cells[count++] = slice_of(*compare->differences ? "false" : "true");
        cells[count++] = slice_of(compare->differences);
        for (size_t j = 0; j < subject->count; j++) {
            point_figures(&compare->points[subject->from + j], cells + count);
            sink(context, cells);
        }
    }
}
