/* The tables of a draft: rows, findings and what is proposed, cells that are edited. Each in a
 * process of its own (errand.h). */
#include "hiraku/desk/parent/desk_draft.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/diagnostics/finding.h"
#include "hiraku/model/resource.h"

#include <stdio.h>

enum { ROWS_SHOWN = 50, MESSAGE_BYTES = 8 * 1024, FOUND_BYTES = 1024 * 1024 };

/* --- findings --------------------------------------------------------------------------------- */

static void cells_write_proposal(const struct draft_proposal *proposal, struct json_writer *json)
{
    json_begin_object(json, NULL);
    json_text(json, "rule", rule_info(proposal->rule)->slug);
    json_text(json, "table", proposal->resource->name);
    json_int(json, "row", (int64_t)proposal->row);
    json_int(json, "last_row", (int64_t)(proposal->column ? proposal->row : proposal->last));
    json_text(json, "column", proposal->column ? proposal->column : "");
    json_text(json, "action", proposal->column ? "set" : "remove");
    json_slice(json, "value", proposal->value);
    json_slice(json, "mended", proposal->mended);
    json_bool(json, "certain", proposal->certain);
    json_end(json);
}

/* Files of the draft's tables, so that a finding leads to its row. */
static void cells_write_tables(const struct draft *draft, struct json_writer *json)
{
    json_begin_object(json, "tables");
    for (size_t i = 0; i < draft->table_count; i++) {
        char path[DRAFT_PATH_SIZE];
        snprintf(path, sizeof path, "%.*s", (int)draft->tables[i].path.len,
                 draft->tables[i].path.at);
        json_text(json, path, draft->tables[i].resource->name);
    }
    json_end(json);
}

enum status keep_draft_findings(struct parent *parent, struct question *question, struct problem *p)
{
    struct desk_draft desk;
    struct draft_proposals proposals;
    struct report *report = report_new();
    if (!report)
        return problem_memory(p);
    enum status status = desk_draft_open(&desk, parent->setup, question, DRAFT_READ, p);
    bool checks = status == STATUS_OK;
    if (checks)
        status = draft_propose_values(&desk.place, &desk.draft, report, &proposals, p);
    if (status == STATUS_OK) {
        json_text(question->json, "draft", desk.draft.id);
        json_text(question->json, "status", draft_status_name(desk.draft.status));
        cells_write_tables(&desk.draft, question->json);
        json_begin_array(question->json, "proposals");
        for (size_t i = 0; i < proposals.count; i++)
            cells_write_proposal(&proposals.items[i], question->json);
        json_end(question->json);
        report_write_members(report, question->json);
    }
    if (checks)
        draft_proposals_free(&proposals);
    desk_draft_close(&desk);
    report_free(report);
    return status;
}

/* --- rows ------------------------------------------------------------------------------------- */

/* Findings of the rows that are shown. */
struct cells_found {
    const struct draft_table *table;
    uint64_t first, last;
    struct out out;
    struct json_writer json;
};

static void cells_seen(void *context, const struct finding *finding)
{
    struct cells_found *found = context;
    struct out text;
    const struct rule_info *info = rule_info(finding->rule);
    if (!slice_is(found->table->path, finding->place.file) || finding->place.line < found->first ||
        finding->place.line > found->last)
        return;
    json_begin_object(&found->json, NULL);
    json_text(&found->json, "rule", info->slug);
    json_text(&found->json, "severity", finding_severity_name(info->severity));
    json_int(&found->json, "row", (int64_t)finding->place.line);
    json_text(&found->json, "column", finding->place.column);
    json_slice(&found->json, "mended", finding->mended);
    for (enum language language = LANGUAGE_JA; language <= LANGUAGE_EN; language++) {
        out_open_memory(&text, MESSAGE_BYTES);
        finding_put_message(&text, language, finding);
        json_slice(&found->json, language == LANGUAGE_JA ? "message_ja" : "message_en",
                   out_written(&text));
        out_close(&text);
    }
    json_end(&found->json);
}

static enum status cells_findings(const struct desk_draft *desk, struct cells_found *found,
                                  struct json_writer *json, struct problem *p)
{
    struct report *report = report_new();
    if (!report)
        return problem_memory(p);
    out_open_memory(&found->out, FOUND_BYTES);
    found->json = json_compact(&found->out, JSON_EMPTY_TEXT);
    json_begin_array(&found->json, NULL);
    report_watch(report, cells_seen, found);
    enum status status = draft_check(&desk->place, &desk->draft, report, NULL, p);
    json_finish(&found->json);
    if (status == STATUS_OK)
        status = out_finish(&found->out, p);
    if (status == STATUS_OK)
        out_slice(json_value(json, "findings"), out_written(&found->out));
    out_close(&found->out);
    report_free(report);
    return status;
}

static void cells_write_columns(const struct recognition *columns, struct json_writer *json)
{
    json_begin_array(json, "columns");
    for (size_t i = 0; i < columns->count; i++) {
        const struct column *column = columns->columns[i].column;
        json_begin_object(json, NULL);
        json_slice(json, "header", columns->columns[i].header);
        json_text(json, "column", column ? column->name : "");
        json_end(json);
    }
    json_end(json);
}

