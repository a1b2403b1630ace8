/* A draft as a workbook for people: each table a sheet, what is found as comments on its cells, and
 * a first sheet that lists all of it.
 *
 * It is made beside its place and takes it when it is whole. */
#include "draft_parts.h"

#include "hiraku/base/utf8.h"
#include "hiraku/csv/csv.h"
#include "hiraku/model/model.h"

#include <stdio.h>
#include <stdlib.h>

#include <xlsxwriter.h>

enum { TEXT_MOST = 32000, LIST_MOST = 100000, NAME_MOST = 31, MESSAGE_MOST = 8 << 10 };

/* A finding in words, at its place. */
struct remark {
    const struct resource *resource; /* NULL: of something else than the draft's tables */
    const char *file;
    uint64_t row;
    const char *column;
    struct slice severity, text;
};

struct remarks {
    const struct draft *draft;
    struct report *report;
    enum language language;
    struct arena arena;
    struct remark *items;
    size_t count, cap;
    bool full;
};

/* --- what is said ----------------------------------------------------------------------------- */

static struct slice remark_severity(enum rule rule, enum language language)
{
    static const char *const words[][2] = {
        [SEVERITY_ERROR] = {"誤り", "error"},
        [SEVERITY_WARNING] = {"警告", "warning"},
        [SEVERITY_NOTE] = {"参考", "note"},
    };
    return slice_of(words[rule_info(rule)->severity][language]);
}

static const struct resource *remark_resource(const struct draft *draft, const char *file)
{
    for (size_t i = 0; i < draft->table_count; i++)
        if (slice_is(draft->tables[i].path, file))
            return draft->tables[i].resource;
    return NULL;
}

static void remark_see(void *context, const struct finding *finding)
{
    struct remarks *remarks = context;
    struct out out;
    if (finding->rule == RULE_READ_AS || remarks->count == LIST_MOST || remarks->full)
        return;
    if (remarks->count == remarks->cap) {
        size_t cap = remarks->cap ? remarks->cap * 2 : 64;
        struct remark *items = realloc(remarks->items, cap * sizeof *items);
        if (!items) {
            remarks->full = true;
            return;
        }
        remarks->items = items;
        remarks->cap = cap;
    }
    out_open_memory(&out, MESSAGE_MOST * 8);
    finding_put_message(&out, remarks->language, finding);
    remarks->items[remarks->count++] = (struct remark){
        .resource = remark_resource(remarks->draft, finding->place.file),
        .file = report_name(remarks->report, slice_of(finding->place.file)),
        .row = finding->place.line,
        .column = report_name(remarks->report, slice_of(finding->place.column)),
        .severity = remark_severity(finding->rule, remarks->language),
        .text = out_keep(&out, &remarks->arena),
    };
    remarks->full = arena_overflowed(&remarks->arena);
}

static int remark_compare(const void *left, const void *right)
{
    const struct remark *a = left, *b = right;
    int order = strcmp(a->file, b->file);
    if (order == 0)
        order = (a->row > b->row) - (a->row < b->row);
    return order == 0 ? strcmp(a->column, b->column) : order;
}

/* --- cells ------------------------------------------------------------------------------------ */

struct remark_book {
    lxw_workbook *file;
    lxw_error error;
    char *text; /* NUL-terminated copy of the cell at hand */
};

static void remark_keep(struct remark_book *book, lxw_error error)
{
    if (book->error == LXW_NO_ERROR)
        book->error = error;
}

/* A copy that the library takes: UTF-8 without NUL, not too long. */
static const char *remark_text(struct remark_book *book, struct slice text)
{
    text = utf8_cut(text, TEXT_MOST);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] != '\0')
            book->text[len++] = text.at[i];
    book->text[len] = '\0';
    return book->text;
}

static void remark_write(struct remark_book *book, lxw_worksheet *sheet, uint64_t row, size_t at,
                         struct slice text)
{
    if (text.len > 0 && utf8_is_valid(text) && row < LXW_ROW_MAX)
        remark_keep(book, worksheet_write_string(sheet, (lxw_row_t)row, (lxw_col_t)at,
                                                 remark_text(book, text), NULL));
}

static void remark_write_list(struct remark_book *book, const struct remarks *remarks)
{
    static const char *const heads[][2] = {{"ファイル", "file"},
                                           {"行", "row"},
                                           {"列", "column"},
                                           {"種類", "severity"},
                                           {"内容", "what it is"}};
    char number[24];
    lxw_worksheet *sheet =
        workbook_add_worksheet(book->file, remarks->language == LANGUAGE_JA ? "指摘" : "Findings");
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        remark_write(book, sheet, 0, i, slice_of(heads[i][remarks->language]));
    for (size_t i = 0; i < remarks->count; i++) {
        const struct remark *remark = &remarks->items[i];
        snprintf(number, sizeof number, "%llu", (unsigned long long)remark->row);
        remark_write(book, sheet, i + 1, 0, slice_of(remark->file));
        if (remark->row > 0)
            remark_write(book, sheet, i + 1, 1, slice_of(number));
        remark_write(book, sheet, i + 1, 2, slice_of(remark->column));
        remark_write(book, sheet, i + 1, 3, remark->severity);
        remark_write(book, sheet, i + 1, 4, remark->text);
    }
}

