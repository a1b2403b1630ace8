/* query.h: conditions on a cell that is in no column file; what is expected, enum comparison says.
 */
#include "parsed.h"

/* Whether the only condition on observations or `table` holds of the cell. */
static bool holds_in(const char *table, const char *condition, const char *cell)
{
    struct fixture f;
    assert_int_equal(parse(&f, table, condition, true), STATUS_OK);
    assert_int_equal(f.query.filter_count, 1);
    bool holds = filter_holds(&f.query.filters[0], slice_of(cell), 4, &f.arena);
    assert_false(arena_overflowed(&f.arena));
    arena_free(&f.arena);
    return holds;
}

static bool holds(const char *condition, const char *cell)
{
    return holds_in("observations", condition, cell);
}

static void numbers_are_compared_as_numbers(void **state)
{
    (void)state;
    assert_true(holds("value=5", "5.00"));
    assert_false(holds("value=5", "5.01"));
    assert_true(holds("value__gt=9", "10"));
    assert_false(holds("value__gt=10", "10.0"));
    assert_true(holds("value__ge=10", "10.0"));
    assert_true(holds("value__lt=-1", "-2"));
    assert_true(holds("value__le=-2", "-2.0"));
    assert_false(holds("value__le=5", ""));
}

static void a_period_is_compared_by_its_ends(void **state)
{
    (void)state;
    assert_true(holds("period__gt=FY2023", "2024-04"));
    assert_false(holds("period__gt=FY2023", "2024-03"));
    assert_true(holds("period__ge=FY2023", "2023-04"));
    assert_true(holds("period__lt=FY2023", "2023-03"));
    assert_false(holds("period__lt=FY2023", "2023"));
    assert_true(holds("period__le=FY2023", "FY2023"));
    assert_false(holds("period__ge=FY2023", "undated"));
    assert_false(holds("period__le=FY2023", "2022-04-01/.."));
}

static void days_are_compared_as_days(void **state)
{
    (void)state;
    assert_true(holds("starts__lt=2024-04", "2024-03-31"));
    assert_false(holds("starts__lt=2024-04", "2024-04-01"));
}

static void a_list_holds_any_and_its_negation_none(void **state)
{
    (void)state;
    assert_true(holds("value_type=actual,target", "target"));
    assert_false(holds("value_type=actual,target", "baseline"));
    assert_true(holds("value_type__notin=actual,target", "baseline"));
    assert_true(holds("value_type__ne=actual", ""));
    assert_false(holds("value_type__ne=actual", "actual"));
}

static void an_empty_cell_is_null(void **state)
{
    (void)state;
    assert_true(holds("value__isnull=true", ""));
    assert_false(holds("value__isnull=true", "0"));
    assert_true(holds("value__isnull=false", "0"));
}

/* Full width and half width are one (NFKC, UAX 15). */
static void a_text_is_compared_in_its_compatible_form(void **state)
{
    (void)state;
    assert_true(holds_in("kpis", "label=KPI1", "ＫＰＩ１"));
    assert_true(holds_in("kpis", "label__contains=PI", "ＫＰＩ１"));
    assert_true(holds_in("kpis", "label__startswith=K", "ＫＰＩ１"));
    assert_false(holds_in("kpis", "label__startswith=PI", "ＫＰＩ１"));
    assert_false(holds_in("kpis", "label__contains=PI", ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_compared_as_numbers),
        cmocka_unit_test(a_period_is_compared_by_its_ends),
        cmocka_unit_test(days_are_compared_as_days),
        cmocka_unit_test(a_list_holds_any_and_its_negation_none),
        cmocka_unit_test(an_empty_cell_is_null),
        cmocka_unit_test(a_text_is_compared_in_its_compatible_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
