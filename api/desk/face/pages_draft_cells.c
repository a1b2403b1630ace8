/* Step 2 of a draft: findings and what is proposed, the rows of a table, one cell. */
#include "hiraku/desk/face/desk_pages.h"

#include <inttypes.h>
#include <stdio.h>

enum { FINDINGS_SHOWN = 300 };

static const char *cells_word(const struct page *page, const char *ja, const char *en)
{
    return page_word(page->context, ja, en);
}

static const char *cells_message(const struct page *page, const json_t *finding)
{
    return desk_text(finding, cells_word(page, "message_ja", "message_en"));
}

static bool cells_changes(const struct visit *visit)
{
    const char *status = desk_text(visit->data, "status");
    return strcmp(status, "open") == 0 || strcmp(status, "proposed") == 0;
}

/* --- proposals -------------------------------------------------------------------------------- */

/* All of the rule: shown with its first one. */
static void cells_take_all(struct page *page, const json_t *data, const json_t *proposals,
                           size_t at)
{
    size_t same = 0;
    const char *rule = desk_text(json_array_get(proposals, at), "rule");
    for (size_t i = 0; i < json_array_size(proposals); i++) {
        bool is = strcmp(desk_text(json_array_get(proposals, i), "rule"), rule) == 0;
        if (is && i < at)
            return;
        same += is;
    }
    if (same > 1)
        draft_button(page, "/desk/draft/accept",
                     (const char *const[]){"draft", desk_text(data, "draft"), "rule", rule, NULL},
                     cells_word(page, "同じ種類をすべて直す", "Take all of this kind"));
}

static void cells_proposal(struct visit *visit, struct page *page, const json_t *proposals,
                           size_t at)
{
    const json_t *one = json_array_get(proposals, at);
    const char *table = desk_text(one, "table"), *column = desk_text(one, "column");
    char row[24];
    snprintf(row, sizeof row, "%" PRId64, desk_number(one, "row"));
    page_row(page);
    html_printf(&page->html, "%s %s %s", table, row, column);
    page_cell(page);
    html_text(&page->html, desk_text(one, "rule"));
    page_cell(page);
    html_text(&page->html, desk_text(one, "value"));
    page_cell(page);
    html_text(&page->html, column[0] ? desk_text(one, "mended")
                                     : cells_word(page, "行を除く", "the row is removed"));
    page_cell(page);
    const char *const pairs[] = {"draft",
                                 desk_text(visit->data, "draft"),
                                 "rule",
                                 desk_text(one, "rule"),
                                 "table",
                                 table,
                                 "row",
                                 row,
                                 column[0] ? "column" : NULL,
                                 column,
                                 NULL};
    draft_button(page, "/desk/draft/accept", pairs, cells_word(page, "直す", "Take it"));
    cells_take_all(page, visit->data, proposals, at);
    page_row_close(page);
}

static void cells_proposals(struct visit *visit, struct page *page)
{
    const json_t *proposals = json_object_get(visit->data, "proposals");
    size_t count = json_array_size(proposals);
    if (count == 0 || !cells_changes(visit))
        return;
    page_table(page, cells_word(page, "直し方の候補", "What is proposed"),
               cells_word(page, "場所|規則|今の値|候補|操作", "Where|Rule|Now|Proposed|Action"));
    for (size_t i = 0; i < count && i < FINDINGS_SHOWN; i++)
        cells_proposal(visit, page, proposals, i);
    page_table_close(page);
}

/* --- findings --------------------------------------------------------------------------------- */

static void cells_place(struct visit *visit, struct page *page, const json_t *finding)
{
    const char *file = desk_text(finding, "file");
    const char *table = desk_text(json_object_get(visit->data, "tables"), file);
    char row[24];
    int64_t line = desk_number(finding, "line");
    snprintf(row, sizeof row, "%" PRId64, line);
    if (!table[0] || line == 0) {
        html_printf(&page->html, "%s %s %s", file, line ? row : "", desk_text(finding, "column"));
        return;
    }
    struct page_address address = draft_address(
        visit, "/desk/draft/rows",
        (const char *[6]){"draft", desk_text(visit->data, "draft"), "table", table, "row", row});
    char text[256];
    snprintf(text, sizeof text, "%s %s %.120s", table, row, desk_text(finding, "column"));
    page_link(page, &address, slice_of(text));
}

