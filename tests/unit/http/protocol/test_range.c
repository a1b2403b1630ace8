/* Parts of a file: RFC 9110 s.14.1 (examples of 10,000 bytes as in s.14.1.2) and s.13.1.5. */
#include "hiraku/http/protocol/range.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static uint64_t first, last;

static enum range ask(const char *field, uint64_t size)
{
    first = last = 4242;
    return range_read(slice_of(field), size, &first, &last);
}

static void gives(const char *field, uint64_t size, uint64_t from, uint64_t to)
{
    if (ask(field, size) != RANGE_PART || first != from || last != to)
        fail_msg("%s of %llu", field, (unsigned long long)size);
}

static void examples_of_the_standard(void **state)
{
    (void)state;
    gives("bytes=0-499", 10000, 0, 499);
    gives("bytes=500-999", 10000, 500, 999);
    gives("bytes=-500", 10000, 9500, 9999);
    gives("bytes=9500-", 10000, 9500, 9999);
}

static void one_byte(void **state)
{
    (void)state;
    gives("bytes=0-0", 10000, 0, 0);
    gives("bytes=-1", 10000, 9999, 9999);
    gives("bytes=9999-", 10000, 9999, 9999);
    gives("bytes=0-", 1, 0, 0);
}

static void ends_beyond_the_end_are_the_end(void **state)
{
    (void)state;
    gives("bytes=9999-10000", 10000, 9999, 9999);
    gives("bytes=0-10000", 10000, 0, 9999);
    gives("bytes=-10000", 10000, 0, 9999);
    gives("bytes=-10001", 10000, 0, 9999);
}

static void huge_numbers_do_not_wrap(void **state)
{
    (void)state;
    gives("bytes=5-18446744073709551615", 10000, 5, 9999);
    gives("bytes=5-18446744073709551616", 10000, 5, 9999);
    gives("bytes=5-99999999999999999999999999999999999999", 10000, 5, 9999);
    gives("bytes=-99999999999999999999999999999999999999", 10000, 0, 9999);
    assert_int_equal(ask("bytes=18446744073709551615-", 10000), RANGE_UNSATISFIABLE);
    assert_int_equal(ask("bytes=18446744073709551616-", 10000), RANGE_UNSATISFIABLE);
    assert_int_equal(ask("bytes=18446744073709551617-18446744073709551618", 10000),
                     RANGE_UNSATISFIABLE);
    assert_int_equal(ask("bytes=36893488147419103232-", 10000), RANGE_UNSATISFIABLE);
    gives("bytes=000000000000000000000000000001-2", 10000, 1, 2);
}

static void nothing_there_is_unsatisfiable(void **state)
{
    (void)state;
    assert_int_equal(ask("bytes=10000-", 10000), RANGE_UNSATISFIABLE);
    assert_int_equal(ask("bytes=10000-10001", 10000), RANGE_UNSATISFIABLE);
    assert_int_equal(ask("bytes=-0", 10000), RANGE_UNSATISFIABLE);
    assert_int_equal(ask("bytes=-000", 10000), RANGE_UNSATISFIABLE);
    assert_int_equal(ask("bytes=0-", 0), RANGE_UNSATISFIABLE);
    assert_int_equal(ask("bytes=-0", 0), RANGE_UNSATISFIABLE);
}

/* s.14.1.2: a suffix of an empty file is satisfiable, so it is the whole. */
static void a_suffix_of_nothing_is_the_whole(void **state)
{
    (void)state;
    assert_int_equal(ask("bytes=-1", 0), RANGE_NONE);
}

static void several_ranges_are_the_whole(void **state)
{
    (void)state;
    assert_int_equal(ask("bytes=500-600,601-999", 10000), RANGE_NONE);
    assert_int_equal(ask("bytes=0-0,-1", 10000), RANGE_NONE);
    assert_int_equal(ask("bytes= 0-999, 4500-5499, -1000", 10000), RANGE_NONE);
}

