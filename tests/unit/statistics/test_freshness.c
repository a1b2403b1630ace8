/* freshness.h: when the next figure is due. Dates are by the calendar, by hand. */
#include "hiraku/statistics/freshness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Of a KPI with a last period and a delay, in a fiscal year that begins in April. */
static struct freshness_facts known(const char *frequency, const char *last, int delay)
{
    return (struct freshness_facts){.frequency = slice_of(frequency),
                                    .delay_days = delay,
                                    .last = slice_of(last),
                                    .first_month = 4};
}

static void is_due(struct freshness_facts facts, const char *next, const char *due)
{
    struct freshness freshness;
    char text[DATE_TEXT_SIZE];
    freshness_of(&facts, &freshness);
    assert_null(freshness.reason);
    assert_string_equal(freshness.next_period, next);
    date_format(freshness.due, text);
    assert_string_equal(text, due);
}

static void has_no_date(struct freshness_facts facts, const char *reason)
{
    struct freshness freshness;
    freshness_of(&facts, &freshness);
    assert_string_equal(freshness.reason, reason);
    assert_int_equal(freshness.due.year, 0);
}

static void the_next_period_follows_in_the_notation_of_the_last(void **state)
{
    (void)state;
    is_due(known("yearly", "FY2024", 60), "FY2025", "2026-05-30");
    is_due(known("yearly", "2024", 31), "2025", "2026-01-31");
    is_due(known("quarterly", "2025-Q4", 0), "2026-Q1", "2026-03-31");
    is_due(known("monthly", "2025-12", 10), "2026-01", "2026-02-10");
    is_due(known("daily", "2024-02-28", 1), "2024-02-29", "2024-03-01");
    is_due(known("yearly", "2025-03-31", 30), "2026-03-31", "2026-04-30");
}

/* The first such month that begins after the period has ended. */
static void a_yearly_evaluation_is_due_at_the_end_of_its_month(void **state)
{
    struct freshness_facts facts = known("yearly", "FY2024", DELAY_UNKNOWN);
    (void)state;
    facts.evaluation_month = 8;
    is_due(facts, "FY2025", "2026-08-31");
    facts.evaluation_month = 3;
    is_due(facts, "FY2025", "2027-03-31");
    facts.evaluation_month = 12;
    is_due(facts, "FY2025", "2026-12-31");
    facts.evaluation_month = 2;
    is_due(facts, "FY2025", "2027-02-28");
}

static void a_delay_of_its_own_goes_before_the_evaluation(void **state)
{
    struct freshness_facts facts = known("yearly", "FY2024", 30);
    (void)state;
    facts.evaluation_month = 8;
    is_due(facts, "FY2025", "2026-04-30");
}

static void a_month_of_evaluation_says_nothing_of_monthly_figures(void **state)
{
    struct freshness_facts facts = known("monthly", "2025-12", DELAY_UNKNOWN);
    (void)state;
    facts.evaluation_month = 8;
    has_no_date(facts, "no_delay");
}

static void where_there_is_no_figure_yet_the_first_target_is_expected(void **state)
{
    struct freshness_facts facts = known("yearly", "", 60);
    (void)state;
    facts.first_expected = slice_of("FY2023");
    is_due(facts, "FY2023", "2024-05-30");
}

static void what_the_data_does_not_give_is_not_made_up(void **state)
{
    struct freshness freshness;
    struct freshness_facts facts = known("yearly", "FY2024", DELAY_UNKNOWN);
    (void)state;
    has_no_date(known("", "FY2024", 60), "no_frequency");
    has_no_date(known("once", "FY2024", 60), "once");
    has_no_date(known("irregular", "FY2024", 60), "irregular");
    has_no_date(known("yearly", "", 60), "no_figure");
    has_no_date(known("yearly", "2021-12/2022-02", 60), "no_step");
    has_no_date(known("yearly", "2024-02-29", 60), "no_step");
    has_no_date(facts, "no_delay");
    freshness_of(&facts, &freshness);
    assert_string_equal(freshness.next_period, "FY2025");
}

static void nothing_is_due_after_the_end(void **state)
{
    struct freshness_facts facts = known("yearly", "FY2024", 60);
    (void)state;
    facts.ends_on = (struct date){2025, 3, 31};
    has_no_date(facts, "ended");
    facts.ends_on = (struct date){2026, 3, 31};
    is_due(facts, "FY2025", "2026-05-30");
    facts.has_ended = true;
    has_no_date(facts, "ended");
}

static void it_is_late_from_the_day_behind(void **state)
{
    const struct date due = {2026, 5, 30};
    (void)state;
    assert_int_equal(freshness_days_late(due, (struct date){2026, 5, 29}), 0);
    assert_int_equal(freshness_days_late(due, due), 0);
    assert_int_equal(freshness_days_late(due, (struct date){2026, 5, 31}), 1);
    assert_int_equal(freshness_days_late(due, (struct date){2027, 5, 30}), 365);
}

static void a_period_longer_than_a_step_is_not_regular(void **state)
{
    (void)state;
    assert_true(freshness_is_regular(slice_of("FY2024"), slice_of("yearly"), 4));
    assert_true(freshness_is_regular(slice_of("2024-03-31"), slice_of("yearly"), 4));
    assert_false(freshness_is_regular(slice_of("FY2024"), slice_of("monthly"), 4));
    assert_false(freshness_is_regular(slice_of("2023-04-01/.."), slice_of("yearly"), 4));
    assert_false(freshness_is_regular(slice_of("FY2024"), slice_of("once"), 4));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_next_period_follows_in_the_notation_of_the_last),
        cmocka_unit_test(a_yearly_evaluation_is_due_at_the_end_of_its_month),
        cmocka_unit_test(a_delay_of_its_own_goes_before_the_evaluation),
        cmocka_unit_test(a_month_of_evaluation_says_nothing_of_monthly_figures),
        cmocka_unit_test(where_there_is_no_figure_yet_the_first_target_is_expected),
        cmocka_unit_test(what_the_data_does_not_give_is_not_made_up),
        cmocka_unit_test(nothing_is_due_after_the_end),
        cmocka_unit_test(it_is_late_from_the_day_behind),
        cmocka_unit_test(a_period_longer_than_a_step_is_not_regular),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
