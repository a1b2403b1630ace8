/* The table as rows of the model: one KPI for each that is used, one observation for each cell of
 * its row. */
#include "plan_parts.h"

#include "hiraku/base/text.h"
#include "hiraku/model/model.h"

#include <inttypes.h>
#include <stdio.h>

struct maker {
    const struct plan_table *table;
    struct plan *plan;
    struct arena *arena;
    const struct resource *kpis, *observations;
    struct period whole; /* of the programme */
    bool is_whole_known; /* and its end */
    char ends[DATE_TEXT_SIZE], ends_ja[PERIOD_LABEL_SIZE], ends_en[PERIOD_LABEL_SIZE];
};

/* --- records ---------------------------------------------------------------------------------- */

static void maker_set(struct plan_record *record, const char *name, struct slice text)
{
    const struct column *column = model_column(record->resource, slice_of(name));
    if (column)
        record->cells[model_index(record->resource, column)] = text;
}

struct slice plan_cell(const struct plan_record *record, const char *name)
{
    const struct column *column = model_column(record->resource, slice_of(name));
    return column ? record->cells[model_index(record->resource, column)] : SLICE_NONE;
}

static struct plan_record *maker_add(struct maker *maker, const struct resource *resource,
                                     uint64_t line)
{
    struct plan_record *record = &maker->plan->records[maker->plan->count++];
    *record = (struct plan_record){.resource = resource, .line = line};
    return record;
}

static void maker_source(const struct maker *maker, struct plan_record *record,
                         struct slice locator)
{
    maker_set(record, "source", maker->table->asked->source);
    maker_set(record, "locator", locator);
}

/* --- KPIs ------------------------------------------------------------------------------------- */

static struct slice maker_id(const struct maker *maker, const struct plan_kpi *kpi)
{
    const struct plan_asked *asked = maker->table->asked;
    struct slice prefix = asked->prefix.len    ? asked->prefix
                          : asked->program.len ? asked->program
                                               : slice_of("plan");
    return arena_printf(maker->arena, "%.*s-kpi%d", (int)prefix.len, prefix.at, kpi->number);
}

static struct slice maker_number(const struct maker *maker, int number)
{
    return arena_printf(maker->arena, "%d", number);
}

/* The most decimals that one of its values has. */
static int maker_decimals(const struct maker *maker, const struct plan_kpi *kpi)
{
    int most = 0;
    for (size_t i = 0; i < maker->table->head_count; i++) {
        struct plan_figure figure;
        plan_figure_read(maker->arena, kpi->cells[i], kpi->unit, &figure);
        const char *point = figure.kind == PLAN_NUMBER ? strchr(figure.value, '.') : NULL;
        int decimals = point ? (int)strlen(point + 1) : 0;
        most = decimals > most ? decimals : most;
    }
    return most;
}

static void maker_unit(const struct maker *maker, const struct plan_kpi *kpi,
                       struct plan_record *record)
{
    const struct plan_unit *unit = plan_unit_of(maker->arena, kpi->unit);
    bool ratio = unit && strcmp(unit->code, "PERCENT") == 0;
    maker_set(record, "unit_ja", kpi->unit);
    maker_set(record, "nature", slice_of(ratio ? "ratio" : "flow"));
    if (ratio)
        plan_note(maker->table, RULE_PLAN_POINTS, kpi->defined, "", kpi->unit, SLICE_NONE);
    if (!unit) {
        plan_note(maker->table, RULE_PLAN_UNIT, kpi->defined, "", kpi->unit, SLICE_NONE);
        return;
    }
    maker_set(record, "unit_en", slice_of(unit->english));
    maker_set(record, "unit_code", slice_of(unit->code));
    maker_set(record, "unit_multiplier", maker_number(maker, unit->multiplier));
}

/* What answers the checker, and what a reader must know. */
static void maker_kpi_notes(const struct maker *maker, const struct plan_kpi *kpi,
                            struct plan_record *record)
{
    bool circled = text_machine_dependent(kpi->label) != 0;
    bool ratio = slice_is(plan_cell(record, "nature"), "ratio");
    static const char *const words[][2] = {
        {"表示番号の丸数字は資料の表記のまま。", "The circled number in the label is as printed."},
        {"増加分はポイントとみられるが、資料に記載がない。",
         "The increments presumably are percentage points, which the source does not say."}};
    static const char *const names[] = {"note_ja", "note_en"};
    for (size_t i = 0; i < 2 && (circled || ratio); i++)
        maker_set(record, names[i],
                  arena_printf(maker->arena, "%s%s%s", circled ? words[0][i] : "",
                               circled && ratio && i == 1 ? " " : "", ratio ? words[1][i] : ""));
}