/* From the row `first` on, ROWS_SHOWN at most; `*last` is that of the last. */
static void cells_write_rows(const struct sheet *sheet, const struct recognition *columns,
                             uint64_t first, uint64_t *last, struct json_writer *json)
{
    size_t at = columns->header < sheet->count ? columns->header + 1 : 0, shown = 0;
    json_int(json, "first", (int64_t)(at < sheet->count ? sheet->rows[at].row : 0));
    json_int(json, "count", (int64_t)(sheet->count - at));
    while (at < sheet->count && sheet->rows[at].row < first)
        at++;
    json_int(json, "previous",
             (int64_t)(at > columns->header + 1
                           ? sheet
                                 ->rows[at > columns->header + 1 + ROWS_SHOWN ? at - ROWS_SHOWN
                                                                              : columns->header + 1]
                                 .row
                           : 0));
    json_begin_array(json, "rows");
    for (; at < sheet->count && shown < ROWS_SHOWN; at++, shown++) {
        const struct sheet_row *row = &sheet->rows[at];
        *last = row->row;
        json_begin_object(json, NULL);
        json_int(json, "row", (int64_t)row->row);
        json_begin_array(json, "cells");
        for (size_t i = 0; i < columns->count; i++)
            json_slice(json, NULL, sheet_cell(row, i).at ? sheet_cell(row, i) : slice_of(""));
        json_end(json);
        json_end(json);
    }
    json_end(json);
    json_int(json, "next", (int64_t)(at < sheet->count ? sheet->rows[at].row : 0));
}

static enum status cells_read(const struct desk_draft *desk, const struct draft_table *table,
                              uint64_t first, struct json_writer *json, struct problem *p)
{
    struct sheet sheet;
    struct recognition columns;
    char path[DRAFT_PATH_SIZE];
    struct cells_found found = {.table = table, .first = first};
    sheet_init(&sheet, desk->place.limits.rows, desk->place.limits.bytes * 8);
    enum status status = draft_made_path(&desk->place, &desk->draft, table->resource, path, p);
    if (status == STATUS_OK)
        status = sheet_read(&sheet, path, p);
    if (status == STATUS_OK)
        status = sheet_recognise(&sheet, SLICE_NONE, table->resource, &columns, p);
    if (status == STATUS_OK) {
        json_text(json, "draft", desk->draft.id);
        json_text(json, "status", draft_status_name(desk->draft.status));
        json_text(json, "table", table->resource->name);
        cells_write_columns(&columns, json);
        cells_write_rows(&sheet, &columns, first, &found.last, json);
        status = cells_findings(desk, &found, json, p);
    }
    sheet_free(&sheet);
    return status;
}

enum status keep_draft_rows(struct parent *parent, struct question *question, struct problem *p)
{
    struct desk_draft desk;
    const struct resource *resource = NULL;
    uint64_t first = 0;
    enum status status = desk_draft_open(&desk, parent->setup, question, DRAFT_READ, p);
    if (status == STATUS_OK)
        status = desk_draft_table(question, &resource, p);
    if (status == STATUS_OK)
        status = desk_draft_number(question, "row", &first, p);
    const struct draft_table *table =
        status == STATUS_OK ? draft_table_of(&desk.draft, resource) : NULL;
    if (status == STATUS_OK && (!table || !table->made[0] || desk.draft.status == DRAFT_DROPPED))
        status = problem_set(p, STATUS_DRAFT_NO_TABLE, question_argument(question, "table"),
                             SLICE_NONE, NULL);
    if (status == STATUS_OK)
        status = cells_read(&desk, table, first, question->json, p);
    desk_draft_close(&desk);
    return status;
}

/* --- what is mended --------------------------------------------------------------------------- */

static enum status cells_edit(struct parent *parent, struct question *question,
                              struct draft_edit *edit, struct problem *p)
{
    struct desk_draft desk;
    enum status status = desk_draft_open(&desk, parent->setup, question, DRAFT_WRITE, p);
    if (status == STATUS_OK)
        status = desk_draft_table(question, &edit->resource, p);
    if (status == STATUS_OK)
        status = desk_draft_number(question, "row", &edit->row, p);
    if (status == STATUS_OK)
        status = desk_draft_number(question, "last", &edit->last, p);
    if (status == STATUS_OK)
        status = draft_edit(&desk.place, &desk.draft, edit, 1, p);
    if (status == STATUS_OK)
        json_text(question->json, "draft", desk.draft.id);
    desk_draft_close(&desk);
    return status;
}

enum status keep_draft_edit(struct parent *parent, struct question *question, struct problem *p)
{
    struct draft_edit edit = {.column = desk_draft_text(question, "column"),
                              .value = question_argument(question, "value"),
                              .old = question_argument(question, "old").at};
    if (!edit.value.at)
        edit.value = slice_of("");
    return cells_edit(parent, question, &edit, p);
}

enum status keep_draft_remove(struct parent *parent, struct question *question, struct problem *p)
{
    struct draft_edit edit = {.column = NULL};
    return cells_edit(parent, question, &edit, p);
}

enum status keep_draft_accept(struct parent *parent, struct question *question, struct problem *p)
{
    struct desk_draft desk;
    uint64_t taken = 0;
    struct draft_wish wish = {.rule = desk_draft_text(question, "rule"),
                              .column = desk_draft_text(question, "column")};
    enum status status = desk_draft_open(&desk, parent->setup, question, DRAFT_WRITE, p);
    if (status == STATUS_OK)
        status = desk_draft_table(question, &wish.resource, p);
    if (status == STATUS_OK)
        status = desk_draft_number(question, "row", &wish.row, p);
    if (status == STATUS_OK)
        status = draft_accept(&desk.place, &desk.draft, &wish, &taken, p);
    if (status == STATUS_OK) {
        json_text(question->json, "draft", desk.draft.id);
        json_int(question->json, "taken", (int64_t)taken);
    }
    desk_draft_close(&desk);
    return status;
}
