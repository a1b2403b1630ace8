/* Reports as a workbook with libxlsxwriter: one sheet with the lines above, the table, the lines
 * below. Figures are numbers of Excel only where that keeps their digits (workbook_cell.h); nothing
 * is a formula. The same bytes for the same release.
 *
 * The library writes files only: the workbook is made in a folder for temporary files, copied and
 * removed. It ends the process where it gets no memory. */
#include "hiraku/base/durable_file.h"
#include "hiraku/base/in.h"
#include "hiraku/base/out.h"
#include "hiraku/base/utf8.h"
#include "hiraku/exporters/downloads/workbook_cell.h"

#include "form_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum { SHEET_NAME_MOST = 31, COLUMN_LEAST = 8, COLUMN_MOST = 60 };

struct form_book {
    const struct form_page *page;
    lxw_workbook *file;
    lxw_worksheet *sheet;
    lxw_format *head, *text, *title, *formats[WORKBOOK_DECIMALS_MAX + 1];
    char *cell; /* WORKBOOK_CELL_SIZE bytes */
    unsigned row;
    int error; /* lxw_error */
};

static void book_keep(struct form_book *book, int error)
{
    if (book->error == LXW_NO_ERROR)
        book->error = error;
}

static void book_text(struct form_book *book, unsigned column, struct slice text,
                      lxw_format *format)
{
    workbook_text(book->cell, text.at ? text : slice_of(""), "");
    book_keep(book, worksheet_write_string(book->sheet, (lxw_row_t)book->row, (lxw_col_t)column,
                                           book->cell, format));
}

static lxw_format *book_add_format(struct form_book *book)
{
    lxw_format *format = workbook_add_format(book->file);
    if (!format)
        book_keep(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return format;
}

/* 0.00, with as many decimals as the figure has. */
static lxw_format *book_format_of(struct form_book *book, int decimals)
{
    char pattern[WORKBOOK_DECIMALS_MAX + 8] = "#,##0";
    if (book->formats[decimals])
        return book->formats[decimals];
    lxw_format *format = book_add_format(book);
    if (!format)
        return NULL;
    size_t len = strlen(pattern);
    if (decimals > 0) {
        pattern[len++] = '.';
        memset(pattern + len, '0', (size_t)decimals);
        pattern[len + (size_t)decimals] = '\0';
    }
    format_set_num_format(format, pattern);
    format_set_border(format, LXW_BORDER_THIN);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    return book->formats[decimals] = format;
}

static void book_cell(struct form_book *book, unsigned column, const struct form_cell *cell)
{
    char number[WORKBOOK_NUMBER_SIZE];
    int decimals;
    if (cell->number && workbook_number(cell->text, number, &decimals))
        book_keep(book, workbook_put_number(book->sheet, book->row, column, number,
                                            book_format_of(book, decimals)));
    else
        book_text(book, column, cell->text, book->text);
}

/* --- the sheet -------------------------------------------------------------------------------- */

static void book_lines(struct form_book *book, const struct form_line *lines, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        book_text(book, 0, lines[i].title, NULL);
        if (lines[i].text.len > 0)
            book_text(book, 1, lines[i].text, NULL);
        book->row++;
    }
}

static void book_columns(struct form_book *book)
{
    const struct form_page *page = book->page;
    for (size_t i = 0; i < page->column_count; i++) {
        int width = page->widths[i];
        if (width == 0)
            width = (int)(page->columns[i].len > COLUMN_MOST ? COLUMN_MOST : page->columns[i].len);
        if (width < COLUMN_LEAST)
            width = COLUMN_LEAST;
        book_keep(book, worksheet_set_column(book->sheet, (lxw_col_t)i, (lxw_col_t)i, width, NULL));
        book_text(book, (unsigned)i, page->columns[i], book->head);
    }
    book->row++;
}

