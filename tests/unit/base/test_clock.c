/* Dates against the examples of RFC 9110 s.5.6.7 and RFC 3339 s.5.8, and against the C library's
 * calendar. */
#include "hiraku/base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { EXAMPLE = 784111777 }; /* Sun, 06 Nov 1994 08:49:37 GMT, by date(1) */

static void three_forms_of_rfc_9110_are_read(void **state)
{
    (void)state;
    static const char *const forms[] = {"Sun, 06 Nov 1994 08:49:37 GMT",
                                        "Sunday, 06-Nov-94 08:49:37 GMT",
                                        "Sun Nov  6 08:49:37 1994", "Sun Nov 06 08:49:37 1994"};
    for (size_t i = 0; i < 4; i++) {
        time_t when = 0;
        assert_true(clock_parse_http(slice_of(forms[i]), &when));
        assert_int_equal(when, EXAMPLE);
    }
}

static void other_texts_are_no_http_date(void **state)
{
    (void)state;
    static const char *const texts[] = {"",
                                        "0",
                                        "Sun",
                                        "sun, 06 nov 1994 08:49:37 gmt",
                                        "Sun, 6 Nov 1994 08:49:37 GMT",
                                        "Sun, 06 Nov 1994 08:49:37",
                                        "Sun, 06 Nov 1994 08:49:37 UTC",
                                        "Sun, 06 Nov 1994 08:49:37 GMT ",
                                        "Sun, 06 Nov 94 08:49:37 GMT",
                                        "Sun, 31 Nov 1994 08:49:37 GMT",
                                        "Sun, 00 Nov 1994 08:49:37 GMT",
                                        "Sun, 06 Nox 1994 08:49:37 GMT",
                                        "Sun, 29 Feb 1995 08:49:37 GMT",
                                        "Sun, 06 Nov 1994 24:00:00 GMT",
                                        "Sun, 06 Nov 1994 08:60:00 GMT",
                                        "Sun, 06 Nov 1994 08:49:60 GMT",
                                        "Sun, 06 Nov 1994 -8:49:37 GMT",
                                        "Sxn, 06 Nov 1994 08:49:37 GMT",
                                        "Sun, 06-Nov-94 08:49:37 GMT",
                                        "Sunday, 06 Nov 1994 08:49:37 GMT",
                                        "1994-11-06T08:49:37Z"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        time_t when;
        if (clock_parse_http(slice_of(texts[i]), &when))
            fail_msg("«%s» was read", texts[i]);
    }
}

