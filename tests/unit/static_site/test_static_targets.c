/* Each address has one number, whatever their count. */
#include "hiraku/static_site/static_targets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void numbers(void **state)
{
    (void)state;
    struct static_targets targets = {.at = NULL};
    struct arena arena;
    enum { MANY = 10000 };
    arena_init(&arena, 1 << 24);
    for (size_t round = 0; round < 2; round++)
        for (size_t i = 0; i < MANY; i++) {
            struct static_address address;
            bool added;
            struct slice link = arena_printf(&arena, "/a/%zu", i);
            assert_true(static_address_read(&address, link, LANGUAGE_JA, true, &arena));
            assert_int_equal(static_targets_find(&targets, &address, &added), i);
            assert_int_equal(added, round == 0);
        }
    assert_int_equal(targets.count, MANY);
    static_targets_free(&targets);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(numbers)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