static void another_unit_is_the_whole(void **state)
{
    (void)state;
    assert_int_equal(ask("exampleunit=1.2-4.3,25-29", 10000), RANGE_NONE);
    assert_int_equal(ask("rows=0-9", 10000), RANGE_NONE);
    assert_int_equal(ask("bytess=0-9", 10000), RANGE_NONE);
}

/* s.14.1: names of units are case-insensitive; s.5.6.1: elements of a list may be empty. */
static void what_the_grammar_allows(void **state)
{
    (void)state;
    gives("Bytes=0-1", 10000, 0, 1);
    gives("BYTES=-1", 10000, 9999, 9999);
    gives("bytes=0-1,", 10000, 0, 1);
    gives("bytes=, ,\t0-1 , ,", 10000, 0, 1);
    gives(" bytes=0-1\t", 10000, 0, 1);
}

static void malformed_is_the_whole(void **state)
{
    static const char *const bad[] = {"",
                                      "bytes",
                                      "bytes=",
                                      "bytes=,",
                                      "bytes=-",
                                      "bytes=--1",
                                      "bytes=a-b",
                                      "bytes=0",
                                      "bytes=1-0",
                                      "bytes=0-a",
                                      "bytes=+1-2",
                                      "bytes=0x1-2",
                                      "bytes=0--",
                                      "bytes=0 -1",
                                      "bytes=0- 1",
                                      "bytes =0-1",
                                      "bytes:0-1",
                                      "bytes=1.0-2",
                                      "bytes=0-1-2",
                                      "0-1",
                                      "=0-1",
                                      "bytes=-1-",
                                      "bytes=-1 2",
                                      "bytes=0-1;2",
                                      "bytes=- 1",
                                      "bytes=\"0-1\"",
                                      "bytes=0-0bytes=1-1"};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (ask(bad[i], 10000) != RANGE_NONE)
            fail_msg("«%s»", bad[i]);
}

enum { MODIFIED = 784111777 };

static bool holds(const char *field)
{
    return range_holds(slice_of(field), "\"1\"", MODIFIED);
}

/* s.8.8.3.2, the strong column: a weak tag never matches. */
static void if_range_compares_strongly(void **state)
{
    (void)state;
    assert_true(holds("\"1\""));
    assert_true(holds(" \"1\" "));
    assert_false(holds("\"2\""));
    assert_false(holds("W/\"1\""));
    assert_false(range_holds(slice_of("\"\""), "", MODIFIED));
}

static void if_range_is_one_tag_and_no_star(void **state)
{
    (void)state;
    assert_false(holds("*"));
    assert_false(holds("\"1\", \"2\""));
    assert_false(holds(""));
    assert_false(holds("1"));
    assert_false(holds("\"1"));
}

static void if_range_with_a_date_is_exact(void **state)
{
    (void)state;
    assert_true(holds("Sun, 06 Nov 1994 08:49:37 GMT"));
    assert_false(holds("Sun, 06 Nov 1994 08:49:36 GMT"));
    assert_false(holds("Sun, 06 Nov 1994 08:49:38 GMT"));
    assert_false(holds("yesterday"));
    assert_false(range_holds(slice_of("Thu, 01 Jan 1970 00:00:00 GMT"), "\"1\"", 0));
}

static void without_if_range_the_range_counts(void **state)
{
    (void)state;
    assert_true(range_holds((struct slice){NULL, 0}, "\"1\"", MODIFIED));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples_of_the_standard),
        cmocka_unit_test(one_byte),
        cmocka_unit_test(ends_beyond_the_end_are_the_end),
        cmocka_unit_test(huge_numbers_do_not_wrap),
        cmocka_unit_test(nothing_there_is_unsatisfiable),
        cmocka_unit_test(a_suffix_of_nothing_is_the_whole),
        cmocka_unit_test(several_ranges_are_the_whole),
        cmocka_unit_test(another_unit_is_the_whole),
        cmocka_unit_test(what_the_grammar_allows),
        cmocka_unit_test(malformed_is_the_whole),
        cmocka_unit_test(if_range_compares_strongly),
        cmocka_unit_test(if_range_is_one_tag_and_no_star),
        cmocka_unit_test(if_range_with_a_date_is_exact),
        cmocka_unit_test(without_if_range_the_range_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
