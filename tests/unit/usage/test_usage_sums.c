/* usage_sums.h: sums of the counts of some days, by hand. */
#include "hiraku/usage/usage_sums.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void months_have_their_days(void **state)
{
    (void)state;
    struct usage_days days;
    char month[USAGE_MONTH_SIZE];
    assert_true(usage_days_of_month(slice_of("2024-02"), &days));
    assert_int_equal(days.last - days.first + 1, 29);
    assert_true(usage_days_of_month(slice_of("2026-12"), &days));
    assert_int_equal(days.first, 20788);
    assert_int_equal(days.last, 20818);
    usage_month_of(days.last, month);
    assert_string_equal(month, "2026-12");
    assert_false(usage_days_of_month(slice_of("2026"), &days));
    assert_false(usage_days_of_month(slice_of("2026-13"), &days));
    assert_false(usage_days_of_month(slice_of("2026-12-01"), &days));
}

static void the_month_before_may_be_of_another_year(void **state)
{
    (void)state;
    struct usage_days days = usage_days_before(20788);
    assert_int_equal(days.last, 20787);
    assert_int_equal(days.first, 20758);
    assert_int_equal(usage_days_before(20819).first, 20788); /* 2027-01-01 */
}

static struct usage_book *made(void)
{
    static const struct {
        int32_t day;
        const char *key;
        uint64_t counts[USAGE_AGENTS];
    } rows[] = {
        {20787, "data,programs,,,json", {100, 100}}, {20788, "data,programs,,,csv", {1, 2}},
        {20788, "data,programs,,,json", {2, 0}},     {20790, "data,kpis,visitors,,json", {7, 1}},
        {20790, "page,startups,,,html", {3, 0}},     {20818, "page,,,,html", {5, 0}},
        {20819, "data,programs,,,json", {100, 100}},
    };
    struct usage_book *book = usage_book_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_true(usage_book_add(book, rows[i].day, rows[i].key, rows[i].counts));
    return book;
}

static const struct usage_days december = {20788, 20818};

static void days_outside_do_not_count(void **state)
{
    (void)state;
    uint64_t counts[USAGE_AGENTS];
    struct usage_book *book = made();
    assert_int_equal(usage_total(book, december, counts), 3);
    assert_int_equal(counts[USAGE_OTHERS], 18);
    assert_int_equal(counts[USAGE_BOTS], 3);
    assert_int_equal(usage_total(book, (struct usage_days){1, 2}, counts), 0);
    assert_int_equal(counts[USAGE_OTHERS], 0);
    usage_book_unref(book);
}

static void the_most_used_comes_first(void **state)
{
    (void)state;
    struct usage_sums sums;
    struct usage_book *book = made();
    assert_true(usage_sums_make(&sums, book, december, USAGE_TABLE));
    assert_int_equal(sums.count, 3);
    assert_true(slice_is(sums.sums[0].name, "kpis"));
    assert_int_equal(sums.sums[0].counts[USAGE_OTHERS], 7);
    assert_true(slice_is(sums.sums[1].name, "programs")); /* as often as startups, and bots */
    assert_int_equal(sums.sums[1].counts[USAGE_BOTS], 2);
    assert_true(slice_is(sums.sums[2].name, "startups"));
    usage_sums_free(&sums);
    assert_true(usage_sums_make(&sums, book, december, USAGE_FILE));
    assert_int_equal(sums.count, 0);
    usage_sums_free(&sums);
    usage_book_unref(book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(months_have_their_days),
        cmocka_unit_test(the_month_before_may_be_of_another_year),
        cmocka_unit_test(days_outside_do_not_count),
        cmocka_unit_test(the_most_used_comes_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