static void maker_kpi(struct maker *maker, const struct plan_kpi *kpi)
{
    const struct plan_asked *asked = maker->table->asked;
    struct plan_record *record = maker_add(maker, maker->kpis, kpi->defined);
    maker_set(record, "id", maker_id(maker, kpi));
    maker_set(record, "label", kpi->label);
    maker_set(record, "kind", slice_of("kpi"));
    maker_set(record, "program", asked->program);
    maker_set(record, "municipality", asked->municipality);
    maker_set(record, "name_ja", kpi->name);
    maker_unit(maker, kpi, record);
    maker_set(record, "decimals", maker_number(maker, maker_decimals(maker, kpi)));
    maker_kpi_notes(maker, kpi, record);
    maker_set(record, "direction", slice_of("increase"));
    maker_set(record, "frequency", slice_of("yearly"));
    maker_source(maker, record,
                 arena_printf(maker->arena, "%s %" PRIu64 ", %" PRIu64 "-%" PRIu64,
                              maker->table->lines, kpi->defined, maker->table->head_line,
                              maker->table->last_line));
    maker->plan->kpis++;
}

/* --- values ----------------------------------------------------------------------------------- */

/* A value on its way into a record. */
struct made {
    const struct plan_kpi *kpi;
    const struct plan_head *head;
    struct plan_figure figure;
    struct plan_record *record;
    int first, last; /* fiscal years whose increments have a value; 0: none */
};

/* 2026-04-01 and later, where the programme ends with March 2026. */
static bool maker_is_beyond(const struct maker *maker, int year)
{
    struct period period;
    char text[PERIOD_TEXT_SIZE];
    snprintf(text, sizeof text, "FY%d", year);
    return maker->is_whole_known && year > 0 &&
           period_parse(slice_of(text), maker->table->asked->first_month, &period) == PERIOD_GOOD &&
           date_compare(period.starts, maker->whole.ends) > 0;
}

/* «lines 97, 98 (2023年度 増加分)». */
static struct slice maker_locator(const struct maker *maker, const struct made *made)
{
    struct slice words = made->head->printed;
    if (made->head->kind == PLAN_TOTAL) {
        words = plan_folded(maker->arena, words);
    } else {
        for (size_t i = 0; i < words.len; i++)
            if (words.at[i] == '(' || slice_starts(slice_from(words, i), "（"))
                words.len = i;
        words = text_trim(words);
    }
    return arena_printf(maker->arena, "%s %" PRIu64 ", %" PRIu64 " (%.*s)", maker->table->lines,
                        maker->table->head_line, made->kpi->valued, (int)words.len, words.at);
}

static void maker_note(struct made *made, struct slice ja, struct slice en)
{
    maker_set(made->record, "note_ja", ja);
    maker_set(made->record, "note_en", en);
}

/* Why there is no value. */
static void maker_missing(struct maker *maker, struct made *made)
{
    bool dash = made->figure.kind == PLAN_DASH;
    bool beyond = made->head->kind == PLAN_YEAR && maker_is_beyond(maker, made->head->year);
    const char *ja = dash ? "資料では「-」。" : "資料では空欄。";
    const char *en = dash ? "Printed as a hyphen." : "Empty in the source.";
    maker_set(made->record, "missing", slice_of(beyond ? "not_applicable" : "not_set"));
    if (beyond) {
        maker_note(made,
                   arena_printf(maker->arena, "%s事業は%sに終わるため、様式のこの欄は該当しない。",
                                ja, maker->ends_ja),
                   arena_printf(maker->arena,
                                "%s The programme ends on %s, so this column of the form does "
                                "not apply.",
                                en, maker->ends_en));
        return;
    }
    maker_note(made, slice_of(ja), slice_of(en));
    plan_note(maker->table, dash ? RULE_PLAN_DASH : RULE_PLAN_EMPTY, made->kpi->valued,
              made->head->name, made->kpi->label, SLICE_NONE);
}

