/* hiraku import kpi-plan FILE: the 数値目標 of a plan as rows, beside an instance or alone. The
 * report to standard output; nothing is written without --out or --instance, and no file is ever
 * changed. */
#include "command.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/ingest/ingest.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/plan/plan.h"
#include "hiraku/release/layout.h"
#include "hiraku/staging/stage.h"

#include <stdio.h>

enum { APRIL = 4 };

static const char import_kind[] = "kpi-plan";

struct import {
    const struct call *call;
    struct plan_asked asked;
    struct plan plan;
    struct instance instance; /* of --instance */
    struct stage *stage;      /* its rows; NULL: none was named */
    struct arena arena;
    char folder[FILE_PATH_SIZE]; /* where rows are written; empty: nowhere */
};

/* --- the instance ----------------------------------------------------------------------------- */

/* The programme's record: period and municipality are taken from it where none was given. */
static enum status import_take_program(struct import *import, struct problem *p)
{
    const struct column *by = model_column(model_cube_subject()->ref, slice_of("program"));
    struct staged row;
    bool found = false;
    if (import->asked.program.len == 0 || !by)
        return STATUS_OK;
    enum status status = stage_find(import->stage, by->ref, import->asked.program, &row, &found, p);
    if (status != STATUS_OK)
        return status;
    if (!found)
        return problem_set(p, STATUS_IMPORT_NO_RECORD, slice_of("--program"), import->asked.program,
                           by->ref->name);
    const struct column *period = model_column(by->ref, slice_of("period"));
    const struct column *place = model_column(by->ref, slice_of("municipality"));
    if (import->asked.period.len == 0 && period)
        import->asked.period = arena_copy(&import->arena, row.cells[model_index(by->ref, period)]);
    if (import->asked.municipality.len == 0 && place)
        import->asked.municipality =
            arena_copy(&import->arena, row.cells[model_index(by->ref, place)]);
    return STATUS_OK;
}

static enum status import_check_source(struct import *import, struct problem *p)
{
    const struct column *by = model_column(model_cube(), slice_of("source"));
    struct staged row;
    bool found = true;
    if (import->asked.source.len == 0 || !by)
        return STATUS_OK;
    enum status status = stage_find(import->stage, by->ref, import->asked.source, &row, &found, p);
    if (status == STATUS_OK && !found)
        status = problem_set(p, STATUS_IMPORT_NO_RECORD, slice_of("--source"), import->asked.source,
                             by->ref->name);
    return status;
}

/* Its rows; one with errors is for `check` to tell about. */
static enum status import_read_instance(struct import *import, struct problem *p)
{
    struct report *report = report_new();
    if (!report)
        return problem_memory(p);
    const char *dir = import->call->instance_dir;
    enum status status = ingest_check(dir, &import->instance, report, NULL, &import->stage, p);
    if (status == STATUS_OK && report_count(report, SEVERITY_ERROR) > 0)
        status = problem_set(p, STATUS_IMPORT_INSTANCE, slice_of(dir), SLICE_NONE, NULL);
    report_free(report);
    if (status != STATUS_OK)
        return status;
    import->asked.first_month = import->instance.first_month;
    status = import_take_program(import, p);
    return status == STATUS_OK ? import_check_source(import, p) : status;
}

/* --- where to --------------------------------------------------------------------------------- */

static enum status import_choose_folder(struct import *import, struct problem *p)
{
    const struct call *call = import->call;
    int len = 0;
    if (call->out_dir) {
        len = snprintf(import->folder, sizeof import->folder, "%s", call->out_dir);
    } else if (call->instance_dir) {
        struct slice prefix = import->asked.prefix.len    ? import->asked.prefix
                              : import->asked.program.len ? import->asked.program
                                                          : slice_of("plan");
        len = snprintf(import->folder, sizeof import->folder, "%s/%s/%.*s-kpi", call->instance_dir,
                       layout_data, (int)prefix.len, prefix.at);
    }
    if (len < 0 || (size_t)len >= sizeof import->folder)
        return problem_set(p, STATUS_BAD_ARGUMENT, slice_of("--out"), slice_of(call->out_dir),
                           NULL);
    return STATUS_OK;
}

/* --- results ---------------------------------------------------------------------------------- */

