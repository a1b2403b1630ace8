/* Plans: whatever the text holds, rows have a key and figures in their canonical form, or there is
 * an error and there are no rows; the same bytes give the same rows. */
#include "hiraku/base/utf8.h"
#include "hiraku/diagnostics/finding.h"
#include "hiraku/model/model.h"
#include "hiraku/plan/plan.h"
#include "hiraku/value/decimal.h"
#include "hiraku/value/period.h"

#include "fuzz.h"

static void plan_row_holds(const struct plan_record *record)
{
    struct decimal number;
    struct period period;
    bool figure = record->resource == model_cube();
    struct slice value = plan_cell(record, "value"), when = plan_cell(record, "period");
    for (size_t i = 0; record->resource->columns[i].name; i++)
        ENSURE(utf8_is_valid(record->cells[i]));
    ENSURE(plan_cell(record, figure ? "kpi" : "id").len > 0);
    if (!figure) {
        ENSURE(plan_cell(record, "name_ja").len > 0 && plan_cell(record, "unit_ja").len > 0);
        return;
    }
    ENSURE((value.len > 0) != (plan_cell(record, "missing").len > 0));
    ENSURE(value.len == 0 || decimal_parse(value, &number) == DECIMAL_GOOD);
    ENSURE(slice_is(when, "undated") || period_parse(when, 4, &period) == PERIOD_GOOD);
}

static size_t plan_read_once(const char *path, bool *refused)
{
    struct plan plan;
    struct report *report = report_new();
    ENSURE(report);
    struct plan_asked asked = {.file = path, .first_month = 4, .report = report};
    struct problem p = {.status = STATUS_OK};
    ENSURE(plan_import(&plan, &asked, &p) == STATUS_OK);
    *refused = report_count(report, SEVERITY_ERROR) > 0;
    ENSURE(!*refused || plan.count == 0);
    for (size_t i = 0; i < plan.count; i++)
        plan_row_holds(&plan.records[i]);
    size_t count = plan.count;
    plan_free(&plan);
    report_free(report);
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[FUZZ_PATH];
    bool refused, again;
    int fd = fuzz_file(data, size, path);
    size_t count = plan_read_once(path, &refused);
    ENSURE(plan_read_once(path, &again) == count && again == refused);
    close(fd);
    return 0;
}
