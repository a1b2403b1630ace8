/* See figure_writer.h. */
#include "hiraku/exporters/rows/figure_writer.h"

#include "hiraku/base/csv_out.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/service/figures.h"

static bool is_shown(const struct figure_writer *writer, size_t i)
{
    enum figure_place place = writer->columns[i].place;
    return place == FIGURE_EVERYWHERE ||
           place == (writer->table ? FIGURE_IN_TABLES : FIGURE_IN_TREES);
}

void figure_header(const struct figure_writer *writer)
{
    for (size_t i = 0; i < writer->column_count; i++)
        if (is_shown(writer, i))
            csv_cell(writer->table, i == 0, slice_of(writer->columns[i].name));
    csv_end(writer->table);
}

static void figure_words(struct json_writer *json, const char *name, struct slice words)
{
    json_begin_array(json, name);
    for (struct slice word; slice_word(&words, &word);)
        json_slice(json, NULL, word);
    json_end(json);
}

void figure_members(const struct figure_writer *writer, const struct slice *cells)
{
    for (size_t i = 0; i < writer->column_count; i++) {
        const struct figure_column *column = &writer->columns[i];
        if (!is_shown(writer, i))
            continue;
        if (column->kind == FIGURE_NUMBER)
            json_number(writer->json, column->name, cells[i]);
        else if (column->kind == FIGURE_TEXTS)
            figure_words(writer->json, column->name, cells[i]);
        else
            json_slice(writer->json, column->name, cells[i]);
    }
}

static void figure_cells(const struct figure_writer *writer, const struct slice *cells)
{
    for (size_t i = 0; i < writer->column_count; i++)
        if (is_shown(writer, i))
            csv_cell(writer->table, i == 0, cells[i]);
    csv_end(writer->table);
}

void figure_row(void *context, const struct slice *cells)
{
    struct figure_writer *writer = context;
    writer->rows++;
    if (writer->table) {
        figure_cells(writer, cells);
        return;
    }
    writer->json->space = writer->space;
    json_begin_object(writer->json, NULL);
    figure_members(writer, cells);
    json_end(writer->json);
}
