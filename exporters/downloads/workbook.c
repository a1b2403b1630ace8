/* TABLE.xlsx with libxlsxwriter: the table, what it is, its columns, its codes.
 *
 * The first sheet is the table: one row of names, as the tables of programs have it (it stays in
 * view and has the filter), then the rows. Beside each reference stands what it leads to is called
 * (kpi, kpi__name_ja, kpi__unit_ja). Titles and meanings are in the sheet `dictionary`. Everything
 * is text but for numbers: codes keep their zeros,
 * days and periods stay as published (2020-07, FY2021 and 2021-04-01 are no dates to Excel), and
 * nothing is ever a formula. A figure is written as a number only where that keeps its digits
 * (workbook_cell.c); its format has the figure's own decimals, so 5.00 is shown as 5.00. Any other
 * figure is text.
 *
 * The same bytes for the same data: the document's date is that of the data, the entries of the
 * file have none (1980), temporary files in the release's folder are unlinked from the start.
 * Memory does not grow with rows: the library writes all but them, they are workbook_rows.c. Does
 * not write more rows than Excel has: the caller asks before. */
#include "hiraku/exporters/artifact_format.h"

#include "hiraku/base/clock.h"
#include "hiraku/exporters/downloads/workbook_cell.h"
#include "hiraku/model/dictionary.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/type.h"
#include "hiraku/query/view.h"
#include "hiraku/release/manifest.h"
#include "hiraku/store/cursor.h"

#include "workbook_rows.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum { HEAD_SIZE = 512, SHELL_SIZE = 2048 };

struct workbook {
    const struct artifact_input *input;
    lxw_workbook *file;
    lxw_format *head, *formats[WORKBOOK_DECIMALS_MAX + 1]; /* of numbers, by their decimals */
    struct workbook_rows *rows;                            /* of the table, behind its names */
    char *cell;                                            /* WORKBOOK_CELL_SIZE bytes */
    char address[WORKBOOK_ADDRESS_MAX + 1];                /* of the table's CSV */
    lxw_error error;
};

/* workbook_close uses gmtime(), whose result all threads share. */
static pthread_mutex_t one_closes = PTHREAD_MUTEX_INITIALIZER;

/* --- cells ------------------------------------------------------------------------------------ */

static void workbook_keep(struct workbook *book, lxw_error error)
{
    if (book->error == LXW_NO_ERROR)
        book->error = error;
}

static const char *workbook_prepared(struct workbook *book, struct slice text)
{
    workbook_text(book->cell, text, book->address);
    return book->cell;
}

static void put_text(struct workbook *book, lxw_worksheet *sheet, size_t row, size_t column,
                     struct slice text, lxw_format *format)
{
    if (text.len > 0)
        workbook_keep(book, worksheet_write_string(sheet, (lxw_row_t)row, (lxw_col_t)column,
                                                   workbook_prepared(book, text), format));
}

