/* The examples of the template (contrib/instances/template/examples), which are compiled in. */
#include "table_template_parts.h"

#include "hiraku/base/out.h"
#include "hiraku/csv/csv.h"
#include "hiraku/diagnostics/finding.h"
#include "hiraku/exporters/downloads/table_template.h"
#include "hiraku/model/model.h"
#include "hiraku/model/type.h"
#include "hiraku/release/template_files.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

enum { EXAMPLE_NAME = 128, EXAMPLE_COLUMNS = 1024 };

static void example_put(struct table_template *template, lxw_worksheet *sheet, size_t row,
                        size_t at, const struct column *column, struct slice text)
{
    char number[WORKBOOK_NUMBER_SIZE];
    int decimals;
    bool figure = column && type_of(column)->order == TYPE_BY_NUMBER && text.len > 0 &&
                  workbook_number(text, number, &decimals);
    if (figure)
        template_keep(template,
                      (lxw_error)workbook_put_number(sheet, (unsigned)row, (unsigned)at, number,
                                                     template_decimals(template, decimals)));
    else
        template_put(template, sheet, row, at, text, row == 0 ? template->head : template->text);
}

static enum status example_read(struct table_template *template, const struct resource *table,
                                struct csv *csv)
{
    const struct column *columns[EXAMPLE_COLUMNS];
    char name[EXAMPLE_NAME];
    struct csv_record record;
    bool more = true;
    enum status status = STATUS_OK;
    snprintf(name, sizeof name, TABLE_TEMPLATE_EXAMPLE "%s", table->name);
    lxw_worksheet *sheet = template_sheet(template, name);
    for (size_t row = 0; sheet && status == STATUS_OK && more; row++) {
        status = csv_next(csv, &record, &more, template->problem);
        for (size_t i = 0; status == STATUS_OK && more && i < record.count && i < EXAMPLE_COLUMNS;
             i++) {
            if (row == 0)
                columns[i] = model_column(table, record.cells[i]);
            example_put(template, sheet, row, i, row > 0 ? columns[i] : NULL, record.cells[i]);
        }
    }
    if (sheet)
        worksheet_freeze_panes(sheet, 1, 0);
    return status;
}

/* The reader reads files: the text goes into one without a name. */
static enum status example_open(struct csv **csv, struct slice text, struct report *report,
                                struct problem *p)
{
    char path[64];
    int fd = memfd_create("example", MFD_CLOEXEC);
    if (fd < 0)
        return problem_errno(p, "example");
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    enum status status = out_sink_fd(&fd, text.at, text.len, p);
    if (status == STATUS_OK)
        status = csv_open(csv, path, "example", report, p);
    close(fd);
    return status;
}

void template_examples(struct table_template *template, const struct resource *table)
{
    char name[EXAMPLE_NAME];
    struct csv *csv = NULL;
    snprintf(name, sizeof name, "examples/%s.csv", table->name);
    struct slice text = template_file("template", name);
    if (text.len == 0)
        return;
    struct report *report = report_new();
    enum status status = report ? example_open(&csv, text, report, template->problem)
                                : problem_memory(template->problem);
    if (status == STATUS_OK)
        status = example_read(template, table, csv);
    csv_close(csv);
    report_free(report);
    if (status != STATUS_OK)
        template->status = status;
}
