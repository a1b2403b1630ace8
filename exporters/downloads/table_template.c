/* See table_template.h. */
#include "hiraku/exporters/downloads/table_template.h"

#include "table_template_parts.h"

#include "hiraku/model/registry.h"
#include "hiraku/model/type.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { TEMPLATE_FORMULA = 128, TEMPLATE_NOTE = 1600 };

/* --- what columns mean ------------------------------------------------------------------------ */

/* Without the platform-dependent characters that a sheet should not have: (1) for a circled 1. */
static struct slice template_plain(struct table_template *template, const char *text)
{
    enum { FIRST = 0x2460, LAST = 0x2473 };
    struct slice whole = slice_of(text);
    size_t at = 0;
    for (size_t before = 0; before < whole.len; before = at) {
        int32_t c = utf8_next(whole, &at);
        if (c < 0)
            break;
        if (c >= FIRST && c <= LAST)
            return arena_printf(&template->arena, "%.*s(%d)%s", (int)before, whole.at,
                                c - FIRST + 1, template_plain(template, whole.at + at).at);
    }
    return whole;
}

static void template_explain(struct table_template *template)
{
    static const char *const heads[] = {"sheet",  "name", "heading_ja", "heading_en",
                                        "values", "must", "meaning_ja", "meaning_en"};
    enum { OF_TABLE, COLUMNS = sizeof heads / sizeof *heads };
    lxw_worksheet *sheet = template_sheet(template, "tables");
    size_t row = 0;
    if (!sheet)
        return;
    for (size_t i = 0; i < COLUMNS; i++)
        template_put(template, sheet, 0, i, slice_of(heads[i]), template->head);
    for (size_t i = 0; model_input(i); i++) {
        const struct resource *table = model_input(i);
        for (const struct column *column = table->columns;
             template_has(template, table) && column->name; column++) {
            if (!column_is_written(column))
                continue;
            const struct slice cells[COLUMNS] = {
                slice_of(table->name),
                slice_of(column->name),
                slice_of(column->title_ja),
                slice_of(column->title_en),
                slice_of(type_of(column)->name),
                slice_of(column->flags & COL_REQUIRED ? "true" : "false"),
                template_plain(template, column->doc_ja),
                template_plain(template, column->doc)};
            row++;
            for (size_t at = OF_TABLE; at < COLUMNS; at++)
                template_put(template, sheet, row, at, cells[at], NULL);
        }
    }
    worksheet_freeze_panes(sheet, 1, 0);
    worksheet_set_column(sheet, 0, 5, 18, NULL);
    worksheet_set_column(sheet, 6, 8, 60, NULL);
}

/* --- a table ---------------------------------------------------------------------------------- */

static void template_note(struct table_template *template, lxw_worksheet *sheet, size_t at,
                          const struct column *column)
{
    char note[TEMPLATE_NOTE];
    lxw_comment_options options = {.x_scale = 2.5, .y_scale = 2.0};
    snprintf(note, sizeof note, "%s%s\n%s\n\n%s%s\n%s", column->title_ja,
             column->flags & COL_REQUIRED ? "（必須）" : "", column->doc_ja ? column->doc_ja : "",
             column->title_en, column->flags & COL_REQUIRED ? " (required)" : "",
             column->doc ? column->doc : "");
    size_t len = utf8_cut(slice_of(note), sizeof note - 1).len;
    note[len] = '\0';
    template_keep(template, worksheet_write_comment_opt(sheet, 0, (lxw_col_t)at, note, &options));
}

/* Where a list stands: rows of a column of a sheet, as Excel writes it. */
static void template_list(struct table_template *template, lxw_worksheet *sheet, size_t at,
                          const char *formula)
{
    lxw_data_validation list = {.validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
                                .value_formula = (char *)formula,
                                .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING,
                                .error_title = "一覧にない値",
                                .error_message = "一覧にありません。新しい値なら続けます。 "
                                                 "Not in the list. Go on if it is new."};
    template_keep(template,
                  worksheet_data_validation_range(sheet, 1, (lxw_col_t)at, TABLE_TEMPLATE_ROWS,
                                                  (lxw_col_t)at, &list));
}

