/* The lists of a template: codes of the model, ids of an instance. Tables of an instance that
 * cannot be read give none: `hiraku check` says what is wrong with them. */
#include "table_template_parts.h"

#include "hiraku/csv/csv.h"
#include "hiraku/diagnostics/finding.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/layout.h"

#include <stdio.h>
#include <unistd.h>

/* --- ids -------------------------------------------------------------------------------------- */

/* Whether a column of one of the tables refers to this one. */
static bool lists_is_referred(const struct table_template *template, const struct resource *table)
{
    for (size_t i = 0; model_input(i); i++)
        for (const struct column *column = model_input(i)->columns;
             template_has(template, model_input(i)) && column->name; column++)
            if (column->ref == table && column_is_written(column))
                return true;
    return false;
}

static size_t lists_find(const struct csv_record *header, const char *name)
{
    for (size_t i = 0; name && i < header->count; i++)
        if (slice_is(header->cells[i], name))
            return i;
    return SIZE_MAX;
}

/* The column that names a record, the Japanese one before others; NULL: there is none. */
static const char *lists_label(const struct resource *table)
{
    const char *label = NULL;
    for (const struct column *column = table->columns; column->name; column++)
        if (column->flags & COL_LABEL && column_is_written(column) &&
            (!label || (column->lang && strcmp(column->lang, "ja") == 0)))
            label = column->name;
    return label;
}

static bool lists_add(struct table_template *template, const struct resource *table,
                      struct slice id, struct slice name)
{
    if (template->id_count == TEMPLATE_IDS_MAX || id.len == 0 || id.len > ID_MAX)
        return template->id_count < TEMPLATE_IDS_MAX;
    struct template_id *one = &template->ids[template->id_count++];
    *one = (struct template_id){table, arena_copy(&template->arena, id),
                                arena_copy(&template->arena, name)};
    return !arena_overflowed(&template->arena);
}

static enum status lists_read(struct table_template *template, const struct resource *table,
                              struct csv *csv)
{
    struct csv_record record;
    bool more = true;
    enum status status = csv_next(csv, &record, &more, template->problem);
    if (status != STATUS_OK || !more)
        return status;
    size_t id = lists_find(&record, table->columns->name),
           name = lists_find(&record, lists_label(table));
    while (id != SIZE_MAX && status == STATUS_OK && more) {
        status = csv_next(csv, &record, &more, template->problem);
        if (status != STATUS_OK || !more || id >= record.count)
            continue;
        if (!lists_add(template, table, record.cells[id],
                       name < record.count ? record.cells[name] : SLICE_NONE))
            break;
    }
    return status;
}

static void lists_collect_table(struct table_template *template, const struct resource *table,
                                const char *instance)
{
    char path[4096];
    struct csv *csv = NULL;
    int len = snprintf(path, sizeof path, "%s/%s/%s.csv", instance, layout_data, table->name);
    if (len < 0 || (size_t)len >= sizeof path || access(path, R_OK) != 0)
        return;
    struct report *report = report_new();
    enum status status = report ? csv_open(&csv, path, path, report, template->problem)
                                : problem_memory(template->problem);
    if (status == STATUS_OK && !csv_is_unread(csv))
        status = lists_read(template, table, csv);
    csv_close(csv);
    report_free(report);
    if (status != STATUS_OK)
        template->status = status;
}

void template_collect(struct table_template *template, const char *instance)
{
    if (!instance)
        return;
    template->ids = arena_alloc(&template->arena, TEMPLATE_IDS_MAX * sizeof *template->ids);
    for (size_t i = 0; template->ids && template->status == STATUS_OK && model_input(i); i++)
        if (lists_is_referred(template, model_input(i)))
            lists_collect_table(template, model_input(i), instance);
}

struct template_span template_ids_of(const struct table_template *template,
                                     const struct resource *table)
{
    struct template_span span = {1, 0};
    for (size_t i = 0; i < template->id_count; i++)
        if (template->ids[i].table == table) {
            span.first = span.last == 0 ? i + 2 : span.first;
            span.last = i + 2;
        }
    return span;
}

/* --- codes ------------------------------------------------------------------------------------ */

/* Calls for each code of each column, with its row. */
struct lists_code {
    const struct resource *table;
    const struct column *column;
    const struct code *code;
    size_t row; /* 0-based */
};

static bool lists_next_code(const struct table_template *template, struct lists_code *at)
{
    size_t table = 0;
    if (at->code && (++at->code)->value) {
        at->row++;
        return true;
    }
    while (at->table && model_input(table) && model_input(table) != at->table)
        table++;
    const struct column *column = at->column ? at->column + 1 : NULL;
    for (; model_input(table); table++, column = NULL) {
        if (!template_has(template, model_input(table)))
            continue;
        for (column = column ? column : model_input(table)->columns; column->name; column++)
            if (column->codes && column->codes->value && column_is_written(column)) {
                *at = (struct lists_code){model_input(table), column, column->codes, at->row + 1};
                return true;
            }
    }
    return false;
}

struct template_span template_codes_of(const struct table_template *template,
                                       const struct column *column)
{
    struct template_span span = {1, 0};
    struct lists_code at = {.row = 0};
    while (lists_next_code(template, &at))
        if (at.column == column) {
            span.first = span.last == 0 ? at.row + 1 : span.first;
            span.last = at.row + 1;
        }
    return span;
}

/* --- sheets ----------------------------------------------------------------------------------- */

static lxw_worksheet *lists_sheet(struct table_template *template, const char *name,
                                  const char *const *heads)
{
    lxw_worksheet *sheet = template_sheet(template, name);
    for (size_t i = 0; sheet && heads[i]; i++)
        template_put(template, sheet, 0, i, slice_of(heads[i]), template->head);
    if (sheet) {
        worksheet_freeze_panes(sheet, 1, 0);
        worksheet_set_column(sheet, 0, 4, 24, template->text);
    }
    return sheet;
}

void template_write_lists(struct table_template *template)
{
    static const char *const code_heads[] = {"sheet",      "name",       "code",
                                             "heading_ja", "heading_en", NULL},
                             *const id_heads[] = {"sheet", "name", "heading", NULL};
    struct lists_code at = {.row = 0};
    lxw_worksheet *codes = lists_sheet(template, "codes", code_heads);
    while (codes && lists_next_code(template, &at)) {
        const char *const cells[] = {at.table->name, at.column->name, at.code->value,
                                     at.code->title_ja, at.code->title_en};
        for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
            template_put(template, codes, at.row, i, slice_of(cells[i]), template->text);
    }
    if (template->id_count == 0)
        return;
    lxw_worksheet *ids = lists_sheet(template, "references", id_heads);
    for (size_t i = 0; ids && i < template->id_count; i++) {
        const struct template_id *one = &template->ids[i];
        template_put(template, ids, i + 1, 0, slice_of(one->table->name), template->text);
        template_put(template, ids, i + 1, 1, one->id, template->text);
        template_put(template, ids, i + 1, 2, one->name, template->text);
    }
}