static void import_write_json(const struct import *import, const struct report *report,
                              bool written, struct out *out)
{
    struct json_writer json = json_compact(out, JSON_EMPTY_NULL);
    json_begin_object(&json, NULL);
    json_text(&json, "folder", written ? import->folder : "");
    json_int(&json, "new", (int64_t)plan_new(&import->plan, NULL));
    json_begin_array(&json, "rows");
    for (size_t i = 0; i < import->plan.count; i++) {
        const struct plan_record *record = &import->plan.records[i];
        json_begin_object(&json, NULL);
        json_text(&json, "table", record->resource->name);
        json_bool(&json, "new", !record->known);
        json_begin_object(&json, "cells");
        for (size_t at = 0; record->resource->columns[at].name; at++)
            if (record->cells[at].len > 0)
                json_slice(&json, record->resource->columns[at].name, record->cells[at]);
        json_end(&json);
        json_end(&json);
    }
    json_end(&json);
    report_write_members(report, &json);
    json_finish(&json);
}

static void import_write_findings(const struct call *call, const struct report *report,
                                  struct out *out)
{
    char errors[24], warnings[24], notes[24];
    report_write(report, call->language, call->all ? REPORT_LINES : REPORT_GROUPS, out);
    message_write(out, MESSAGE_IMPORT_FOUND, call->language,
                  MESSAGE_WITH(message_number(errors, report_count(report, SEVERITY_ERROR)),
                               message_number(warnings, report_count(report, SEVERITY_WARNING)),
                               message_number(notes, report_count(report, SEVERITY_NOTE))));
}

static void import_write_words(const struct import *import, bool written, struct out *out)
{
    char kpis[24], values[24];
    size_t new_kpis = plan_new(&import->plan, model_cube_subject()->ref);
    size_t new_values = plan_new(&import->plan, model_cube());
    enum message message = written                     ? MESSAGE_IMPORT_WRITTEN
                           : new_kpis + new_values > 0 ? MESSAGE_IMPORT_SHOWN
                                                       : MESSAGE_IMPORT_NOTHING;
    message_write(out, message, import->call->language,
                  MESSAGE_WITH(message_number(kpis, new_kpis), message_number(values, new_values),
                               import->folder));
}

static enum status import_finish(struct import *import, const struct report *report,
                                 struct out *out, struct problem *p)
{
    enum status status = STATUS_OK;
    bool refused = report_count(report, SEVERITY_ERROR) > 0;
    bool writes = !refused && import->folder[0] && plan_new(&import->plan, NULL) > 0;
    if (writes)
        status = plan_write(&import->plan, import->folder, p);
    if (status != STATUS_OK)
        return status;
    if (import->call->json)
        import_write_json(import, report, writes, out);
    else
        import_write_findings(import->call, report, out);
    if (refused)
        return problem_set(p, STATUS_BAD_DATA, SLICE_NONE, SLICE_NONE, NULL);
    if (!import->call->json)
        import_write_words(import, writes, out);
    return STATUS_OK;
}

/* --- all together ----------------------------------------------------------------------------- */

static enum status import_check_call(const struct call *call, struct problem *p)
{
    if (strcmp(call->operands[0], import_kind) != 0) {
        problem_set(p, STATUS_BAD_ARGUMENT, slice_of("import"), slice_of(call->operands[0]), NULL);
        problem_allow(p, slice_of(import_kind));
        return STATUS_BAD_ARGUMENT;
    }
    if (call->operand_count < 2)
        return problem_set(p, STATUS_ARGUMENT_MISSING, slice_of("FILE"), slice_of("import"), NULL);
    return STATUS_OK;
}

static enum status import_run(struct import *import, struct report *report, struct out *out,
                              struct problem *p)
{
    enum status status = STATUS_OK;
    if (import->call->instance_dir)
        status = import_read_instance(import, p);
    if (status == STATUS_OK)
        status = import_choose_folder(import, p);
    if (status == STATUS_OK)
        status = plan_import(&import->plan, &import->asked, p);
    if (status == STATUS_OK && import->stage)
        status = plan_compare(&import->plan, import->stage, report, p);
    return status == STATUS_OK ? import_finish(import, report, out, p) : status;
}

enum status command_import(const struct call *call, struct out *out, struct problem *p)
{
    enum status status = import_check_call(call, p);
    if (status != STATUS_OK)
        return status;
    struct report *report = report_new();
    if (!report)
        return problem_memory(p);
    struct import import = {.call = call,
                            .asked = {.file = call->operands[1],
                                      .program = slice_of(call->program),
                                      .source = slice_of(call->source),
                                      .municipality = slice_of(call->municipality),
                                      .prefix = slice_of(call->id_prefix),
                                      .period = slice_of(call->period),
                                      .first_month = APRIL,
                                      .report = report}};
    arena_init(&import.arena, 1 << 16);
    status = import_run(&import, report, out, p);
    plan_free(&import.plan);
    stage_free(import.stage);
    instance_free(&import.instance);
    arena_free(&import.arena);
    report_free(report);
    return status;
}
