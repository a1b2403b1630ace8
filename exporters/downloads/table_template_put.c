/* Cells, formats and sheets of a template; what fails sticks to it. */
#include "table_template_parts.h"

void template_keep(struct table_template *template, lxw_error error)
{
    if (template->error == LXW_NO_ERROR)
        template->error = error;
}

void template_put(struct table_template *template, lxw_worksheet *sheet, size_t row, size_t column,
                  struct slice text, lxw_format *format)
{
    if (text.len == 0)
        return;
    workbook_text(template->cell, text, "");
    template_keep(template, worksheet_write_string(sheet, (lxw_row_t)row, (lxw_col_t)column,
                                                   template->cell, format));
}

lxw_format *template_decimals(struct table_template *template, int decimals)
{
    char pattern[WORKBOOK_DECIMALS_MAX + 3] = "0.";
    if (decimals == 0 || template->numbers[decimals])
        return template->numbers[decimals];
    memset(pattern + 2, '0', (size_t)decimals);
    pattern[decimals + 2] = '\0';
    lxw_format *format = workbook_add_format(template->file);
    if (format)
        format_set_num_format(format, pattern);
    else
        template_keep(template, LXW_ERROR_MEMORY_MALLOC_FAILED);
    template->numbers[decimals] = format;
    return format;
}

lxw_worksheet *template_sheet(struct table_template *template, const char *name)
{
    lxw_worksheet *sheet = workbook_add_worksheet(template->file, name);
    if (!sheet)
        template_keep(template, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return sheet;
}

bool template_has(const struct table_template *template, const struct resource *table)
{
    return table && !table->computed && (!template->only || template->only == table);
}
