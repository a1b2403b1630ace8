/* GET /v1/compare?kpi=a,b or ?name=…: KPIs of several municipalities side by side, and whether
 * their definitions let them be compared (service/compare.h). In JSON one item a KPI with its
 * values, in CSV one row a value. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/exporters/rows/comparison.h"
#include "hiraku/http/response/figures.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_service.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/service/compare.h"

static enum status compare_write(struct figures *figures, struct problem *p)
{
    struct compare *compare = figures->question;
    struct figure_column columns[COMPARE_COLUMNS];
    enum status status = compare_read(compare, &figures->service, p);
    if (status == STATUS_OK && figures->rows.table) {
        compare_columns(compare, columns);
        figures_columns(figures, columns, COMPARE_COLUMNS);
        compare_rows(compare, figure_row, &figures->rows);
    } else if (status == STATUS_OK) {
        status = comparison_items(compare, &figures->service, figures->rows.json, p);
        figures->rows.rows = compare->count;
    }
    if (status == STATUS_OK) {
        struct json_writer *json = figures_begin(figures, NULL);
        if (json)
            comparison_differences(compare, json);
        status = figures_end(figures, p);
    }
    compare_close(compare);
    return status;
}

static void compare_set_example(struct request *request, struct problem *p)
{
    struct service service;
    if (request_service(request, &service, NULL) != STATUS_OK)
        return;
    compare_example(&service, p);
    snapshot_return(request->snapshot, service.store);
}

enum status handle_compare(struct request *request, struct representation *answer,
                           struct problem *p)
{
    struct compare *compare = arena_alloc(&request->arena, sizeof *compare);
    struct figures *figures = arena_alloc(&request->arena, sizeof *figures);
    if (!compare || !figures)
        return problem_memory(p);
    int first_month = snapshot_instance(request->snapshot)->first_month;
    enum status status = compare_parse(compare, &request->arena, request->parameters,
                                       request->parameter_count, first_month, p);
    if (status != STATUS_OK) {
        if (status_info(status)->exit == EXIT_USAGE && p && !p->example[0])
            compare_set_example(request, p);
        return status;
    }
    struct slice parameters = compare_canonical(compare, &request->arena, p);
    if (!parameters.at)
        return problem_memory(p);
    figures->write = compare_write;
    figures->question = compare;
    figures->file = "compare";
    figures->query = &compare->query;
    figures->whole = model_cube();
    compare_inputs(compare, &figures->inputs);
    return figures_plan(figures, request, answer, slice_of("/v1/compare"), parameters);
}
