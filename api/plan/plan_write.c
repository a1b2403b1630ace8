/* The rows against those of an instance, and as new files: no file is ever changed. */
#include "plan_parts.h"

#include "hiraku/base/csv_out.h"
#include "hiraku/base/durable_file.h"
#include "hiraku/model/model.h"
#include "hiraku/staging/stage.h"

#include <stdio.h>
#include <unistd.h>

/* --- against an instance ---------------------------------------------------------------------- */

/* What the plan prints; all else may have been written by who knows better. */
static const char *const printed_columns[] = {"program", "label",       "name_ja", "unit_ja",
                                              "value",   "period_text", NULL};

static void write_compare_row(const struct plan *plan, const struct plan_record *record,
                              const struct staged *row, struct report *report)
{
    for (const char *const *name = printed_columns; *name; name++) {
        const struct column *column = model_column(record->resource, slice_of(*name));
        if (!column)
            continue;
        size_t at = model_index(record->resource, column);
        if (record->cells[at].len == 0 || slice_equal(record->cells[at], row->cells[at]))
            continue;
        struct finding finding = {.rule = RULE_PLAN_DIFFERS,
                                  .place = {plan->name, record->line, column->name},
                                  .value = record->cells[at],
                                  .expected = row->cells[at],
                                  .other = row->place};
        report_add(report, &finding);
    }
}

/* The KPI under another id: two of one would be worse than none. */
static void write_compare_name(const struct plan *plan, const struct resource *resource,
                               const struct staged *row, struct report *report)
{
    const struct column *program = model_column(resource, slice_of("program"));
    const struct column *name = model_column(resource, slice_of("name_ja"));
    for (size_t i = 0; program && name && i < plan->count; i++) {
        const struct plan_record *record = &plan->records[i];
        size_t of = model_index(resource, program), called = model_index(resource, name);
        if (record->resource != resource || record->cells[of].len == 0 ||
            !slice_equal(record->cells[of], row->cells[of]) ||
            !slice_equal(record->cells[called], row->cells[called]) ||
            slice_equal(record->cells[0], row->cells[0]))
            continue;
        struct finding finding = {.rule = RULE_PLAN_OTHER_ID,
                                  .place = {plan->name, record->line, resource->columns[0].name},
                                  .value = record->cells[0],
                                  .expected = row->cells[0],
                                  .other = row->place};
        report_add(report, &finding);
    }
}

static void write_compare_key(struct plan *plan, const struct resource *resource,
                              const struct staged *row, struct report *report)
{
    struct slice own[KEY_MAX] = {{0}}, theirs[KEY_MAX] = {{0}};
    model_key_cells(resource, row->cells, theirs);
    for (size_t i = 0; i < plan->count; i++) {
        struct plan_record *record = &plan->records[i];
        if (record->resource != resource || record->known)
            continue;
        model_key_cells(resource, record->cells, own);
        if (model_key_compare(own, theirs) != 0)
            continue;
        record->known = true;
        write_compare_row(plan, record, row, report);
    }
}

static enum status write_compare_table(struct plan *plan, const struct resource *resource,
                                       struct stage *stage, struct report *report,
                                       struct problem *p)
{
    struct stage_cursor *cursor = NULL;
    struct staged row;
    bool more = true;
    enum status status = stage_select(stage, resource, NULL, &cursor, p);
    while (status == STATUS_OK) {
        status = stage_next(cursor, &row, &more, p);
        if (status != STATUS_OK || !more)
            break;
        write_compare_key(plan, resource, &row, report);
        if (resource == model_cube_subject()->ref)
            write_compare_name(plan, resource, &row, report);
    }
    stage_close(cursor);
    return status;
}

enum status plan_compare(struct plan *plan, struct stage *stage, struct report *report,
                         struct problem *p)
{
    enum status status = write_compare_table(plan, model_cube_subject()->ref, stage, report, p);
    return status == STATUS_OK ? write_compare_table(plan, model_cube(), stage, report, p) : status;
}

size_t plan_new(const struct plan *plan, const struct resource *resource)
{
    size_t count = 0;
    for (size_t i = 0; i < plan->count; i++)
        count += !plan->records[i].known && (!resource || plan->records[i].resource == resource);
    return count;
}

/* --- files ------------------------------------------------------------------------------------ */

static void write_rows(const struct plan *plan, const struct resource *resource, struct out *out)
{
    bool first = true;
    for (const struct column *column = resource->columns; column->name; column++)
        if (column_is_written(column)) {
            csv_cell(out, first, slice_of(column->name));
            first = false;
        }
    csv_end(out);
    for (size_t i = 0; i < plan->count; i++) {
        const struct plan_record *record = &plan->records[i];
        if (record->resource != resource || record->known)
            continue;
        first = true;
        for (size_t at = 0; resource->columns[at].name; at++)
            if (column_is_written(&resource->columns[at])) {
                csv_cell(out, first, record->cells[at]);
                first = false;
            }
        csv_end(out);
    }
}

struct write_target {
    const struct resource *table;
    char name[FILE_PATH_SIZE];
    bool made; /* by this import */
};

static enum status write_file(const struct plan *plan, struct write_target *target, const char *dir,
                              struct problem *p)
{
    static const char mark[] = "\xEF\xBB\xBF";
    struct file file;
    enum status status = file_create(&file, dir, target->name, p);
    if (status != STATUS_OK)
        return status;
    target->made = true;
    out_text(&file.out, mark); /* so that spreadsheets take it for UTF-8 */
    write_rows(plan, target->table, &file.out);
    return file_close(&file, NULL, NULL, p);
}

enum { WRITE_TABLES = 2 };

/* Whether none of the files is there. */
static enum status write_see(const char *dir, const struct write_target *targets, struct problem *p)
{
    char path[FILE_PATH_SIZE];
    for (size_t i = 0; i < WRITE_TABLES; i++) {
        enum status status = file_path(path, dir, targets[i].name, p);
        if (status == STATUS_OK && file_exists(path))
            status = problem_set(p, STATUS_IMPORT_THERE, slice_of(path), SLICE_NONE, NULL);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

enum status plan_write(const struct plan *plan, const char *dir, struct problem *p)
{
    struct write_target targets[WRITE_TABLES] = {{.table = model_cube_subject()->ref},
                                                 {.table = model_cube()}};
    char path[FILE_PATH_SIZE];
    for (size_t i = 0; i < WRITE_TABLES; i++)
        snprintf(targets[i].name, sizeof targets[i].name, "%s.csv", targets[i].table->name);
    enum status status = write_see(dir, targets, p);
    if (status == STATUS_OK)
        status = folder_make(dir, p);
    for (size_t i = 0; status == STATUS_OK && i < WRITE_TABLES; i++)
        if (plan_new(plan, targets[i].table) > 0)
            status = write_file(plan, &targets[i], dir, p);
    if (status == STATUS_OK)
        return folder_sync(dir, p);
    for (size_t i = 0; i < WRITE_TABLES; i++) /* both or none */
        if (targets[i].made && file_path(path, dir, targets[i].name, NULL) == STATUS_OK)
            unlink(path);
    return status;
}
