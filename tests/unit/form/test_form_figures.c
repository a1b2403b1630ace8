/* What a year comes to: sums of the planned years, rates, reasons. */
#include "api/form/form_parts.h"

#include "hiraku/model/model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

enum { POINTS = 12, MONTH = 4 };

struct given {
    struct arena arena;
    struct form_point points[POINTS];
    struct form_kpi kpi;
};

static struct given *given_new(void)
{
    static struct given given;
    given = (struct given){.kpi = {.points = given.points}};
    arena_init(&given.arena, 1 << 16);
    given.kpi.record.table = model_cube_subject()->ref;
    return &given;
}

/* `value` beginning with a letter: the reason why there is none. */
static void give(struct given *given, const char *type, const char *kind, const char *period,
                 const char *value)
{
    struct form_point *point = &given->points[given->kpi.count++];
    bool none = value[0] >= 'a';
    *point = (struct form_point){.type = slice_of(type),
                                 .accumulation = slice_of(kind),
                                 .value = slice_of(none ? "" : value),
                                 .missing = slice_of(none ? value : ""),
                                 .qualifier = slice_of("exact")};
    point->dated = period_parse(slice_of(period), MONTH, &point->period) == PERIOD_GOOD;
    point->year = point->dated ? period_fiscal_year(&point->period, MONTH) : 0;
}

static void figures_of(struct given *given, int year, struct form_figures *figures)
{
    const struct date end = {year + 1, 3, 31};
    form_figures_make(&given->kpi, year, end, &given->arena, figures);
}

static void plan(struct given *given)
{
    give(given, "target", "increment", "FY2023", "0.10");
    give(given, "target", "increment", "FY2024", "0.2");
    give(given, "target", "increment", "FY2025", "not_applicable");
    give(given, "actual", "increment", "FY2023", "0.05");
}

static void sums_have_all_digits(void **state)
{
    (void)state;
    struct given *given = given_new();
    struct form_figures figures;
    plan(given);
    give(given, "actual", "increment", "FY2024", "0.1");
    figures_of(given, 2024, &figures);
    assert_true(slice_is(figures.planned_to_date.value, "0.30"));
    assert_true(slice_is(figures.planned_total.value, "0.30"));
    assert_true(slice_is(figures.actual_to_date.value, "0.15"));
    assert_true(slice_is(figures.difference.value, "-0.1"));
    assert_true(slice_is(figures.rate.value, "50.00"));
    assert_true(slice_is(figures.rate_total.value, "50.00"));
    arena_free(&given->arena);
}

static void years_that_the_form_has_left_over_are_not_waited_for(void **state)
{
    (void)state;
    struct given *given = given_new();
    struct form_figures figures;
    plan(given);
    figures_of(given, 2025, &figures);
    assert_true(slice_is(figures.planned_to_date.value, "0.30"));
    assert_true(slice_is(figures.planned.code, "not_applicable"));
    assert_int_equal(figures.actual_to_date.value.len, 0);
    assert_int_equal(figures.actual_to_date.year, 2024);
    assert_int_equal(figures.actual_to_date.reason, FORM_NO_ROW);
    arena_free(&given->arena);
}

static void a_published_total_is_taken(void **state)
{
    (void)state;
    struct given *given = given_new();
    struct form_figures figures;
    plan(given);
    give(given, "target", "cumulative", "FY2023/FY2024", "0.4");
    give(given, "actual", "cumulative", "FY2023/FY2024", "0.2");
    give(given, "actual", "increment", "FY2024", "0.1");
    figures_of(given, 2024, &figures);
    assert_true(slice_is(figures.planned_total.value, "0.4"));
    assert_true(slice_is(figures.actual_to_date.value, "0.2"));
    assert_non_null(figures.actual_to_date.from);
    arena_free(&given->arena);
}

static void without_increments_levels_are_compared_and_not_added(void **state)
{
    (void)state;
    struct given *given = given_new();
    struct form_figures figures;
    give(given, "target", "level", "FY2024", "64.1");
    give(given, "actual", "level", "FY2024", "70");
    figures_of(given, 2024, &figures);
    assert_true(slice_is(figures.difference.value, "5.9"));
    assert_int_equal(figures.planned_to_date.reason, FORM_NOT_ADDED);
    arena_free(&given->arena);
}

static void a_rate_of_nothing_is_none(void **state)
{
    (void)state;
    struct given *given = given_new();
    struct form_figures figures;
    give(given, "target", "increment", "FY2024", "0.00");
    give(given, "actual", "increment", "FY2024", "5");
    figures_of(given, 2024, &figures);
    assert_int_equal(figures.rate.value.len, 0);
    assert_int_equal(figures.rate.reason, FORM_ZERO_TARGET);
    arena_free(&given->arena);
}

static void a_kpi_without_values_has_reasons(void **state)
{
    (void)state;
    struct given *given = given_new();
    struct form_figures figures;
    figures_of(given, 2024, &figures);
    assert_int_equal(figures.planned.reason, FORM_NO_ROW);
    assert_int_equal(figures.planned_total.reason, FORM_NO_TARGET);
    assert_int_equal(figures.rate.reason, FORM_NO_ROW);
    arena_free(&given->arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_have_all_digits),
        cmocka_unit_test(years_that_the_form_has_left_over_are_not_waited_for),
        cmocka_unit_test(a_published_total_is_taken),
        cmocka_unit_test(without_increments_levels_are_compared_and_not_added),
        cmocka_unit_test(a_rate_of_nothing_is_none),
        cmocka_unit_test(a_kpi_without_values_has_reasons),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