/* Where a finding belongs: its column as the header has it, else its letters, else the first. */
static size_t remark_cell(const struct recognition *columns, const char *name)
{
    for (size_t i = 0; i < columns->count; i++)
        if (columns->columns[i].column && strcmp(columns->columns[i].column->name, name) == 0)
            return i;
    for (size_t i = 0; i < CSV_COLUMNS_MAX && name[0] != '\0'; i++) {
        char letters[CSV_LETTERS];
        csv_letters(i, letters);
        if (strcmp(letters, name) == 0)
            return i;
    }
    return 0;
}

/* One comment a cell: those of the same cell stand behind each other. */
static void remark_write_comments(struct remark_book *book, lxw_worksheet *sheet,
                                  const struct remarks *remarks, const struct resource *resource,
                                  const struct recognition *columns)
{
    for (size_t i = 0; i < remarks->count; i++) {
        const struct remark *first = &remarks->items[i];
        struct out out;
        if (first->resource != resource || first->row == 0 || first->row >= LXW_ROW_MAX)
            continue;
        out_open_memory(&out, TEXT_MOST);
        out_slice(&out, first->text);
        for (; i + 1 < remarks->count && remark_compare(first, &remarks->items[i + 1]) == 0; i++) {
            out_char(&out, '\n');
            out_slice(&out, remarks->items[i + 1].text);
        }
        remark_keep(book, worksheet_write_comment(sheet, (lxw_row_t)(first->row - 1),
                                                  (lxw_col_t)remark_cell(columns, first->column),
                                                  remark_text(book, out_written(&out))));
        out_close(&out);
    }
}

static enum status remark_write_table(struct remark_book *book, const struct draft *draft,
                                      const struct draft_table *table,
                                      const struct remarks *remarks, struct problem *p)
{
    struct sheet rows;
    struct recognition columns;
    char name[NAME_MOST + 1];
    snprintf(name, sizeof name, "%.31s", table->resource->name);
    lxw_worksheet *sheet = workbook_add_worksheet(book->file, name);
    enum status status = draft_read_table(draft, table, DRAFT_MINE, &rows, &columns, p);
    if (status == STATUS_OK && !sheet)
        status = problem_memory(p);
    for (size_t i = 0; i < rows.count && status == STATUS_OK; i++)
        for (size_t at = 0; at < rows.rows[i].count; at++)
            remark_write(book, sheet, rows.rows[i].row - 1, at, rows.rows[i].cells[at]);
    if (status == STATUS_OK)
        remark_write_comments(book, sheet, remarks, table->resource, &columns);
    sheet_free(&rows);
    return status;
}

/* --- the file --------------------------------------------------------------------------------- */

static enum status remark_fill(struct remark_book *book, const struct draft *draft,
                               const struct remarks *remarks, const char *aside, struct problem *p)
{
    enum status status = STATUS_OK;
    book->text = malloc(TEXT_MOST + 1);
    book->file = book->text ? workbook_new(aside) : NULL;
    if (!book->file) {
        free(book->text);
        return problem_memory(p);
    }
    remark_write_list(book, remarks);
    for (size_t i = 0; i < draft->table_count && status == STATUS_OK; i++)
        if (draft->tables[i].made[0] != '\0')
            status = remark_write_table(book, draft, &draft->tables[i], remarks, p);
    remark_keep(book, workbook_close(book->file));
    free(book->text);
    if (status == STATUS_OK && book->error != LXW_NO_ERROR)
        status =
            problem_set(p, STATUS_WORKBOOK, slice_of(aside), SLICE_NONE, lxw_strerror(book->error));
    return status;
}

static enum status draft_write_workbook(const struct draft *draft, const struct remarks *remarks,
                                        const char *path, struct problem *p)
{
    char aside[DRAFT_PATH_SIZE];
    struct remark_book book = {.error = LXW_NO_ERROR};
    int len = snprintf(aside, sizeof aside, "%s.tmp", path);
    if (len < 0 || (size_t)len >= sizeof aside)
        return problem_set(p, STATUS_BAD_ARGUMENT, slice_of("FILE"), slice_of(path), NULL);
    enum status status = remark_fill(&book, draft, remarks, aside, p);
    if (status == STATUS_OK)
        status = file_sync_path(aside, p);
    if (status == STATUS_OK)
        status = file_rename(aside, path, p);
    if (status != STATUS_OK)
        remove(aside);
    return status;
}

enum status draft_workbook(const struct draft_place *place, const struct draft *draft,
                           enum language language, const char *path, struct problem *p)
{
    struct remarks remarks = {.draft = draft, .language = language, .report = report_new()};
    if (!remarks.report)
        return problem_memory(p);
    arena_init(&remarks.arena, (size_t)256 << 20);
    report_watch(remarks.report, remark_see, &remarks);
    enum status status = draft_check(place, draft, remarks.report, NULL, p);
    report_watch(remarks.report, NULL, NULL);
    if (status == STATUS_OK && remarks.full)
        status = problem_memory(p);
    if (remarks.count > 0)
        qsort(remarks.items, remarks.count, sizeof *remarks.items, remark_compare);
    if (status == STATUS_OK)
        status = draft_write_workbook(draft, &remarks, path, p);
    arena_free(&remarks.arena);
    free(remarks.items);
    report_free(remarks.report);
    return status;
}
