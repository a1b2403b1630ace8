/* origin.h: how an origin is, as its copy says it to the server beside it. */
#include "hiraku/release/origin.h"

#include "hiraku/release/layout.h"

#include "written_store.h"

enum { SECONDS = 10 };

static void origin_of(const char *store, const char *reason, time_t seen_at)
{
    struct origin origin = {.url = "http://a.example", .seen_at = seen_at};
    snprintf(origin.reason, sizeof origin.reason, "%s", reason);
    assert_int_equal(origin_write(&origin, store, NULL), STATUS_OK);
}

static void a_store_without_an_origin_is_well(void **state)
{
    char trouble[ORIGIN_TROUBLE_SIZE] = "x";
    assert_true(origin_is_well(*state, SECONDS, trouble));
    assert_string_equal(trouble, "");
}

static void what_was_written_is_read(void **state)
{
    struct origin origin;
    origin_of(*state, "remote", 784111777);
    origin_read(&origin, *state);
    assert_string_equal(origin.url, "http://a.example");
    assert_string_equal(origin.reason, "remote");
    assert_int_equal(origin.seen_at, 784111777);
}

static void silence_and_refusals_are_trouble(void **state)
{
    char trouble[ORIGIN_TROUBLE_SIZE];
    origin_of(*state, "", time(NULL));
    assert_true(origin_is_well(*state, SECONDS, trouble));
    origin_of(*state, "log-forked", time(NULL));
    assert_false(origin_is_well(*state, SECONDS, trouble));
    assert_non_null(strstr(trouble, "log-forked"));
    origin_of(*state, "", 784111777);
    assert_false(origin_is_well(*state, SECONDS, trouble));
    assert_non_null(strstr(trouble, "1994-11-06T08:49:37Z"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_store_without_an_origin_is_well, written_make,
                                        written_remove),
        cmocka_unit_test_setup_teardown(what_was_written_is_read, written_make, written_remove),
        cmocka_unit_test_setup_teardown(silence_and_refusals_are_trouble, written_make,
                                        written_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
