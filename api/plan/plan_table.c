/* Finds the table in the rows of a plan: definitions (KPI①, name, 単位, unit), headings, a row of
 * values for each KPI; and the programme's period in the text. What is not part of these is passed
 * over. */
#include "plan_parts.h"

#include "hiraku/base/text.h"

#include <stdio.h>

void plan_note(const struct plan_table *table, enum rule rule, uint64_t line, const char *column,
               struct slice value, struct slice expected)
{
    report_at(table->asked->report, rule, (struct place){table->name, line, column}, value,
              SLICE_NONE, expected);
}

static struct slice table_keep(struct plan_table *table, struct slice text)
{
    return arena_copy(table->arena, text_trim(text));
}

/* --- definitions ------------------------------------------------------------------------------ */

static struct plan_kpi *table_kpi(struct plan_table *table, int number)
{
    for (size_t i = 0; i < table->kpi_count; i++)
        if (table->kpis[i].number == number)
            return &table->kpis[i];
    return NULL;
}

static struct plan_kpi *table_add_kpi(struct plan_table *table, const struct plan_row *row,
                                      size_t label, int number)
{
    if (table->kpi_count == PLAN_KPIS_MAX) {
        plan_note(table, RULE_PLAN_TOO_MANY, row->line, "", row->cells[label], SLICE_NONE);
        return NULL;
    }
    struct plan_kpi *kpi = &table->kpis[table->kpi_count++];
    *kpi = (struct plan_kpi){.number = number, .label = table_keep(table, row->cells[label])};
    return kpi;
}

/* The unit that stands in the cell of its heading («単位：億円»), or empty. */
static struct slice table_unit_in(struct slice folded)
{
    struct slice unit = slice_from(folded, strlen("単位"));
    if (unit.len > 0 && (unit.at[0] == ':' || unit.at[0] == '('))
        unit = slice_from(unit, 1);
    if (unit.len > 0 && unit.at[unit.len - 1] == ')')
        unit.len--;
    return unit;
}

/* «KPI①, name, 単位, unit»: words between label and 単位 are the name. */
static void table_define(struct plan_table *table, const struct plan_row *row, size_t label,
                         int number)
{
    bool in_unit = false;
    if (table_kpi(table, number)) {
        plan_note(table, RULE_PLAN_REPEATED, row->line, "", row->cells[label], SLICE_NONE);
        return;
    }
    struct plan_kpi *kpi = table_add_kpi(table, row, label, number);
    if (!kpi)
        return;
    kpi->defined = row->line;
    for (size_t i = label + 1; i < row->count; i++) {
        struct slice cell = text_trim(row->cells[i]);
        struct slice folded = plan_folded(table->arena, cell);
        if (cell.len == 0)
            continue;
        if (!in_unit && slice_starts(folded, "単位")) {
            in_unit = true;
            cell = table_unit_in(folded);
        }
        if (cell.len == 0)
            continue;
        if (in_unit && kpi->unit.len == 0)
            kpi->unit = table_keep(table, cell);
        else if (!in_unit && kpi->name.len == 0)
            kpi->name = table_keep(table, cell);
        else if (!in_unit)
            kpi->name = arena_printf(table->arena, "%.*s %.*s", (int)kpi->name.len, kpi->name.at,
                                     (int)cell.len, cell.at);
    }
}

/* --- values ----------------------------------------------------------------------------------- */

/* Values stand under their headings; in text without tabs they are counted off. */
static bool table_is_counted(const struct plan_table *table, size_t label)
{
    return table->heads[0].at <= label;
}

static void table_counted_values(struct plan_table *table, const struct plan_row *row, size_t label,
                                 struct plan_kpi *kpi)
{
    char most[24], found[24];
    size_t count = 0;
    for (size_t i = label + 1; i < row->count; i++) {
        if (row->cells[i].len == 0)
            continue;
        if (count < table->head_count)
            kpi->cells[count] = table_keep(table, row->cells[i]);
        count++;
    }
    if (count == table->head_count)
        return;
    snprintf(found, sizeof found, "%zu", count);
    snprintf(most, sizeof most, "%zu", table->head_count);
    plan_note(table, RULE_PLAN_CELLS, row->line, "", slice_of(found), slice_of(most));
}

static void table_values(struct plan_table *table, const struct plan_row *row, size_t label,
                         int number)
{
    struct plan_kpi *kpi = table_kpi(table, number);
    if (!kpi)
        kpi = table_add_kpi(table, row, label, number);
    if (!kpi)
        return;
    if (kpi->valued) {
        plan_note(table, RULE_PLAN_REPEATED, row->line, "", row->cells[label], SLICE_NONE);
        return;
    }
    kpi->valued = table->last_line = row->line;
    if (table_is_counted(table, label)) {
        table_counted_values(table, row, label, kpi);
        return;
    }
    for (size_t i = 0; i < table->head_count; i++)
        if (table->heads[i].at < row->count)
            kpi->cells[i] = table_keep(table, row->cells[table->heads[i].at]);
}

/* --- headings --------------------------------------------------------------------------------- */

