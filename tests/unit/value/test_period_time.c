/* period_part.h: the weekday and the time of day behind a day. */
#include "hiraku/value/period_part.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void weekday(const char *text, int day, const char *rest)
{
    struct slice cut = slice_of(text);
    assert_int_equal(period_cut_weekday(&cut), day);
    assert_true(slice_is(cut, rest));
}

static void a_weekday_in_parentheses_is_cut_off(void **state)
{
    (void)state;
    weekday("2023-06-04(日)", 0, "2023-06-04");
    weekday("2023-06-10(土曜日)", 6, "2023-06-10");
    weekday("2023-06-07(水曜)", 3, "2023-06-07");
    weekday("2023-06-05(Mon)", 1, "2023-06-05");
    weekday("2023-06-08(thursday)", 4, "2023-06-08");
}

static void a_holiday_may_stand_beside_it(void **state)
{
    (void)state;
    weekday("2023-11-03(金・祝)", 5, "2023-11-03");
    weekday("2023-11-03(金祝日)", 5, "2023-11-03");
}

static void without_parentheses_the_weekday_is_written_in_full(void **state)
{
    (void)state;
    weekday("6月4日日曜日", 0, "6月4日");
    weekday("6月4日", -1, "6月4日");
}

static void what_is_no_weekday_stays(void **state)
{
    (void)state;
    weekday("2023-06-04(案)", -1, "2023-06-04(案)");
    weekday("2023-06-04日)", -1, "2023-06-04日)");
    weekday("", -1, "");
}

static void clock(const char *text, enum period_fault fault, const char *rest)
{
    struct slice cut = slice_of(text);
    assert_int_equal(period_cut_time(&cut), fault);
    if (fault != PERIOD_NOT_A_PERIOD)
        assert_true(slice_is(cut, rest));
}

/* What spreadsheets and ISO 8601 write where there is no time. */
static void midnight_is_passed_over(void **state)
{
    (void)state;
    clock("2023-06-14 0:00", PERIOD_GOOD, "2023-06-14");
    clock("2023-06-14T00:00:00", PERIOD_GOOD, "2023-06-14");
    clock("2023-06-14T00:00:00.000+09:00", PERIOD_GOOD, "2023-06-14");
    clock("2023-06-14T00:00:00Z", PERIOD_GOOD, "2023-06-14");
}

static void a_time_in_japan_is_of_that_day(void **state)
{
    (void)state;
    clock("2023-06-14 13:30", PERIOD_PROPOSED, "2023-06-14");
    clock("2023-06-14T13:30+0900", PERIOD_PROPOSED, "2023-06-14");
    clock("6月14日午後3時", PERIOD_PROPOSED, "6月14日");
    clock("6月14日15時30分", PERIOD_PROPOSED, "6月14日");
    clock("6月14日午後0時", PERIOD_PROPOSED, "6月14日");
}

/* 20:00 in London is 5:00 of the next day in Japan. */
static void a_time_elsewhere_may_be_of_another_day(void **state)
{
    (void)state;
    clock("2023-06-14T20:00+01:00", PERIOD_NOT_A_PERIOD, "");
    clock("2023-06-14 20:00-05:00", PERIOD_NOT_A_PERIOD, "");
}

static void without_a_time_nothing_is_cut_off(void **state)
{
    (void)state;
    clock("2023-06-14", PERIOD_GOOD, "2023-06-14");
    clock("", PERIOD_GOOD, "");
}

static void what_looks_like_a_time_and_is_none_is_refused(void **state)
{
    (void)state;
    clock("2023-06-14 1:2:3:4", PERIOD_NOT_A_PERIOD, "");
    clock("10:00", PERIOD_NOT_A_PERIOD, "");
    clock("6月14日3時5", PERIOD_NOT_A_PERIOD, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_weekday_in_parentheses_is_cut_off),
        cmocka_unit_test(a_holiday_may_stand_beside_it),
        cmocka_unit_test(without_parentheses_the_weekday_is_written_in_full),
        cmocka_unit_test(what_is_no_weekday_stays),
        cmocka_unit_test(midnight_is_passed_over),
        cmocka_unit_test(a_time_in_japan_is_of_that_day),
        cmocka_unit_test(a_time_elsewhere_may_be_of_another_day),
        cmocka_unit_test(without_a_time_nothing_is_cut_off),
        cmocka_unit_test(what_looks_like_a_time_and_is_none_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
