/* guard.h: how long who has failed has to wait. */
#include "hiraku/desk/parent/guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static int guard_make(void **state)
{
    *state = calloc(1, sizeof(struct guard));
    return *state ? 0 : -1;
}

static int guard_drop(void **state)
{
    free(*state);
    return 0;
}

static void three_are_free_then_the_time_doubles_up_to_a_minute(void **state)
{
    static const int64_t waits[] = {0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60};
    int64_t now = 1000;
    for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
        guard_fail(*state, slice_of("hanako"), now);
        assert_int_equal(guard_wait(*state, slice_of("hanako"), now), waits[i]);
        now += waits[i] * 1000;
        assert_int_equal(guard_wait(*state, slice_of("hanako"), now), 0);
    }
    assert_int_equal(guard_wait(*state, slice_of("taro"), now), 0);
}

static void a_success_forgets_and_so_does_an_hour(void **state)
{
    for (int i = 0; i < 6; i++)
        guard_fail(*state, slice_of("hanako"), 1000);
    guard_forget(*state, slice_of("hanako"));
    assert_int_equal(guard_wait(*state, slice_of("hanako"), 1000), 0);
    for (int i = 0; i < 6; i++)
        guard_fail(*state, slice_of("hanako"), 1000);
    guard_fail(*state, slice_of("hanako"), 1000 + GUARD_FORGET_MS + 1);
    assert_int_equal(guard_wait(*state, slice_of("hanako"), 1000 + GUARD_FORGET_MS + 1), 0);
}

/* As in 100 attempts an hour at most (OWASP ASVS 4.0.3, 2.2.1). */
static void an_hour_has_room_for_fewer_than_a_hundred(void **state)
{
    int count = 0;
    for (int64_t now = 1000; now < 3601000; now += 100)
        if (guard_wait(*state, slice_of("hanako"), now) == 0) {
            guard_fail(*state, slice_of("hanako"), now);
            count++;
        }
    assert_in_range(count, 50, 99);
}

static void others_push_out_who_failed_longest_ago(void **state)
{
    char name[24];
    for (int i = 0; i < 5; i++)
        guard_fail(*state, slice_of("old"), 1000);
    for (int i = 0; i < GUARD_PLACES - 1; i++) {
        snprintf(name, sizeof name, "n%d", i);
        guard_fail(*state, slice_of(name), 2000);
    }
    assert_int_equal(guard_wait(*state, slice_of("old"), 2000), 1);
    guard_fail(*state, slice_of("one more"), 2000);
    assert_int_equal(guard_wait(*state, slice_of("old"), 2000), 0);
}

int main(void)
{
#define EACH(name) cmocka_unit_test_setup_teardown(name, guard_make, guard_drop)
    const struct CMUnitTest tests[] = {
        EACH(three_are_free_then_the_time_doubles_up_to_a_minute),
        EACH(a_success_forgets_and_so_does_an_hour),
        EACH(an_hour_has_room_for_fewer_than_a_hundred),
        EACH(others_push_out_who_failed_longest_ago),
    };
#undef EACH
    return cmocka_run_group_tests(tests, NULL, NULL);
}