static void table_head_year(struct plan_table *table, size_t at)
{
    struct plan_head *head = &table->heads[at];
    char year[32];
    plan_head_year(table->arena, head);
    if (head->year == 0) {
        plan_note(table, RULE_PLAN_HEAD, table->head_line, head->name, head->printed, SLICE_NONE);
        return;
    }
    snprintf(year, sizeof year, "%d年度", head->year);
    if (head->era)
        plan_note(table, RULE_PLAN_ERA, table->head_line, head->name, head->printed,
                  slice_of(year));
    for (size_t i = 0; i < at; i++)
        if (table->heads[i].kind == PLAN_YEAR && table->heads[i].year == head->year)
            plan_note(table, RULE_PLAN_REPEATED, table->head_line, head->name, head->printed,
                      SLICE_NONE);
}

static enum status table_take_heads(struct plan_table *table, const struct plan_row *row,
                                    const struct plan_head *heads, size_t count, struct problem *p)
{
    if (table->head_count > 0) {
        table->closed = true;
        plan_note(table, RULE_PLAN_SECOND_TABLE, row->line, "", SLICE_NONE, SLICE_NONE);
        return STATUS_OK;
    }
    memcpy(table->heads, heads, count * sizeof *heads);
    table->head_count = count;
    table->head_line = row->line;
    for (size_t i = 0; i < count; i++) {
        table->heads[i].name = report_name(table->asked->report, heads[i].printed);
        if (!table->heads[i].name)
            return problem_memory(p);
        if (heads[i].kind == PLAN_YEAR)
            table_head_year(table, i);
    }
    return STATUS_OK;
}

/* --- the programme's period ------------------------------------------------------------------- */

/* «⑧ 事業実施期間», and behind it or in the next line the days. */
static void table_period(struct plan_table *table, const struct plan_row *row)
{
    enum { PERIOD_CELLS = 12 };
    struct slice line = SLICE_NONE;
    if (table->period[0] || row->count > PERIOD_CELLS)
        return;
    for (size_t i = 0; i < row->count; i++)
        line = arena_printf(table->arena, "%.*s%.*s", (int)line.len, line.at ? line.at : "",
                            (int)row->cells[i].len, row->cells[i].at ? row->cells[i].at : "");
    struct slice folded = plan_folded(table->arena, line);
    static const char heading[] = "事業実施期間";
    const char *at = folded.len ? memmem(folded.at, folded.len, heading, sizeof heading - 1) : NULL;
    bool next = table->period_next;
    table->period_next = at != NULL;
    if (at)
        folded = slice_from(folded, (size_t)(at - folded.at) + sizeof heading - 1);
    if (at || next)
        plan_period_of(table->arena, folded, table->period);
}

/* --- rows ------------------------------------------------------------------------------------- */

enum status plan_take_row(void *context, const struct plan_row *row, struct problem *p)
{
    struct plan_table *table = context;
    struct plan_head heads[PLAN_HEADS_MAX];
    size_t first = 0;
    while (first < row->count && row->cells[first].len == 0)
        first++;
    if (first == row->count)
        return STATUS_OK;
    table_period(table, row);
    int number = plan_label(table->arena, row->cells[first]);
    size_t count = number > 0 || table->closed ? 0 : plan_heads(table->arena, row, heads);
    enum status status = STATUS_OK;
    if (count > 0)
        status = table_take_heads(table, row, heads, count, p);
    else if (number > 0 && !table->closed && table->head_count > 0)
        table_values(table, row, first, number);
    else if (number > 0 && !table->closed)
        table_define(table, row, first, number);
    return status == STATUS_OK && arena_overflowed(table->arena) ? problem_memory(p) : status;
}

/* --- the table as a whole --------------------------------------------------------------------- */

bool plan_kpi_is_unused(struct arena *arena, const struct plan_kpi *kpi)
{
    struct plan_figure figure;
    plan_figure_read(arena, kpi->name, SLICE_NONE, &figure);
    return kpi->defined > 0 && figure.kind != PLAN_NUMBER && figure.kind != PLAN_UNREADABLE;
}

static void table_check_kpi(struct plan_table *table, const struct plan_kpi *kpi)
{
    struct plan_figure unit;
    plan_figure_read(table->arena, kpi->unit, SLICE_NONE, &unit);
    if (kpi->defined == 0)
        plan_note(table, RULE_PLAN_NO_NAME, kpi->valued, "", kpi->label, SLICE_NONE);
    else if (plan_kpi_is_unused(table->arena, kpi))
        plan_note(table, RULE_PLAN_UNUSED, kpi->defined, "", kpi->label, SLICE_NONE);
    else if (kpi->valued == 0)
        plan_note(table, RULE_PLAN_NO_VALUES, kpi->defined, "", kpi->label, SLICE_NONE);
    else if (unit.kind == PLAN_DASH || unit.kind == PLAN_EMPTY)
        plan_note(table, RULE_PLAN_NO_UNIT, kpi->defined, "", kpi->label, SLICE_NONE);
}

void plan_check_table(struct plan_table *table)
{
    const struct plan_head *before = NULL;
    if (table->head_count == 0 || table->kpi_count == 0) {
        plan_note(table, RULE_PLAN_NO_TABLE, 0, "", SLICE_NONE, SLICE_NONE);
        return;
    }
    for (size_t i = 0; i < table->head_count; i++) {
        const struct plan_head *head = &table->heads[i];
        if (head->kind != PLAN_YEAR || head->year == 0)
            continue;
        if (before && head->year != before->year + 1 && head->year != before->year)
            plan_note(table, RULE_PLAN_YEARS, table->head_line, head->name, head->printed,
                      before->printed);
        before = head;
    }
    for (size_t i = 0; i < table->kpi_count; i++)
        table_check_kpi(table, &table->kpis[i]);
}
