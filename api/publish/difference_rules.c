/* What differs from the release before and may be a mistake: an address that changes, a figure that
 * is silently replaced, records that go, values that vanish.
 *
 * Each is a warning that names old and new. A reason answers for it (reasons.h); for a figure a
 * note does, too, if it is written with the change: the record's, or that of what it is a figure
 * of. Where reasons are required nothing else answers, and what has none is an error. */
#include "differences.h"

#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/publish/publish.h"
#include "hiraku/release/layout.h"
#include "hiraku/staging/stage.h"
#include "hiraku/value/decimal.h"

#include "publish_parts.h"

#include <stdio.h>
#include <stdlib.h>

enum { NOTED_FIRST = 64, OTHER_SIZE = 64 };
#define NOTED_MEMORY ((size_t)64 << 20)

/* An earlier release that is published again is its own reason. */
enum status difference_rules_open(struct difference_rules *rules, const struct build *build,
                                  struct problem *p)
{
    bool required = slice_is(instance_cell(&build->instance, "require_reasons"), "true");
    *rules = (struct difference_rules){.report = build->options->report,
                                       .stage = build->stage,
                                       .base = build->base.number,
                                       .required = required && build->restores == 0};
    arena_init(&rules->arena, NOTED_MEMORY);
    return reasons_open(&rules->reasons, build->stage, build->store, rules->base, p);
}

void difference_rules_free(struct difference_rules *rules)
{
    arena_free(&rules->arena);
    reasons_close(&rules->reasons);
    free(rules->noted);
}

/* --- findings --------------------------------------------------------------------------------- */

static void difference_report(struct report *to, uint64_t base, enum rule rule, struct place place,
                              struct slice value, struct slice expected)
{
    const struct layout_name other = layout_release(base);
    const struct finding finding = {
        .rule = rule,
        .place = place,
        .value = value,
        .expected = expected,
        .other = {other.text, 0, ""},
    };
    report_add(to, &finding);
}

/* Of a table as a whole, or of a row that is not there. */
static void difference_report_table(const struct difference_rules *rules, enum rule rule,
                                    const struct resource *resource, const char *column,
                                    struct slice value, struct slice expected)
{
    const struct layout_name name = layout_table_csv(resource);
    const char *file = stage_file(rules->stage, resource);
    difference_report(rules->report, rules->base, rule,
                      (struct place){file ? file : name.text, 0, column}, value, expected);
}

/* --- figures ---------------------------------------------------------------------------------- */

static struct slice difference_rules_cell_of(const struct resource *resource,
                                             const struct slice *cells, const char *name)
{
    const struct column *column = model_column(resource, slice_of(name));
    return column ? cells[model_index(resource, column)] : SLICE_NONE;
}

static bool has_new_note(const struct difference *difference)
{
    const struct resource *resource = difference->resource;
    struct slice note = difference_rules_cell_of(resource, difference->now, "note_ja");
    return note.len > 0 &&
           !slice_equal(note, difference_rules_cell_of(resource, difference->old, "note_ja"));
}

static enum status keep_noted(struct difference_rules *rules, struct slice id, struct problem *p)
{
    if (rules->noted_count == rules->noted_cap) {
        size_t cap = rules->noted_cap ? rules->noted_cap * 2 : NOTED_FIRST;
        struct slice *noted = realloc(rules->noted, cap * sizeof *noted);
        if (!noted)
            return problem_memory(p);
        rules->noted = noted;
        rules->noted_cap = cap;
    }
    struct slice copy = arena_copy(&rules->arena, id);
    if (!copy.at)
        return problem_memory(p);
    rules->noted[rules->noted_count++] = copy;
    return STATUS_OK;
}

static int by_id(const void *left, const void *right)
{
    const struct slice *a = left, *b = right;
    return slice_compare(*a, *b);
}

static bool is_noted(const struct difference_rules *rules, struct slice id)
{
    return rules->noted_count > 0 &&
           bsearch(&id, rules->noted, rules->noted_count, sizeof *rules->noted, by_id);
}

/* 5.0 and 5.00 are the same figure. */
static bool is_same_figure(struct slice old, struct slice now)
{
    struct decimal a, b;
    return slice_equal(old, now) ||
           (decimal_parse(old, &a) == DECIMAL_GOOD && decimal_parse(now, &b) == DECIMAL_GOOD &&
            decimal_compare(a, b) == 0);
}

/* A number that is published as such: no part of a key, no year. */
static bool is_figure(const struct column *column)
{
    return column_is_written(column) && !(column->flags & (COL_KEY | COL_FISCAL)) &&
           (column->type == TYPE_DECIMAL || column->type == TYPE_INT);
}

bool difference_is_figure(const struct difference *difference, size_t column)
{
    return difference->old && difference->now &&
           is_figure(&difference->resource->columns[column]) && difference->old[column].len > 0 &&
           !is_same_figure(difference->old[column], difference->now[column]);
}

