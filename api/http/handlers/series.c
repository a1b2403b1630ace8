/* What the answers about a series share. */
#include "hiraku/http/handlers/series.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/exporters/rows/figure_writer.h"
#include "hiraku/http/response/listing.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/release_days.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/model.h"
#include "hiraku/model/resource.h"
#include "hiraku/release/manifest.h"
#include "hiraku/release/withdrawal.h"
#include "hiraku/service/series.h"
#include "hiraku/service/service.h"

#include <inttypes.h>

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

struct slice series_withdrawn(struct request *request)
{
    uint64_t newest = snapshot_manifest(request->snapshot)->number;
    struct withdrawal withdrawal;
    struct slice text = SLICE_NONE;
    for (uint64_t number = 1; number <= newest; number++)
        if (snapshot_withdrawn(request->snapshot, number, &withdrawal, NULL) != STATUS_OK ||
            withdrawal.reason[0])
            text = arena_printf(&request->arena, "%.*s-%" PRIu64, (int)text.len,
                                text.len ? text.at : "", number);
    return text;
}