static void template_offer(struct table_template *template, lxw_worksheet *sheet, size_t at,
                           const struct column *column)
{
    char formula[TEMPLATE_FORMULA];
    struct template_span span = {0, 0};
    if (column->type == TYPE_BOOL) {
        char *truths[] = {"true", "false", NULL};
        lxw_data_validation list = {.validate = LXW_VALIDATION_TYPE_LIST, .value_list = truths};
        template_keep(template,
                      worksheet_data_validation_range(sheet, 1, (lxw_col_t)at, TABLE_TEMPLATE_ROWS,
                                                      (lxw_col_t)at, &list));
    } else if (column->codes) {
        span = template_codes_of(template, column);
        snprintf(formula, sizeof formula, "=codes!$C$%zu:$C$%zu", span.first, span.last);
        template_list(template, sheet, at, formula);
    } else if (column->ref) {
        span = template_ids_of(template, column->ref);
        if (span.last >= span.first && span.first > 0)
            snprintf(formula, sizeof formula, "=references!$B$%zu:$B$%zu", span.first, span.last);
        else if (template_has(template, column->ref))
            snprintf(formula, sizeof formula, "=%s!$A$2:$A$%d", column->ref->name,
                     TABLE_TEMPLATE_ROWS + 1);
        else
            return;
        template_list(template, sheet, at, formula);
    }
}

static void template_table(struct table_template *template, const struct resource *table)
{
    lxw_worksheet *sheet = template_sheet(template, table->name);
    size_t at = 0;
    if (!sheet)
        return;
    for (const struct column *column = table->columns; column->name; column++) {
        if (!column_is_written(column))
            continue;
        bool number = type_of(column)->order == TYPE_BY_NUMBER;
        template_keep(template, worksheet_set_column(sheet, (lxw_col_t)at, (lxw_col_t)at, 18,
                                                     number ? NULL : template->text));
        template_put(template, sheet, 0, at, slice_of(column->name), template->head);
        template_note(template, sheet, at, column);
        template_offer(template, sheet, at, column);
        at++;
    }
    worksheet_freeze_panes(sheet, 1, 0);
}

/* --- the file --------------------------------------------------------------------------------- */

static void template_fill(struct table_template *template)
{
    template->head = workbook_add_format(template->file);
    template->text = workbook_add_format(template->file);
    if (!template->head || !template->text) {
        template_keep(template, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    format_set_bold(template->head);
    format_set_num_format(template->head, "@");
    format_set_num_format(template->text, "@");
    template_explain(template);
    for (size_t i = 0; model_input(i); i++)
        if (template_has(template, model_input(i)))
            template_table(template, model_input(i));
    template_write_lists(template);
    for (size_t i = 0; model_input(i); i++)
        if (template_has(template, model_input(i)))
            template_examples(template, model_input(i));
}

/* A name that nobody has yet. The library opens it by its name only when all is there. */
static enum status template_claim(const char *path, struct problem *p)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0)
        return errno == EEXIST ? problem_set(p, STATUS_FILE_THERE, slice_of(path), SLICE_NONE, NULL)
                               : problem_errno(p, path);
    close(fd);
    return STATUS_OK;
}

static enum status template_finish(struct table_template *template, const char *path,
                                   struct problem *p)
{
    if (template->status != STATUS_OK || template->error != LXW_NO_ERROR)
        lxw_workbook_free(template->file);
    else
        template_keep(template, workbook_close(template->file));
    if (template->status != STATUS_OK)
        return template->status;
    if (template->error == LXW_ERROR_MEMORY_MALLOC_FAILED || arena_overflowed(&template->arena))
        return problem_memory(p);
    if (template->error != LXW_NO_ERROR)
        return problem_set(p, STATUS_SYSTEM, slice_of(path), SLICE_NONE,
                           lxw_strerror(template->error));
    return STATUS_OK;
}

enum status table_template_write(const char *path, const struct resource *table,
                                 const char *instance, struct problem *p)
{
    struct table_template template = {
        .only = table, .cell = malloc(WORKBOOK_CELL_SIZE), .problem = p};
    enum status status = template.cell ? template_claim(path, p) : problem_memory(p);
    if (status != STATUS_OK) {
        free(template.cell);
        return status;
    }
    arena_init(&template.arena, TEMPLATE_ARENA);
    template_collect(&template, instance);
    template.file = workbook_new(path);
    if (template.file) {
        template_fill(&template);
        status = template_finish(&template, path, p);
    } else {
        status = problem_memory(p);
    }
    if (status != STATUS_OK)
        unlink(path);
    arena_free(&template.arena);
    free(template.cell);
    return status;
}
