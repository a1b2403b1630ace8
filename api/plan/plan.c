/* See plan.h: the file, the findings about what was asked, the rows. */
#include "hiraku/plan/plan.h"

#include "plan_parts.h"

#include <stdlib.h>

enum { PLAN_ARENA = 64 << 20 };

static void plan_check_asked(const struct plan_table *table)
{
    const struct plan_asked *asked = table->asked;
    if (asked->program.len == 0)
        plan_note(table, RULE_PLAN_NO_PROGRAM, 0, "", SLICE_NONE, SLICE_NONE);
    if (asked->source.len == 0)
        plan_note(table, RULE_PLAN_NO_SOURCE, 0, "", SLICE_NONE, SLICE_NONE);
}

/* A period that was asked for takes the place of that in the text. */
static void plan_take_period(struct plan_table *table)
{
    const struct plan_asked *asked = table->asked;
    if (asked->period.len > 0 && period_canonical(asked->period, table->period) != PERIOD_GOOD) {
        table->period[0] = '\0';
        plan_note(table, RULE_PLAN_PERIOD, 0, "", asked->period, SLICE_NONE);
    }
}

static enum status plan_read(struct plan_table *table, struct plan *plan, struct problem *p)
{
    const struct plan_asked *asked = table->asked;
    plan_take_period(table);
    enum status status =
        plan_is_workbook(asked->file)
            ? plan_read_sheets(table, p)
            : plan_read_rows(asked->file, plan->name, asked->report, plan_take_row, table, p);
    if (status != STATUS_OK)
        return status;
    bool unread = report_count(asked->report, SEVERITY_ERROR) > 0 && table->head_count == 0;
    if (!unread)
        plan_check_table(table);
    if (unread || table->head_count == 0 || table->kpi_count == 0)
        return STATUS_OK;
    plan_check_asked(table);
    return plan_make_records(table, plan, p);
}

enum status plan_import(struct plan *plan, const struct plan_asked *asked, struct problem *p)
{
    *plan = (struct plan){.records = NULL};
    arena_init(&plan->arena, PLAN_ARENA);
    const char *slash = strrchr(asked->file, '/');
    struct plan_table *table = calloc(1, sizeof *table);
    plan->name = report_name(asked->report, slice_of(slash ? slash + 1 : asked->file));
    if (!table || !plan->name) {
        free(table);
        return problem_memory(p);
    }
    table->asked = asked;
    table->arena = &plan->arena;
    table->name = plan->name;
    table->lines = plan_is_table(asked->file) ? "rows" : "lines";
    enum status status = plan_read(table, plan, p);
    free(table);
    if (status == STATUS_OK)
        status = report_status(asked->report);
    if (status == STATUS_NO_MEMORY)
        return problem_memory(p);
    if (report_count(asked->report, SEVERITY_ERROR) > 0)
        plan->count = plan->kpis = 0;
    return status;
}

void plan_free(struct plan *plan)
{
    arena_free(&plan->arena);
    *plan = (struct plan){.records = NULL};
}
