/* GET /v1/compare?kpi=a,b or ?name=…: KPIs of several municipalities side by side, and whether
 * their definitions let them be compared (service/compare.h). In JSON one item a KPI with its
 * values, in CSV one row a value. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/response/reply.h"
#include "hiraku/http/routing/request_service.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/service/compare.h"

#include "figures.h"

static void begin_item(void *context, const struct slice *cells)
{
    struct figure_writer *items = context;
    items->rows++;
    json_line(items->json);
    json_begin_object(items->json, NULL);
    figure_members(items, cells);
}

static enum status write_items(struct compare *compare, struct figures *figures, struct problem *p)
{
    struct figure_column columns[COMPARED_COLUMNS], value_columns[COMPARED_VALUE_COLUMNS];
    struct json_writer *json = figures->rows.json;
    struct figure_writer values = {.columns = value_columns,
                                   .column_count = COMPARED_VALUE_COLUMNS,
                                   .json = json,
                                   .space = "\n "};
    enum status status = STATUS_OK;
    compared_columns(compare, columns);
    compared_value_columns(value_columns);
    figures_columns(figures, columns, COMPARED_COLUMNS);
    for (size_t i = 0; i < compare->count && status == STATUS_OK; i++) {
        const struct compared *subject = &compare->subjects[i];
        status = compared_row(compare, &figures->service, subject, begin_item, &figures->rows, p);
        json_begin_array(json, "values");
        compared_values(compare, subject, figure_row, &values);
        json_end(json);
        json_end(json);
    }
    return status;
}

static void write_differences(const struct compare *compare, struct json_writer *json)
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

static enum status write_comparison(struct compare *compare, struct figures *figures,
                                    struct problem *p)
{
    struct figure_column columns[COMPARE_COLUMNS];
    enum status status = compare_read(compare, &figures->service, p);
    if (status == STATUS_OK && figures->rows.table) {
        compare_columns(compare, columns);
        figures_columns(figures, columns, COMPARE_COLUMNS);
        compare_rows(compare, figure_row, &figures->rows);
    } else if (status == STATUS_OK) {
        status = write_items(compare, figures, p);
    }
    if (status == STATUS_OK) {
        struct json_writer *json = figures_begin(figures, NULL);
        if (json)
            write_differences(compare, json);
        status = figures_end(figures, p);
    }
    compare_close(compare);
    return status;
}

static void set_example(struct request *request, struct problem *p)
{
    struct service service;
    if (request_service(request, &service, NULL) != STATUS_OK)
        return;
    compare_example(&service, p);
    snapshot_return(request->snapshot, service.store);
}

enum status handle_compare(struct request *request, struct reply *reply, struct problem *p)
{
    struct compare *compare = arena_alloc(&request->arena, sizeof *compare);
    if (!compare)
        return problem_memory(p);
    struct figures figures = {
        .request = request, .reply = reply, .file = "compare", .whole = model_cube()};
    int first_month = snapshot_instance(request->snapshot)->first_month;
    enum status status = compare_parse(compare, &request->arena, request->parameters,
                                       request->parameter_count, first_month, p);
    if (status != STATUS_OK) {
        if (status_info(status)->exit == EXIT_USAGE && p && !p->example[0])
            set_example(request, p);
        return status;
    }
    struct slice parameters = compare_canonical(compare, &request->arena, p);
    if (!parameters.at)
        return problem_memory(p);
    compare_inputs(compare, &figures.inputs);
    figures.query = &compare->query;
    status = figures_open(&figures, slice_of("/v1/compare"), parameters, p);
    if (status == STATUS_OK && !reply->fresh)
        status = write_comparison(compare, &figures, p);
    return figures_close(&figures, status, p);
}