static void the_date_of_rfc_7089_has_one_form(void **state)
{
    (void)state;
    time_t when = 0;
    assert_true(clock_parse_imf(slice_of("Sun, 06 Nov 1994 08:49:37 GMT"), &when));
    assert_int_equal(when, 784111777);
    static const char *const others[] = {
        "",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 Nov 1994 08:49:37 +0000",
        "sun, 06 nov 1994 08:49:37 gmt",
        "Sun, 31 Feb 1994 08:49:37 GMT",
        "06 Nov 1994 08:49:37 GMT",
        "1994-11-06T08:49:37Z",
        "Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT",
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(clock_parse_imf(slice_of(others[i]), &when));
}

static void truncated_dates_are_refused(void **state)
{
    (void)state;
    static const char text[] = "Sunday, 06-Nov-94 08:49:37 GMT";
    time_t when;
    for (size_t len = 0; len < sizeof text - 1; len++)
        assert_false(clock_parse_http((struct slice){text, len}, &when));
    assert_false(clock_parse_http((struct slice){NULL, 0}, &when));
    assert_false(clock_parse_rfc3339((struct slice){NULL, 0}, &when));
}

/* RFC 9110: more than 50 years in the future is the most recent year in the past. */
static void two_digit_years_are_at_most_50_years_ahead(void **state)
{
    (void)state;
    time_t now = time(NULL), when;
    struct tm today;
    gmtime_r(&now, &today);
    int year = today.tm_year + 1900;
    for (int ahead = -40; ahead <= 60; ahead++) {
        if (ahead == 50)
            continue; /* depends on the day */
        char text[64];
        snprintf(text, sizeof text, "Monday, 15-Jun-%02d 00:00:00 GMT", (year + ahead) % 100);
        assert_true(clock_parse_http(slice_of(text), &when));
        struct tm read;
        gmtime_r(&when, &read);
        assert_int_equal(read.tm_year + 1900, ahead > 50 ? year + ahead - 100 : year + ahead);
    }
}

static void leap_second_is_read_at_the_end_of_a_day(void **state)
{
    (void)state;
    time_t when;
    assert_true(clock_parse_rfc3339(slice_of("1990-12-31T23:59:60Z"), &when));
    assert_int_equal(when, 662688000);
    assert_false(clock_parse_rfc3339(slice_of("1990-12-31T22:59:60Z"), &when));
}

static void rfc_3339_is_written_and_read(void **state)
{
    (void)state;
    char text[CLOCK_RFC3339_SIZE];
    time_t when;
    clock_rfc3339(EXAMPLE, text);
    assert_string_equal(text, "1994-11-06T08:49:37Z");
    assert_true(clock_parse_rfc3339(slice_of(text), &when));
    assert_int_equal(when, EXAMPLE);
    static const char *const others[] = {"1994-11-06", "1994-11-06T08:49:37+09:00",
                                         "1994-11-06 08:49:37Z", "1994-11-06T08:49:37.5Z",
                                         "1994-13-06T08:49:37Z"};
    for (size_t i = 0; i < 5; i++)
        assert_false(clock_parse_rfc3339(slice_of(others[i]), &when));
}

static void a_day_begins_at_midnight(void **state)
{
    (void)state;
    time_t when;
    assert_true(clock_parse_day(slice_of("1994-11-06"), &when));
    assert_int_equal(when, EXAMPLE - (8 * 3600 + 49 * 60 + 37));
    static const char *const others[] = {"1994-11-6", "1994-02-29", "1994-11-06Z", "", "94-11-06"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(clock_parse_day(slice_of(others[i]), &when));
}

/* RFC 3339 s.5.6 and, of the last but one, the query of a URL. */
static void a_moment_has_any_offset(void **state)
{
    (void)state;
    static const char *const same[] = {"1994-11-06T08:49:37Z",      "1994-11-06t08:49:37z",
                                       "1994-11-06T08:49:37.999Z",  "1994-11-06T17:49:37+09:00",
                                       "1994-11-06T05:19:37-03:30", "1994-11-06T17:49:37 09:00",
                                       "1994-11-06 08:49:37-00:00"};
    static const char *const others[] = {"1994-11-06T08:49:37",       "1994-11-06T08:49Z",
                                         "1994-11-06T08:49:37+0900",  "1994-11-06T08:49:37.Z",
                                         "1994-11-06T08:49:37+24:00", "1994-11-06T08:49:37+09:60",
                                         "1994-11-06T24:00:00Z",      "1994-11-06T08:49:37Zx"};
    time_t when;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        assert_true(clock_parse_moment(slice_of(same[i]), &when));
        assert_int_equal(when, EXAMPLE);
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(clock_parse_moment(slice_of(others[i]), &when));
}

static void http_date_is_written(void **state)
{
    (void)state;
    char text[CLOCK_HTTP_SIZE];
    clock_http(EXAMPLE, text);
    assert_string_equal(text, "Sun, 06 Nov 1994 08:49:37 GMT");
    clock_http(0, text);
    assert_string_equal(text, "Thu, 01 Jan 1970 00:00:00 GMT");
}

static void calendar_is_the_c_librarys(void **state)
{
    (void)state;
    uint64_t seed = 3;
    for (int i = 0; i < 20000; i++) {
        seed = seed * 6364136223846793005U + 1442695040888963407U;
        time_t when = (time_t)((int64_t)(seed >> 16) % 315537897600 - 62135596800), back;
        struct tm tm;
        char expected[64], text[CLOCK_HTTP_SIZE];
        assert_non_null(gmtime_r(&when, &tm));
        assert_int_equal(strftime(expected, sizeof expected, "%a, %d %b %Y %H:%M:%S GMT", &tm) > 0,
                         1);
        clock_http(when, text);
        if (tm.tm_year + 1900 >= 1000) /* strftime does not pad years */
            assert_string_equal(text, expected);
        assert_true(clock_parse_http(slice_of(text), &back));
        assert_int_equal(back, when);
    }
}

static void times_beyond_four_digits_are_the_nearest(void **state)
{
    (void)state;
    char text[CLOCK_RFC3339_SIZE];
    clock_rfc3339((time_t)INT64_MAX, text);
    assert_string_equal(text, "9999-12-31T23:59:59Z");
    clock_rfc3339((time_t)INT64_MIN, text);
    assert_string_equal(text, "0000-01-01T00:00:00Z");
}

static void monotonic_clock_does_not_go_back(void **state)
{
    (void)state;
    int64_t last = clock_monotonic_ms();
    for (int i = 0; i < 1000; i++) {
        int64_t now = clock_monotonic_ms();
        assert_true(now >= last);
        last = now;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_forms_of_rfc_9110_are_read),
        cmocka_unit_test(other_texts_are_no_http_date),
        cmocka_unit_test(the_date_of_rfc_7089_has_one_form),
        cmocka_unit_test(truncated_dates_are_refused),
        cmocka_unit_test(two_digit_years_are_at_most_50_years_ahead),
        cmocka_unit_test(leap_second_is_read_at_the_end_of_a_day),
        cmocka_unit_test(rfc_3339_is_written_and_read),
        cmocka_unit_test(a_day_begins_at_midnight),
        cmocka_unit_test(a_moment_has_any_offset),
        cmocka_unit_test(http_date_is_written),
        cmocka_unit_test(calendar_is_the_c_librarys),
        cmocka_unit_test(times_beyond_four_digits_are_the_nearest),
        cmocka_unit_test(monotonic_clock_does_not_go_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
