/* See comparison.h. */
#include "hiraku/exporters/rows/comparison.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/exporters/rows/figure_writer.h"
#include "hiraku/service/compare.h"

static void begin_item(void *context, const struct slice *cells)
{
    const struct figure_writer *items = context;
    json_line(items->json);
    json_begin_object(items->json, NULL);
    figure_members(items, cells);
    json_begin_array(items->json, "values");
}

enum status comparison_items(const struct compare *compare, const struct service *service,
                             struct json_writer *json, struct problem *p)
{
    struct figure_column columns[COMPARED_COLUMNS], value_columns[COMPARED_VALUE_COLUMNS];
    struct figure_writer items = {
        .columns = columns, .column_count = COMPARED_COLUMNS, .json = json};
    struct figure_writer values = {.columns = value_columns,
                                   .column_count = COMPARED_VALUE_COLUMNS,
                                   .json = json,
                                   .space = "\n "};
    compared_columns(compare, columns);
    compared_value_columns(value_columns);
    for (size_t i = 0; i < compare->count; i++) {
        const struct compared *subject = &compare->subjects[i];
        enum status status = compared_row(compare, service, subject, begin_item, &items, p);
        if (status != STATUS_OK)
            return status;
        compared_values(compare, subject, figure_row, &values);
        json_end(json);
        json_end(json);
    }
    return STATUS_OK;
}

void comparison_differences(const struct compare *compare, struct json_writer *json)
{
    char text[COMPARE_TEXT];
    json_bool(json, "comparable", !*compare->differences);
    json_begin_array(json, "differences");
    for (int i = 0; i < PROPERTIES; i++) {
        if (!compare->differs[i])
            continue;
        json_begin_object(json, NULL);
        json_text(json, "property", property_name((enum property)i));
        json_begin_object(json, "values");
        for (size_t j = 0; j < compare->count; j++) {
            const struct compared *subject = &compare->subjects[j];
            compare_text(&subject->comparand, compare->query.resource, (enum property)i, text);
            json_text(json, subject->cells[SUBJECT_ID].at, text);
        }
        json_end(json);
        json_end(json);
    }
    json_end(json);
}