static lxw_format *workbook_format_of(struct workbook *book, int decimals)
{
    char pattern[WORKBOOK_DECIMALS_MAX + 3] = "0.";
    if (book->formats[decimals])
        return book->formats[decimals];
    memset(pattern + 2, '0', (size_t)decimals);
    pattern[decimals + 2] = '\0';
    if (decimals == 0)
        pattern[1] = '\0';
    lxw_format *format = workbook_add_format(book->file);
    if (format)
        format_set_num_format(format, pattern);
    else
        workbook_keep(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
    book->formats[decimals] = format;
    return format;
}

/* The number that the file's list of styles will have for a format: by the order of first use. */
static int workbook_style_of(struct workbook *book, int decimals)
{
    lxw_format *format = workbook_format_of(book, decimals);
    return format ? lxw_format_get_xf_index(format) : 0;
}

static void workbook_put_cell(struct workbook *book, size_t column, const struct column *about,
                              struct slice text)
{
    char number[WORKBOOK_NUMBER_SIZE];
    int decimals;
    if (text.len == 0)
        return;
    if (type_of(about)->order == TYPE_BY_NUMBER && workbook_number(text, number, &decimals))
        workbook_rows_number(book->rows, column, workbook_style_of(book, decimals), number);
    else
        workbook_rows_text(book->rows, column, workbook_prepared(book, text));
}

/* --- sheets ----------------------------------------------------------------------------------- */

static lxw_worksheet *add_sheet(struct workbook *book, const char *name)
{
    lxw_worksheet *sheet = workbook_add_worksheet(book->file, name);
    if (!sheet)
        workbook_keep(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return sheet;
}

/* No green corner at a code that is made of digits. */
static void accept_digits(struct workbook *book, lxw_worksheet *sheet, size_t rows, size_t columns)
{
    char range[LXW_MAX_CELL_RANGE_LENGTH];
    lxw_rowcol_to_range(range, 0, 0, (lxw_row_t)rows, (lxw_col_t)columns);
    lxw_error error = worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range);
    /* the library does not say that it had no memory for the range */
    workbook_keep(book,
                  sheet->ignore_number_stored_as_text ? error : LXW_ERROR_MEMORY_MALLOC_FAILED);
}

static void table_view(struct view *view, struct query *query, const struct resource *table)
{
    *query = (struct query){.resource = table};
    view_init(view, table, COL_HIDDEN | COL_LOOKUP);
    view_name_references(view, query, "ja");
}

/* The name of a column, or its title: behind that of the reference through which it is reached. */
static struct slice head_text(char text[HEAD_SIZE], const char *through, const char *between,
                              const char *own)
{
    snprintf(text, HEAD_SIZE, "%s%s%s", through ? through : "", through ? between : "", own);
    return slice_of(text);
}

static void write_heads(struct workbook *book, lxw_worksheet *sheet, const struct view *view)
{
    char name[HEAD_SIZE];
    for (size_t i = 0; i < view->count; i++) {
        const struct column *through = view->through[i];
        put_text(book, sheet, 0, i,
                 head_text(name, through ? through->name : NULL, "__", view->columns[i]->name),
                 book->head);
    }
}

static enum status workbook_write_rows(struct workbook *book, lxw_worksheet *sheet,
                                       struct store *store, uint64_t total, struct problem *p)
{
    struct view view;
    struct query query;
    struct cursor *cursor = NULL;
    struct row row;
    bool more = true;
    uint64_t rows = 0;
    table_view(&view, &query, book->input->table);
    write_heads(book, sheet, &view);
    lxw_format_get_xf_index(book->head); /* the first that is used */
    sheet->dim_rowmax = (lxw_row_t)total;
    worksheet_freeze_panes(sheet, 1, 0);
    worksheet_autofilter(sheet, 0, 0, (lxw_row_t)total, (lxw_col_t)(view.count - 1));
    accept_digits(book, sheet, (size_t)total, view.count - 1);
    enum status status = store_select(store, &query, &view, &cursor, p);
    while (status == STATUS_OK && book->error == LXW_NO_ERROR) {
        status = cursor_next(cursor, &row, &more, p);
        if (status != STATUS_OK || !more)
            break;
        workbook_rows_begin(book->rows, ++rows);
        for (size_t i = 0; i < view.count; i++)
            workbook_put_cell(book, i, view.columns[i], row.cells[i]);
        workbook_rows_end(book->rows);
    }
    cursor_close(cursor);
    if (status == STATUS_OK)
        status = workbook_rows_finish(book->rows, p);
    if (status == STATUS_OK && book->error == LXW_NO_ERROR && rows != total)
        status = problem_set(p, STATUS_BAD_RELEASE, slice_of(query.resource->name), SLICE_NONE,
                             "rows in the store and in the manifest");
    return status;
}

static void write_fact(struct workbook *book, lxw_worksheet *sheet, size_t *row, const char *ja,
                       const char *en, struct slice text)
{
    if (text.len == 0)
        return;
    put_text(book, sheet, *row, 0, slice_of(ja), book->head);
    put_text(book, sheet, *row, 1, slice_of(en), book->head);
    put_text(book, sheet, (*row)++, 2, text, NULL);
}

static void write_about(struct workbook *book, lxw_worksheet *sheet)
{
    static const struct {
        const char *ja, *en, *cell;
    } facts[] = {{"公開者", "Publisher", "publisher_name_ja"},
                 {"公開者（英語）", "Publisher (English)", "publisher_name_en"},
                 {"団体コード", "Local government code", "publisher_code"},
                 {"出典表示", "Attribution", "attribution_ja"},
                 {"出典表示（英語）", "Attribution (English)", "attribution_en"},
                 {"ライセンス", "Licence", "licence_name_ja"},
                 {"ライセンスの URL", "Licence URL", "licence_url"},
                 {"問い合わせ先", "Contact", "contact_name_ja"},
                 {"問い合わせページ", "Contact page", "contact_url"}};
    const struct artifact_input *input = book->input;
    const struct resource *table = input->table;
    char text[512], when[CLOCK_RFC3339_SIZE];
    size_t row = 0;
    time_t at;
    uint64_t release = manifest_changed_in(input->manifest, table, COL_HIDDEN | COL_LOOKUP, &at);
    write_fact(book, sheet, &row, "表", "Table", slice_of(table->title_ja));
    write_fact(book, sheet, &row, "表（英語）", "Table (English)", slice_of(table->title_en));
    write_fact(book, sheet, &row, "内容", "Contents", slice_of(table->doc_ja));
    write_fact(book, sheet, &row, "内容（英語）", "Contents (English)", slice_of(table->doc));
    snprintf(text, sizeof text, "%s/v1/%s", input->instance->base_url, table->name);
    write_fact(book, sheet, &row, "出典の URL", "Source URL", slice_of(text));
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        write_fact(book, sheet, &row, facts[i].ja, facts[i].en,
                   instance_cell(input->instance, facts[i].cell));
    snprintf(text, sizeof text, "%" PRIu64, release);
    write_fact(book, sheet, &row, "公開版（この表が最後に変わった版）",
               "Release in which this table last changed", slice_of(text));
    clock_rfc3339(at, when);
    write_fact(book, sheet, &row, "データの日時", "Date of the data", slice_of(when));
    snprintf(text, sizeof text, "%" PRIu64, manifest_table(input->manifest, table)->rows);
    write_fact(book, sheet, &row, "行数", "Rows", slice_of(text));
    accept_digits(book, sheet, row, 2);
    worksheet_set_column(sheet, 0, 1, 32, NULL);
    worksheet_set_column(sheet, 2, 2, 80, NULL);
}

/* The row of a column of the table, or of one beside a reference: that one is never required. */
static void put_dictionary_row(struct workbook *book, lxw_worksheet *sheet, size_t row,
                               const struct column *through, const struct column *column)
{
    enum { NAME = 1, TITLE_JA, TITLE_EN, REQUIRED = 5, HEADS = 3 };
    char texts[HEADS][HEAD_SIZE];
    struct slice cells[DICTIONARY_CELLS];
    dictionary_row(book->input->table, column, cells);
    if (through) {
        cells[NAME] = head_text(texts[0], through->name, "__", column->name);
        cells[TITLE_JA] = head_text(texts[1], through->title_ja, "：", column->title_ja);
        cells[TITLE_EN] = head_text(texts[2], through->title_en, ": ", column->title_en);
        cells[REQUIRED] = slice_of("false");
    }
    for (size_t i = 0; i < DICTIONARY_CELLS; i++)
        put_text(book, sheet, row, i, cells[i], NULL);
}

static void write_dictionary(struct workbook *book, lxw_worksheet *sheet)
{
    struct view view;
    struct query query;
    table_view(&view, &query, book->input->table);
    for (size_t i = 0; i < DICTIONARY_CELLS; i++)
        put_text(book, sheet, 0, i, slice_of(dictionary_header[i]), book->head);
    for (size_t i = 0; i < view.count; i++)
        put_dictionary_row(book, sheet, i + 1, view.through[i], view.columns[i]);
    accept_digits(book, sheet, view.count, DICTIONARY_CELLS - 1);
    worksheet_freeze_panes(sheet, 1, 0);
    worksheet_set_column(sheet, 0, 6, 18, NULL);
    worksheet_set_column(sheet, 7, 8, 60, NULL);
}

static void workbook_write_codes(struct workbook *book, lxw_worksheet *sheet)
{
    static const char *const heads[] = {"column", "code", "title_ja", "title_en"};
    size_t row = 0;
    for (size_t i = 0; i < 4; i++)
        put_text(book, sheet, row, i, slice_of(heads[i]), book->head);
    for (const struct column *c = book->input->table->columns; c->name; c++) {
        if (!column_is_published(c) || !c->codes)
            continue;
        for (const struct code *code = c->codes; code->value; code++) {
            const char *const cells[] = {c->name, code->value, code->title_ja, code->title_en};
            row++;
            for (size_t i = 0; i < 4; i++)
                put_text(book, sheet, row, i, slice_of(cells[i]), NULL);
        }
    }
    worksheet_freeze_panes(sheet, 1, 0);
    accept_digits(book, sheet, row, 3);
    worksheet_set_column(sheet, 0, 3, 24, NULL);
}

/* --- the file --------------------------------------------------------------------------------- */

static void workbook_describe(struct workbook *book)
{
    const struct artifact_input *input = book->input;
    time_t at;
    manifest_changed_in(input->manifest, input->table, COL_HIDDEN | COL_LOOKUP, &at);
    lxw_doc_properties properties = {
        .title = (char *)input->table->title_ja,
        .author = (char *)input->instance->publisher_name[LANGUAGE_JA],
        .comments = (char *)input->instance->attribution[LANGUAGE_JA],
        .created = at,
    };
    workbook_keep(book, workbook_set_properties(book->file, &properties));
}

static enum status workbook_fill(struct workbook *book, struct store *store, uint64_t rows,
                                 struct problem *p)
{
    lxw_worksheet *table = add_sheet(book, book->input->table->name);
    lxw_worksheet *about = add_sheet(book, "about");
    lxw_worksheet *dictionary = add_sheet(book, "dictionary");
    lxw_worksheet *codes = add_sheet(book, "codes");
    book->head = workbook_add_format(book->file);
    if (!table || !about || !dictionary || !codes || !book->head)
        return problem_memory(p);
    format_set_bold(book->head);
    workbook_describe(book);
    enum status status = workbook_write_rows(book, table, store, rows, p);
    if (status != STATUS_OK)
        return status;
    write_about(book, about);
    write_dictionary(book, dictionary);
    workbook_write_codes(book, codes);
    return STATUS_OK;
}

static enum status lxw_problem(const struct artifact_input *input, lxw_error error,
                               struct problem *p)
{
    if (error == LXW_ERROR_MEMORY_MALLOC_FAILED)
        return problem_memory(p);
    return problem_set(p, STATUS_SYSTEM, slice_of(input->path), SLICE_NONE, lxw_strerror(error));
}

static enum status workbook_make(struct store *store, const struct artifact_input *input,
                                 struct problem *p)
{
    const struct table_state *state = manifest_table(input->manifest, input->table);
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = (char *)input->dir};
    struct workbook book = {.input = input, .cell = malloc(WORKBOOK_CELL_SIZE)};
    char shell[SHELL_SIZE];
    if (!book.cell)
        return problem_memory(p);
    snprintf(shell, sizeof shell, "%s.shell", input->path);
    int len = snprintf(book.address, sizeof book.address, "%s/v1/%s.csv", input->instance->base_url,
                       input->table->name);
    if (len < 0 || (size_t)len >= sizeof book.address)
        snprintf(book.address, sizeof book.address, "%s.csv", input->table->name);
    enum status status = workbook_rows_new(&book.rows, input->dir, p);
    if (status == STATUS_OK && !(book.file = workbook_new_opt(shell, &options)))
        status = problem_memory(p);
    if (status == STATUS_OK)
        status = workbook_fill(&book, store, state->rows, p);
    if (book.file && (status != STATUS_OK || book.error != LXW_NO_ERROR)) {
        lxw_workbook_free(book.file);
    } else if (book.file) {
        pthread_mutex_lock(&one_closes);
        workbook_keep(&book, workbook_close(book.file));
        pthread_mutex_unlock(&one_closes);
    }
    free(book.cell);
    if (status == STATUS_OK && book.error != LXW_NO_ERROR)
        status = lxw_problem(input, book.error, p);
    if (status == STATUS_OK)
        status = workbook_rows_insert(book.rows, shell, input->path, p);
    workbook_rows_free(book.rows);
    unlink(shell);
    return status;
}

const struct artifact_format artifact_workbook = {
    .suffix = "xlsx",
    .media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    .file_type = "XLSX",
    .title_ja = "Excel ブック",
    .title_en = "Excel workbook",
    .weight = 6,
    .workbook = true,
    .make = workbook_make,
};