static void cells_show_findings(struct visit *visit, struct page *page, const char *severity,
                                const char *title)
{
    size_t at, shown = 0;
    json_t *finding;
    json_array_foreach(json_object_get(visit->data, "findings"), at, finding)
    {
        if (strcmp(desk_text(finding, "severity"), severity) != 0 || shown == FINDINGS_SHOWN)
            continue;
        if (shown++ == 0) {
            page_heading(page, title);
            page_table(page, title, cells_word(page, "場所|指摘|値", "Where|Finding|Value"));
        }
        page_row(page);
        cells_place(visit, page, finding);
        page_cell(page);
        html_text(&page->html, cells_message(page, finding));
        page_cell(page);
        html_text(&page->html, desk_text(finding, "value"));
        page_row_close(page);
    }
    if (shown > 0)
        page_table_close(page);
}

void show_draft_check(struct visit *visit, struct page *page)
{
    const char *id = desk_text(visit->data, "draft");
    const char *table;
    const json_t *tables = json_object_get(visit->data, "tables");
    const char *file;
    json_t *name;
    draft_steps(visit, page, id, 2);
    html_open(&page->html, "p");
    html_printf(&page->html,
                cells_word(page, "誤り %" PRId64 " 件、警告 %" PRId64 " 件、注 %" PRId64 " 件。",
                           "%" PRId64 " errors, %" PRId64 " warnings, %" PRId64 " notes."),
                desk_number(visit->data, "errors"), desk_number(visit->data, "warnings"),
                desk_number(visit->data, "notes"));
    html_close(&page->html);
    html_line(&page->html);
    cells_show_findings(
        visit, page, "error",
        cells_word(page, "誤り（直すまで公開できません）", "Errors, to be mended first"));
    cells_proposals(visit, page);
    cells_show_findings(visit, page, "warning", cells_word(page, "警告", "Warnings"));
    cells_show_findings(visit, page, "note", cells_word(page, "注", "Notes"));
    page_heading(page, cells_word(page, "表を見る", "See the tables"));
    json_object_foreach((json_t *)(uintptr_t)tables, file, name)
    {
        table = json_string_value(name);
        draft_link(visit, page, "/desk/draft/rows",
                   (const char *[6]){"draft", id, "table", table ? table : ""}, table ? table : "");
    }
    draft_link(visit, page, "/desk/draft/workbook",
               (const char *[6]){"draft", id, "lang", cells_word(page, "ja", "en")},
               cells_word(page, "指摘をコメントにした Excel ファイルを受け取る",
                          "Download a workbook with the findings as comments"));
    if (desk_number(visit->data, "errors") == 0)
        draft_link(
            visit, page, "/desk/draft/compare", (const char *[6]){"draft", id},
            cells_word(page, "次へ: 今の公開版と比べる", "Next: compare with the current release"));
}

/* --- rows ------------------------------------------------------------------------------------- */

static const json_t *cells_finding_of(const struct visit *visit, int64_t row, const char *column,
                                      size_t from)
{
    const json_t *findings = json_object_get(visit->data, "findings");
    for (size_t i = from; i < json_array_size(findings); i++) {
        const json_t *one = json_array_get(findings, i);
        if (desk_number(one, "row") == row && strcmp(desk_text(one, "column"), column) == 0)
            return one;
    }
    return NULL;
}

/* Letters of a column that has no name in the model. */
static const char *cells_name(const json_t *column, size_t at, char letters[8])
{
    const char *name = desk_text(column, "column");
    if (name[0])
        return name;
    char *end = letters + 7;
    *end = '\0';
    for (at++; at > 0; at = (at - 1) / 26)
        *--end = (char)('A' + (at - 1) % 26);
    return end;
}

static void cells_cell(struct visit *visit, struct page *page, int64_t number, const char *column,
                       const char *value)
{
    char row[24];
    snprintf(row, sizeof row, "%" PRId64, number);
    const char *const pairs[8] = {"draft", desk_text(visit->data, "draft"),
                                  "table", desk_text(visit->data, "table"),
                                  "row",   row};
    struct page_address address = draft_address(visit, "/desk/draft/cell", pairs);
    struct out query;
    out_open_memory(&query, 16 * 1024);
    out_slice(&query, address.query);
    out_text(&query, "&column=");
    out_text(&query, column);
    address.query = arena_copy(&visit->arena, out_written(&query));
    out_close(&query);
    page_link(page, &address, slice_of(value[0] ? value : cells_word(page, "（空）", "(empty)")));
    const json_t *finding = cells_finding_of(visit, number, column, 0);
    if (finding) {
        html_void(&page->html, "br");
        html_element(&page->html, "strong", cells_message(page, finding));
    }
}

