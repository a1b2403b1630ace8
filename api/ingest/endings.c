/* Whether the KPIs are there that `endings` of instance.json names: known once the rows are read.
 */
#include "hiraku/base/arena.h"
#include "hiraku/diagnostics/finding.h"
#include "hiraku/model/ending.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/release/layout.h"
#include "hiraku/staging/stage.h"

#include "run.h"

enum { ENDING_MEMORY = 1 << 20 };

static enum status endings_report(const struct check_run *run, const struct resource *owner,
                                  const struct ending *ending, struct problem *p)
{
    struct arena arena;
    const char *file = stage_file(run->stage, owner);
    struct finding finding = {
        .rule = RULE_NO_SUCH_RECORD,
        .place = {layout_instance, ending->line, ending_columns[ENDING_KPI].name},
        .value = ending->cells[ENDING_KPI],
        .expected = slice_of(owner->name),
        .other = {file ? file : "", 0, owner->columns[0].name},
    };
    arena_init(&arena, ENDING_MEMORY);
    enum status status =
        stage_nearest(run->stage, owner, finding.value, &arena, &finding.mended, p);
    if (status == STATUS_OK)
        report_add(run->report, &finding);
    arena_free(&arena);
    return status;
}

enum status check_endings(const struct check_run *run, struct problem *p)
{
    const struct resource *owner = model_cube_subject()->ref;
    enum status status = STATUS_OK;
    if (*run->unread & run_bit(owner))
        return STATUS_OK;
    for (size_t i = 0; i < run->instance->ending_count && status == STATUS_OK; i++) {
        const struct ending *ending = &run->instance->endings[i];
        struct staged row;
        bool found = true;
        if (ending->cells[ENDING_KPI].len > 0)
            status = stage_find(run->stage, owner, ending->cells[ENDING_KPI], &row, &found, p);
        if (status == STATUS_OK && !found)
            status = endings_report(run, owner, ending, p);
    }
    return status;
}