static void maker_baseline(struct made *made)
{
    maker_set(made->record, "period", slice_of("undated"));
    maker_set(made->record, "value_type", slice_of("baseline"));
    maker_set(made->record, "accumulation", slice_of("level"));
    if (made->figure.kind == PLAN_NUMBER && plan_has(made->head->printed, "現時点"))
        maker_note(made, slice_of("「現時点」の日付は資料に記載がない。"),
                   slice_of("The date of \"at present\" is not stated in the source."));
}

static void maker_year(struct maker *maker, struct made *made)
{
    maker_set(made->record, "period", arena_printf(maker->arena, "FY%d", made->head->year));
    maker_set(made->record, "value_type", slice_of("target"));
    maker_set(made->record, "accumulation", slice_of("increment"));
    if (made->figure.kind == PLAN_NUMBER && maker_is_beyond(maker, made->head->year))
        plan_note(maker->table, RULE_PLAN_BEYOND_VALUE, made->kpi->valued, made->head->name,
                  slice_of(made->figure.value), slice_of(maker->ends));
}

static void maker_total(struct maker *maker, struct made *made)
{
    maker_set(made->record, "value_type", slice_of("target"));
    maker_set(made->record, "accumulation", slice_of("cumulative"));
    if (made->first == made->last) {
        maker_set(made->record, "period", arena_printf(maker->arena, "FY%d", made->first));
        return;
    }
    maker_set(made->record, "period",
              arena_printf(maker->arena, "FY%d/FY%d", made->first, made->last));
    if (made->figure.kind == PLAN_NUMBER)
        maker_note(
            made,
            arena_printf(maker->arena, "期間は、数値のある増加分の年度(%d年度から%d年度)とした。",
                         made->first, made->last),
            arena_printf(maker->arena,
                         "The period is that of the fiscal years whose increments have a value "
                         "(FY%d to FY%d).",
                         made->first, made->last));
}

static void maker_value(struct maker *maker, struct made *made)
{
    made->record = maker_add(maker, maker->observations, made->kpi->valued);
    maker_set(made->record, "kpi", maker_id(maker, made->kpi));
    maker_set(made->record, "qualifier", slice_of("exact"));
    maker_set(made->record, "status", slice_of("final"));
    maker_set(made->record, "period_text", made->head->printed);
    if (made->figure.kind == PLAN_NUMBER)
        maker_set(made->record, "value", arena_copy(maker->arena, slice_of(made->figure.value)));
    if (made->head->kind == PLAN_BASELINE)
        maker_baseline(made);
    else if (made->head->kind == PLAN_YEAR)
        maker_year(maker, made);
    else
        maker_total(maker, made);
    if (made->figure.kind != PLAN_NUMBER)
        maker_missing(maker, made);
    maker_source(maker, made->record, maker_locator(maker, made));
}

/* --- a row ------------------------------------------------------------------------------------ */

/* What is odd about a cell by itself; false: it cannot be read. */
static bool maker_is_readable(const struct maker *maker, const struct made *made)
{
    const struct plan_figure *figure = &made->figure;
    struct slice cell = made->kpi->cells[made->head - maker->table->heads];
    enum rule rule = figure->kind == PLAN_UNREADABLE ? RULE_PLAN_VALUE
                     : figure->with_unit             ? RULE_PLAN_UNIT_IN_CELL
                                                     : RULE_PLAN_WIDE;
    if (figure->kind == PLAN_UNREADABLE || figure->with_unit || figure->wide)
        plan_note(maker->table, rule, made->kpi->valued, made->head->name, cell,
                  slice_of(figure->value));
    return figure->kind != PLAN_UNREADABLE;
}

