/* What differs from the release before and may be a mistake: an address that changes, a final
 * figure that is silently replaced, records that go, values that vanish.
 *
 * Each is a warning that names old and new. A note answers for a figure if it is written with the
 * change: the record's, or that of what it is a figure of. */
#include "differences.h"

#include "hiraku/model/model.h"
#include "hiraku/publish/publish.h"
#include "hiraku/release/layout.h"
#include "hiraku/staging/stage.h"
#include "hiraku/value/decimal.h"

#include <stdio.h>
#include <stdlib.h>

enum { NOTED_FIRST = 64, OTHER_SIZE = 64 };
#define NOTED_MEMORY ((size_t)64 << 20)

void difference_rules_init(struct difference_rules *rules, struct report *report,
                           struct stage *stage, uint64_t base)
{
    *rules = (struct difference_rules){.report = report, .stage = stage, .base = base};
    arena_init(&rules->arena, NOTED_MEMORY);
}

void difference_rules_free(struct difference_rules *rules)
{
    arena_free(&rules->arena);
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

static void check_figure(const struct difference_rules *rules, const struct difference *difference)
{
    const struct resource *resource = difference->resource;
    struct slice old = difference_rules_cell_of(resource, difference->old, "value");
    struct slice now = difference_rules_cell_of(resource, difference->now, "value");
    struct slice subject =
        difference_rules_cell_of(resource, difference->now, model_cube_subject()->name);
    if (!slice_is(difference_rules_cell_of(resource, difference->old, "status"), "final") ||
        old.len == 0 || is_same_figure(old, now) ||
        slice_is(difference_rules_cell_of(resource, difference->now, "status"), "revised") ||
        has_new_note(difference) || is_noted(rules, subject))
        return;
    struct place place = {difference->place.file, difference->place.line, "value"};
    difference_report(
        rules->report, rules->base, RULE_FINAL_CHANGED, place,
        now.len > 0 ? now : difference_rules_cell_of(resource, difference->now, "missing"), old);
}

/* --- records and tables ----------------------------------------------------------------------- */

enum status difference_rules_record(struct difference_rules *rules,
                                    const struct difference *difference, struct problem *p)
{
    const struct resource *resource = difference->resource;
    if (!difference->now) {
        if (stage_rows(rules->stage, resource) > 0)
            difference_report_table(rules, RULE_RECORD_REMOVED, resource, resource->columns[0].name,
                                    difference->id, SLICE_NONE);
        return STATUS_OK;
    }
    if (!difference->old)
        return STATUS_OK;
    if (resource == model_cube())
        check_figure(rules, difference);
    else if (resource == model_cube_subject()->ref && has_new_note(difference))
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
