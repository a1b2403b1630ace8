/* query.h: values in the canonical form of their column. */
#include "parsed.h"

#include "hiraku/model/registry.h"

static void a_fiscal_year_is_known_by_its_names(void **state)
{
    (void)state;
    reads_as("fiscal_year=2023", "fiscal_year=2023");
    reads_as("fiscal_year=FY2023", "fiscal_year=2023");
    reads_as("fiscal_year=%E4%BB%A4%E5%92%8C5%E5%B9%B4%E5%BA%A6", "fiscal_year=2023");
    reads_as("fiscal_year=%E5%B9%B3%E6%88%9031%E5%B9%B4%E5%BA%A6", "fiscal_year=2019");
    reads_as("fiscal_year=FY2023,2021", "fiscal_year=2021%2C2023");
    reads_as("fiscal_year__ge=FY2023", "fiscal_year__ge=2023");
}

static void other_periods_and_other_numbers_are_no_fiscal_years(void **state)
{
    static const char *const bad[] = {"fiscal_year=FY2023-H1",     "fiscal_year=2023-04",
                                      "fiscal_year=FY2023/FY2024", "fiscal_year=FY",
                                      "sample_size=FY2023",        "rank=FY2023"};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct fixture f;
        assert_int_equal(parse(&f, "observations", bad[i], true), STATUS_BAD_PARAMETER);
        arena_free(&f.arena);
    }
}

static void a_date_is_compared_with_the_days_of_a_period(void **state)
{
    (void)state;
    reads_as("starts__lt=2024-04", "starts__lt=2024-04-01");
    reads_as("starts__ge=2024-04", "starts__ge=2024-04-01");
    reads_as("starts__le=2024-02", "starts__le=2024-02-29");
    reads_as("starts__gt=2024-02", "starts__gt=2024-02-29");
    reads_as("ends__le=FY2023", "ends__le=2024-03-31");
    reads_as("ends__ge=2023-04-01/..", "ends__ge=2023-04-01");
    reads_as("starts__lt=2024-04-15", "starts__lt=2024-04-15");
}

static void a_date_is_not_compared_with_an_end_that_is_not_stated(void **state)
{
    static const char *const bad[] = {"ends__le=2023-04-01/..", "starts__lt=../2023-04-01",
                                      "starts=2024-04", "starts__in=2024-04", "starts__lt=soon"};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct fixture f;
        assert_int_equal(parse(&f, "observations", bad[i], true), STATUS_BAD_PARAMETER);
        arena_free(&f.arena);
    }
}

static void a_number_with_check_digits_has_its_form(void **state)
{
    (void)state;
    struct fixture f;
    assert_int_equal(parse(&f, "municipalities", "id=13104", true), STATUS_BAD_PARAMETER);
    arena_free(&f.arena);
    assert_int_equal(parse(&f, "municipalities", "id=131041", true), STATUS_OK);
    arena_free(&f.arena);
    assert_int_equal(parse(&f, "municipalities", "id=131041,131042", true), STATUS_BAD_PARAMETER);
    assert_string_equal(f.problem.nearest, "131041");
    arena_free(&f.arena);
    assert_int_equal(parse(&f, "startups", "corporate_number=123", true), STATUS_BAD_PARAMETER);
    arena_free(&f.arena);
}

static void an_unknown_code_names_those_there_are(void **state)
{
    (void)state;
    struct fixture f;
    assert_int_equal(parse(&f, "programs", "kind=plans", true), STATUS_BAD_PARAMETER);
    assert_string_equal(f.problem.subject, "kind");
    assert_string_equal(f.problem.nearest, "plan");
    assert_non_null(strstr(f.problem.allowed, "challenge"));
    arena_free(&f.arena);
}

static void a_japanese_period_is_made_canonical(void **state)
{
    (void)state;
    struct fixture f;
    /* 令和5年度, percent-encoded */
    assert_int_equal(
        parse(&f, "observations", "period=%E4%BB%A4%E5%92%8C5%E5%B9%B4%E5%BA%A6", true), STATUS_OK);
    assert_true(slice_is(f.query.filters[0].value, "FY2023"));
    arena_free(&f.arena);
}

static enum status of_usage(const char *text)
{
    struct fixture f;
    enum status status = parse_of(&f, &usage_resource, text, true);
    arena_free(&f.arena);
    return status;
}

/* A month is equal to no day and no year; before and after them there are some. */
static void a_month_is_a_month(void **state)
{
    static const char *const good[] = {"month=2026-11", "month=2026/11", "month=2026-10,2026-11",
                                       "month__ge=FY2026", "month__lt=2026-12-01"};
    static const char *const bad[] = {"month=2026-12-01",
                                      "month=2026",
                                      "month=FY2026",
                                      "month__ne=2026-Q3",
                                      "month__in=2026-11,2026-12-01",
                                      "month=2026-11/2026-12"};
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_int_equal(of_usage(good[i]), STATUS_OK);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(of_usage(bad[i]), STATUS_BAD_PARAMETER);
}

static void a_comma_in_text_is_a_comma(void **state)
{
    (void)state;
    struct fixture f;
    assert_int_equal(parse(&f, "programs", "name_ja=a,b", true), STATUS_OK);
    assert_int_equal(f.query.filters[0].comparison, COMPARISON_EQ);
    assert_true(slice_is(f.query.filters[0].value, "a,b"));
    arena_free(&f.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fiscal_year_is_known_by_its_names),
        cmocka_unit_test(other_periods_and_other_numbers_are_no_fiscal_years),
        cmocka_unit_test(a_date_is_compared_with_the_days_of_a_period),
        cmocka_unit_test(a_date_is_not_compared_with_an_end_that_is_not_stated),
        cmocka_unit_test(a_number_with_check_digits_has_its_form),
        cmocka_unit_test(an_unknown_code_names_those_there_are),
        cmocka_unit_test(a_japanese_period_is_made_canonical),
        cmocka_unit_test(a_month_is_a_month),
        cmocka_unit_test(a_comma_in_text_is_a_comma),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