static bool is_measure(const struct resource *resource, const struct column *column)
{
    const struct cube_component *c = resource->cube ? resource->cube->components : NULL;
    while (c && c->column && (c->role != CUBE_MEASURE || strcmp(c->column, column->name) != 0))
        c++;
    return c && c->column;
}

/* Whether something beside a reason tells that the change is meant. */
static bool is_answered(const struct difference_rules *rules, const struct difference *difference)
{
    const struct resource *resource = difference->resource;
    if (has_new_note(difference))
        return true;
    return resource == model_cube() &&
           (slice_is(difference_rules_cell_of(resource, difference->now, "status"), "revised") ||
            is_noted(rules, difference_rules_cell_of(resource, difference->now,
                                                     model_cube_subject()->name)));
}

/* What was final is told apart: it was not to change. */
static void report_figure(const struct difference_rules *rules, const struct difference *difference,
                          const struct column *column)
{
    const struct resource *resource = difference->resource;
    size_t at = model_index(resource, column);
    bool measure = is_measure(resource, column);
    bool final =
        measure && slice_is(difference_rules_cell_of(resource, difference->old, "status"), "final");
    struct slice now = difference->now[at];
    struct place place = {difference->place.file, difference->place.line, column->name};
    if (now.len == 0 && measure)
        now = difference_rules_cell_of(resource, difference->now, "missing");
    difference_report(rules->report, rules->base,
                      rules->required ? RULE_REASON_MISSING
                      : final         ? RULE_FINAL_CHANGED
                                      : RULE_FIGURE_CHANGED,
                      place, now, difference->old[at]);
}

static void check_figures(const struct difference_rules *rules, const struct difference *difference)
{
    bool answered = !rules->required && is_answered(rules, difference);
    for (size_t i = answered ? COLUMNS_MAX : difference_next(difference, 0); i < COLUMNS_MAX;
         i = difference_next(difference, i + 1)) {
        const struct column *column = &difference->resource->columns[i];
        if (difference_is_figure(difference, i) && !reasons_cover(&rules->reasons, column->name))
            report_figure(rules, difference, column);
    }
}

/* --- records and tables ----------------------------------------------------------------------- */

static void check_removed(const struct difference_rules *rules, const struct difference *difference)
{
    const struct resource *resource = difference->resource;
    if (reasons_cover(&rules->reasons, NULL))
        return;
    if (rules->required || stage_rows(rules->stage, resource) > 0)
        difference_report_table(rules,
                                rules->required ? RULE_REASON_MISSING_ROW : RULE_RECORD_REMOVED,
                                resource, resource->columns[0].name, difference->id, SLICE_NONE);
}

enum status difference_rules_record(struct difference_rules *rules,
                                    const struct difference *difference, struct problem *p)
{
    const struct resource *resource = difference->resource;
    enum status status = reasons_take(&rules->reasons, difference, p);
    if (status != STATUS_OK || !difference->old)
        return status;
    if (!difference->now) {
        check_removed(rules, difference);
        return STATUS_OK;
    }
    check_figures(rules, difference);
    if (resource == model_cube_subject()->ref && has_new_note(difference))
        return keep_noted(rules, difference->id, p);
    return STATUS_OK;
}

void difference_rules_table(const struct difference_rules *rules, const struct resource *resource,
                            const struct difference_totals *totals)
{
    char number[24];
    if (totals->removed > 0 && stage_rows(rules->stage, resource) == 0) {
        snprintf(number, sizeof number, "%llu", (unsigned long long)totals->removed);
        difference_report_table(rules, RULE_TABLE_EMPTIED, resource, "", slice_of(resource->name),
                                slice_of(number));
    }
    for (size_t i = 0; resource->columns[i].name; i++) {
        if (totals->emptied[i] == 0 || totals->filled[i] > 0)
            continue;
        snprintf(number, sizeof number, "%llu", (unsigned long long)totals->emptied[i]);
        difference_report_table(rules, RULE_COLUMN_EMPTIED, resource, resource->columns[i].name,
                                slice_of(resource->columns[i].name), slice_of(number));
    }
}

/* --- instance.json ---------------------------------------------------------------------------- */

void difference_rules_instance(struct report *to, uint64_t base,
                               const struct difference *difference)
{
    static const struct {
        const char *column;
        enum rule rule;
    } watched[] = {
        {"base_url", RULE_BASE_URL_CHANGED},
        {"licence_url", RULE_LICENCE_CHANGED},
        {"publisher_code", RULE_PUBLISHER_CHANGED},
        {"fiscal_year_first_month", RULE_FISCAL_YEAR_CHANGED},
    };
    for (size_t i = 0; i < sizeof watched / sizeof *watched; i++) {
        struct slice old =
            difference_rules_cell_of(difference->resource, difference->old, watched[i].column);
        struct slice now =
            difference_rules_cell_of(difference->resource, difference->now, watched[i].column);
        struct place place = {difference->place.file, 0, watched[i].column};
        if (old.len > 0 && now.len > 0 && !slice_equal(old, now))
            difference_report(to, base, watched[i].rule, place, now, old);
    }
}
