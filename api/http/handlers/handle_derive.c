/* GET /v1/kpis/{kpi}/series?derive=…: figures computed of a KPI's values (service/derive.h). They
 * are no observations and appear in no other format. */
#include "hiraku/http/handlers/series.h"

#include "hiraku/exporters/rows/json.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/http/response/figures.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/service/derive.h"

static void derive_write_members(const struct derive *derive, const struct figures *figures,
                                 struct json_writer *json)
{
    struct figure_writer left_out = {
        .columns = left_out_columns, .column_count = LEFT_OUT_COLUMNS, .json = json};
    json_text(json, "derive", derivation_name(derive->derivation));
    series_write_against(json, derive);
    json_slice(json, "unit_ja", derive->unit[LANGUAGE_JA]);
    json_slice(json, "unit_en", derive->unit[LANGUAGE_EN]);
    json_record(json_value(json, model_cube_subject()->name), figures->service.instance,
                &derive->about.row);
    json_begin_array(json, "left_out");
    derive_left_out(derive, figure_row, &left_out);
    json_end(json);
}

static enum status derive_write(struct figures *figures, struct problem *p)
{
    struct derive *derive = figures->question;
    enum status status = derive_read(derive, &figures->service, writer_json.without, p);
    figures_columns(figures, derived_columns, DERIVED_COLUMNS);
    if (status == STATUS_OK)
        status = derive_rows(derive, !figures->rows.table, figure_row, &figures->rows, p);
    if (status == STATUS_OK) {
        figures->about = &derive->about.row;
        struct json_writer *json = figures_begin(figures, NULL);
        if (json)
            derive_write_members(derive, figures, json);
        status = figures_end(figures, p);
    }
    derive_close(derive);
    series_refused(figures->request, status, p);
    return status;
}

enum status derive_plan(struct request *request, const struct parameter *parameter,
                        struct representation *answer, struct problem *p)
{
    struct derive *derive = arena_alloc(&request->arena, sizeof *derive);
    struct figures *figures = arena_alloc(&request->arena, sizeof *figures);
    if (!derive || !figures)
        return problem_memory(p);
    derive->subject = request->id;
    derive->first_month = snapshot_instance(request->snapshot)->first_month;
    enum status status = figures_check_form(request, p);
    if (status == STATUS_OK)
        status = series_take_against(request, &parameter, &derive->against, p);
    if (status == STATUS_OK)
        status = derive_parse(derive, &request->arena, request->parameters,
                              request->parameter_count, parameter, p);
    if (status != STATUS_OK)
        return status;
    figures->write = derive_write;
    figures->question = derive;
    figures->file = "series-derived";
    figures->query = &derive->query;
    figures->whole = model_cube();
    derive_inputs(derive, writer_json.without, &figures->inputs);
    series_plan_against(request, derive, figures);
    status = figures_plan(figures, request, answer, series_path(&request->arena, request->id),
                          derive_canonical(derive, &request->arena));
    answer->about = model_cube_subject()->ref;
    answer->about_id = request->id;
    return status;
}