/* The exact sum of the increments against the total that is printed. */
static void maker_check_total(const struct maker *maker, const struct plan_kpi *kpi,
                              const struct decimal *sum)
{
    char text[DECIMAL_TEXT_SIZE];
    decimal_format(*sum, text);
    for (size_t i = 0; i < maker->table->head_count; i++) {
        struct plan_figure figure;
        struct decimal total;
        const struct plan_head *head = &maker->table->heads[i];
        plan_figure_read(maker->arena, kpi->cells[i], kpi->unit, &figure);
        if (head->kind != PLAN_TOTAL || figure.kind == PLAN_UNREADABLE)
            continue;
        if (figure.kind != PLAN_NUMBER)
            plan_note(maker->table, RULE_PLAN_NO_TOTAL, kpi->valued, head->name, kpi->label,
                      slice_of(text));
        else if (decimal_parse(slice_of(figure.value), &total) == DECIMAL_GOOD &&
                 decimal_compare(total, *sum) != 0)
            plan_note(maker->table, RULE_PLAN_TOTAL, kpi->valued, head->name,
                      slice_of(figure.value), slice_of(text));
    }
}

static void maker_years(struct maker *maker, const struct plan_kpi *kpi, struct made *made)
{
    struct decimal sum = {0, 0}, value;
    bool exact = true;
    for (size_t i = 0; i < maker->table->head_count; i++) {
        struct plan_figure figure;
        int year = maker->table->heads[i].year;
        plan_figure_read(maker->arena, kpi->cells[i], kpi->unit, &figure);
        if (maker->table->heads[i].kind != PLAN_YEAR || figure.kind != PLAN_NUMBER)
            continue;
        made->first = made->first == 0 || year < made->first ? year : made->first;
        made->last = year > made->last ? year : made->last;
        exact = exact && decimal_parse(slice_of(figure.value), &value) == DECIMAL_GOOD &&
                decimal_add(sum, value, &sum);
    }
    if (made->first > 0 && exact)
        maker_check_total(maker, kpi, &sum);
}

static void maker_row(struct maker *maker, const struct plan_kpi *kpi)
{
    struct made made = {.kpi = kpi};
    maker_years(maker, kpi, &made);
    for (size_t i = 0; i < maker->table->head_count; i++) {
        made.head = &maker->table->heads[i];
        plan_figure_read(maker->arena, kpi->cells[i], kpi->unit, &made.figure);
        bool nothing = made.head->kind == PLAN_TOTAL && made.first == 0;
        if (maker_is_readable(maker, &made) && !nothing)
            maker_value(maker, &made);
    }
}

/* --- all -------------------------------------------------------------------------------------- */

/* The columns of the form for which the programme has no years. */
static void maker_beyond(const struct maker *maker)
{
    for (size_t i = 0; i < maker->table->head_count; i++) {
        const struct plan_head *head = &maker->table->heads[i];
        if (head->kind == PLAN_YEAR && maker_is_beyond(maker, head->year))
            plan_note(maker->table, RULE_PLAN_BEYOND, maker->table->head_line, head->name,
                      head->printed, slice_of(maker->ends));
    }
}

static void maker_begin(struct maker *maker)
{
    const struct plan_table *table = maker->table;
    maker->is_whole_known = table->period[0] &&
                            period_parse(slice_of(table->period), table->asked->first_month,
                                         &maker->whole) == PERIOD_GOOD &&
                            !maker->whole.open_end;
    if (!maker->is_whole_known) {
        plan_note(table, RULE_PLAN_NO_PERIOD, 0, "", SLICE_NONE, SLICE_NONE);
        return;
    }
    date_format(maker->whole.ends, maker->ends);
    period_label_ja(&maker->whole, slice_of(maker->ends), maker->ends_ja);
    period_label_en(&maker->whole, slice_of(maker->ends), maker->ends_en);
    maker_beyond(maker);
}

enum status plan_make_records(const struct plan_table *table, struct plan *plan, struct problem *p)
{
    struct maker maker = {.table = table,
                          .plan = plan,
                          .arena = &plan->arena,
                          .observations = model_cube(),
                          .kpis = model_cube_subject()->ref};
    plan->records = arena_alloc(&plan->arena,
                                table->kpi_count * (1 + table->head_count) * sizeof *plan->records);
    if (!plan->records)
        return problem_memory(p);
    maker_begin(&maker);
    for (int values = 0; values < 2; values++)
        for (size_t i = 0; i < table->kpi_count; i++) {
            const struct plan_kpi *kpi = &table->kpis[i];
            if (plan_kpi_is_unused(&plan->arena, kpi))
                continue;
            if (values)
                maker_row(&maker, kpi);
            else
                maker_kpi(&maker, kpi);
        }
    return arena_overflowed(&plan->arena) ? problem_memory(p) : STATUS_OK;
}
