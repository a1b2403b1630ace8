/* What the answers about a series share. */
#include "hiraku/http/handlers/series.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/exporters/rows/figure_writer.h"
#include "hiraku/http/response/listing.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/model/model.h"
#include "hiraku/model/resource.h"
#include "hiraku/service/series.h"
#include "hiraku/service/service.h"

enum { GAPS_BYTES = 1 << 20 };

void series_refused(struct request *request, enum status status, struct problem *p)
{
    if (status == STATUS_DEADLINE)
        problem_example(p, arena_printf(&request->arena, "/v1/%s.csv", model_cube()->name).at);
    else if (status_info(status)->exit == EXIT_USAGE && p && !p->example[0])
        problem_example(p, series_path(&request->arena, request->id).at);
}

enum status series_write_gaps(struct listing *listing, const struct service *service,
                              struct slice *members, struct problem *p)
{
    struct out out;
    uint64_t total = 0;
    out_open_memory(&out, GAPS_BYTES);
    struct json_writer json = json_members(&out, JSON_EMPTY_NULL);
    struct figure_writer gaps = {
        .columns = gap_columns, .column_count = GAP_COLUMNS, .json = &json, .space = "\n"};
    json_begin_array(&json, "gaps");
    enum status status = series_gaps(service, &listing->list.query, figure_row, &gaps, &total, p);
    json_end(&json);
    json_int(&json, "gaps_total", (int64_t)total);
    *members = out_keep(&out, service->arena);
    return status == STATUS_OK && !members->at ? problem_memory(p) : status;
}