static void book_fill(struct form_book *book)
{
    const struct form_page *page = book->page;
    book_text(book, 0, page->title, book->title);
    book->row += 2;
    book_lines(book, page->head, page->head_count);
    book->row += page->head_count > 0;
    book_columns(book);
    for (size_t row = 0; row < page->row_count; row++, book->row++)
        for (size_t i = 0; i < page->column_count; i++)
            book_cell(book, (unsigned)i, &page->cells[row * page->column_count + i]);
    book->row++;
    book_lines(book, page->foot, page->foot_count);
    worksheet_set_landscape(book->sheet);
    worksheet_fit_to_pages(book->sheet, 1, 0);
}

/* At most 31 characters, and none that a name may not have. */
static struct slice book_sheet_name(struct form_book *book)
{
    struct slice name = book->page->sheet;
    size_t at = 0, characters = 0, len = 0;
    while (at < name.len && characters < SHEET_NAME_MOST) {
        size_t from = at;
        if (utf8_next(name, &at) < 0)
            break;
        characters += at - from > 3 ? 2 : 1;
        if (characters > SHEET_NAME_MOST)
            break;
        bool bad = at - from == 1 && strchr("[]:*?/\\'", name.at[from]);
        if (bad)
            book->cell[len++] = ' ';
        else
            for (; from < at; from++)
                book->cell[len++] = name.at[from];
    }
    book->cell[len] = '\0';
    return (struct slice){book->cell, len};
}

static void book_begin(struct form_book *book)
{
    struct slice name = book_sheet_name(book);
    book->sheet = workbook_add_worksheet(book->file, name.len > 0 ? name.at : NULL);
    book->head = book_add_format(book);
    book->text = book_add_format(book);
    book->title = book_add_format(book);
    if (!book->sheet || book->error != LXW_NO_ERROR) {
        book_keep(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    lxw_format *const bordered[] = {book->head, book->text};
    for (size_t i = 0; i < 2; i++) {
        format_set_border(bordered[i], LXW_BORDER_THIN);
        format_set_text_wrap(bordered[i]);
        format_set_align(bordered[i], LXW_ALIGN_VERTICAL_TOP);
    }
    format_set_bold(book->head);
    format_set_bold(book->title);
    workbook_text(book->cell, book->page->title, "");
    lxw_doc_properties properties = {.title = book->cell, .created = book->page->made};
    book_keep(book, workbook_set_properties(book->file, &properties));
}

/* --- the file --------------------------------------------------------------------------------- */

static enum status book_make(struct form_book *book, const char *folder, const char *path,
                             struct problem *p)
{
    lxw_workbook_options options = {.tmpdir = (char *)folder};
    book->cell = malloc(WORKBOOK_CELL_SIZE);
    book->file = book->cell ? workbook_new_opt(path, &options) : NULL;
    if (!book->file)
        return problem_memory(p);
    book_begin(book);
    if (book->error == LXW_NO_ERROR)
        book_fill(book);
    if (book->error == LXW_NO_ERROR)
        book_keep(book, workbook_close(book->file));
    else
        lxw_workbook_free(book->file);
    if (book->error == LXW_ERROR_MEMORY_MALLOC_FAILED)
        return problem_memory(p);
    return book->error == LXW_NO_ERROR ? STATUS_OK
                                       : problem_set(p, STATUS_SYSTEM, slice_of(path), SLICE_NONE,
                                                     lxw_strerror((lxw_error)book->error));
}

enum status form_write_workbook(const struct form_page *page, struct out *out, struct problem *p)
{
    struct form_book book = {.page = page};
    const char *folder = getenv("TMPDIR");
    char path[FILE_PATH_SIZE];
    folder = folder && *folder ? folder : "/tmp";
    int len = snprintf(path, sizeof path, "%s/hiraku-report-XXXXXX", folder);
    if (len < 0 || (size_t)len >= sizeof path)
        return problem_set(p, STATUS_SYSTEM, slice_of(folder), SLICE_NONE, "TMPDIR");
    int fd = mkstemp(path);
    if (fd < 0)
        return problem_errno(p, path);
    close(fd);
    enum status status = book_make(&book, folder, path, p);
    if (status == STATUS_OK)
        status = in_pour(path, IN_PLAIN, out, p);
    free(book.cell);
    unlink(path);
    return status;
}