static void cells_heads(struct visit *visit, struct page *page)
{
    size_t at;
    json_t *column;
    page_table_open(page, desk_text(visit->data, "table"), false);
    page_head(page, slice_of(cells_word(page, "行", "Row")));
    html_text(&page->html, cells_word(page, "行", "Row"));
    json_array_foreach(json_object_get(visit->data, "columns"), at, column)
    {
        if (at + 2 > PAGE_HEADS_MAX)
            break;
        page_head(page, slice_of(desk_text(column, "header")));
        html_text(&page->html, desk_text(column, "header"));
    }
    page_table_head_close(page);
}

static void cells_row(struct visit *visit, struct page *page, const json_t *row)
{
    size_t at;
    json_t *cell;
    char letters[8];
    int64_t number = desk_number(row, "row");
    const json_t *columns = json_object_get(visit->data, "columns");
    const json_t *whole = cells_finding_of(visit, number, "", 0);
    page_row(page);
    html_int(&page->html, number);
    if (whole) {
        html_void(&page->html, "br");
        html_element(&page->html, "strong", cells_message(page, whole));
    }
    json_array_foreach(json_object_get(row, "cells"), at, cell)
    {
        if (at + 2 > PAGE_HEADS_MAX)
            break;
        const char *value = json_string_value(cell);
        page_cell(page);
        cells_cell(visit, page, number, cells_name(json_array_get(columns, at), at, letters),
                   value ? value : "");
    }
    page_row_close(page);
}

static void cells_turn(struct visit *visit, struct page *page, const char *member, const char *text)
{
    char row[24];
    snprintf(row, sizeof row, "%" PRId64, desk_number(visit->data, member));
    if (desk_number(visit->data, member) > 0)
        draft_link(visit, page, "/desk/draft/rows",
                   (const char *[6]){"draft", desk_text(visit->data, "draft"), "table",
                                     desk_text(visit->data, "table"), "row", row},
                   text);
}

void show_draft_rows(struct visit *visit, struct page *page)
{
    size_t at;
    json_t *row;
    draft_steps(visit, page, desk_text(visit->data, "draft"), 0);
    html_open(&page->html, "p");
    html_printf(&page->html,
                cells_word(page, "%s、全 %" PRId64 " 行。セルを選ぶと直せます。",
                           "%s, %" PRId64 " rows. Choose a cell to edit it."),
                desk_text(visit->data, "table"), desk_number(visit->data, "count"));
    html_close(&page->html);
    html_line(&page->html);
    cells_turn(visit, page, "previous", cells_word(page, "前の行", "Rows before"));
    cells_heads(visit, page);
    json_array_foreach(json_object_get(visit->data, "rows"), at, row)
    {
        cells_row(visit, page, row);
    }
    page_table_close(page);
    cells_turn(visit, page, "next", cells_word(page, "次の行", "Rows behind"));
}

/* --- a cell ----------------------------------------------------------------------------------- */

static const char *cells_value(const struct visit *visit)
{
    size_t at;
    json_t *column;
    char letters[8];
    const json_t *cells =
        json_object_get(json_array_get(json_object_get(visit->data, "rows"), 0), "cells");
    json_array_foreach(json_object_get(visit->data, "columns"), at, column)
    {
        const char *value = json_string_value(json_array_get(cells, at));
        if (slice_is(visit->taken, cells_name(column, at, letters)))
            return value ? value : "";
    }
    return "";
}

void show_draft_cell(struct visit *visit, struct page *page)
{
    const char *id = desk_text(visit->data, "draft"), *table = desk_text(visit->data, "table");
    const json_t *first = json_array_get(json_object_get(visit->data, "rows"), 0);
    struct slice taken = arena_copy(&visit->arena, visit->taken);
    const char *column = taken.at ? taken.at : "";
    char row[24];
    snprintf(row, sizeof row, "%" PRId64, desk_number(first, "row"));
    draft_steps(visit, page, id, 0);
    const json_t *finding = cells_finding_of(visit, desk_number(first, "row"), column, 0);
    if (finding)
        desk_paragraph(page, cells_message(page, finding));
    if (!cells_changes(visit))
        return;
    desk_form(page, "/desk/draft/cell");
    desk_hidden(page, "draft", slice_of(id));
    desk_hidden(page, "table", slice_of(table));
    desk_hidden(page, "row", slice_of(row));
    desk_hidden(page, "column", slice_of(column));
    desk_hidden(page, "old", slice_of(cells_value(visit)));
    char label[256];
    snprintf(label, sizeof label, "%s %s %.120s", table, row, column);
    draft_field(page, "value", 1, label, cells_value(visit));
    desk_form_end(page, cells_word(page, "この値にする", "Take this value"));
    draft_button(page, "/desk/draft/remove",
                 (const char *const[]){"draft", id, "table", table, "row", row, NULL},
                 cells_word(page, "この行を除く", "Remove this row"));
}
