/* Preconditions: RFC 9110 s.8.8.3.2 (comparison) and s.13. */
#include "hiraku/http/protocol/conditional.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static bool matches(const char *field, const char *etag)
{
    return conditional_matches(slice_of(field), etag);
}

/* The weak column of the table in s.8.8.3.2. */
static void weak_comparison(void **state)
{
    (void)state;
    assert_true(matches("W/\"1\"", "\"1\""));
    assert_false(matches("W/\"2\"", "\"1\""));
    assert_true(matches("\"1\"", "\"1\""));
}

static void lists(void **state)
{
    (void)state;
    assert_true(matches("\"xyzzy\", \"r2d2xxxx\", \"c3piozzzz\"", "\"c3piozzzz\""));
    assert_true(matches("W/\"xyzzy\",W/\"r2d2xxxx\" , W/\"c3piozzzz\"", "\"r2d2xxxx\""));
    assert_true(matches(", ,\"a\"", "\"a\""));
    assert_true(matches("\"a\",\t,", "\"a\""));
    assert_true(matches("\"a\" ", "\"a\""));
    assert_true(matches("\"a,b\", \"c\"", "\"a,b\""));
    assert_false(matches("\"a,b\"", "\"b\""));
}

static void star(void **state)
{
    (void)state;
    assert_true(matches("*", "\"1\""));
    assert_true(matches(" * ", "\"1\""));
    assert_false(matches("\"*\"", "\"1\""));
}

static void malformed_matches_nothing(void **state)
{
    (void)state;
    assert_false(matches("", "\"1\""));
    assert_false(matches("1", "\"1\""));
    assert_false(matches("\"1", "\"1\""));
    assert_false(matches("w/\"1\"", "\"1\""));
    assert_false(matches("*, \"2\"", "\"1\""));
    assert_false(matches("\"1\"junk", "\"1\""));
    assert_false(matches("\"1\"\"2\"", "\"1\""));
    assert_false(matches("\"1\" \"2\"", "\"1\""));
    assert_false(matches("\"1\", junk", "\"1\""));
    assert_false(matches("\"1\", *", "\"1\""));
    assert_false(matches("W/ \"1\"", "\"1\""));
}

static const struct slice absent = {NULL, 0};

/* The strong column of the table in s.8.8.3.2. */
static void strong_comparison(void **state)
{
    (void)state;
    assert_true(conditional_refused(slice_of("W/\"1\""), absent, "\"1\"", 0));
    assert_true(conditional_refused(slice_of("\"2\""), absent, "\"1\"", 0));
    assert_false(conditional_refused(slice_of("\"1\""), absent, "\"1\"", 0));
    assert_false(conditional_refused(slice_of("W/\"1\", \"1\""), absent, "\"1\"", 0));
    assert_false(conditional_refused(slice_of("*"), absent, "\"1\"", 0));
    assert_false(conditional_refused(absent, absent, "\"1\"", 0));
}

static void modified_since(void **state)
{
    struct slice date = slice_of("Sun, 06 Nov 1994 08:49:37 GMT");
    (void)state;
    assert_true(conditional_fresh(absent, date, "\"1\"", 784111777));
    assert_true(conditional_fresh(absent, date, "\"1\"", 784111776));
    assert_false(conditional_fresh(absent, date, "\"1\"", 784111778));
    assert_false(conditional_fresh(absent, slice_of("yesterday"), "\"1\"", 1));
    assert_false(conditional_fresh(absent, absent, "\"1\"", 1));
}

/* s.13.1.3: a recipient must ignore If-Modified-Since where there is If-None-Match. */
static void none_match_goes_before_modified_since(void **state)
{
    struct slice date = slice_of("Sun, 06 Nov 1994 08:49:37 GMT");
    (void)state;
    assert_false(conditional_fresh(slice_of("\"2\""), date, "\"1\"", 1));
    assert_true(conditional_fresh(slice_of("\"1\""), date, "\"1\"", 784111778));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weak_comparison),
        cmocka_unit_test(lists),
        cmocka_unit_test(star),
        cmocka_unit_test(strong_comparison),
        cmocka_unit_test(malformed_matches_nothing),
        cmocka_unit_test(modified_since),
        cmocka_unit_test(none_match_goes_before_modified_since),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
