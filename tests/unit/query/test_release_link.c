/* release_link.h: the address of an answer in one release. */
#include "hiraku/query/release_link.h"

#include "hiraku/base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_link(const char *link, uint64_t number, const char *expected)
{
    struct arena arena;
    arena_init(&arena, 1 << 16);
    struct slice made = release_link(&arena, slice_of(link), number);
    assert_non_null(made.at);
    assert_int_equal(made.len, strlen(expected));
    assert_memory_equal(made.at, expected, made.len);
    arena_free(&arena);
}

static void the_release_comes_last(void **state)
{
    (void)state;
    assert_link("/v1/programs.json", 3, "/v1/programs.json?release=3");
    assert_link("/v1/programs.json?kind=a&limit=5", 12,
                "/v1/programs.json?kind=a&limit=5&release=12");
    assert_link("/v1/programs.csv?", UINT64_MAX, "/v1/programs.csv?release=18446744073709551615");
}

static void another_release_or_day_gives_way(void **state)
{
    (void)state;
    assert_link("/v1/search?as_of=2026-03-31&q=DX", 3, "/v1/search?q=DX&release=3");
    assert_link("/v1/search?q=DX&release=2", 3, "/v1/search?q=DX&release=3");
    assert_link("/v1/search?release=2", 3, "/v1/search?release=3");
    assert_link("/v1/x?released=2&q=release=1", 3, "/v1/x?released=2&q=release=1&release=3");
}

static void a_place_of_a_release_names_it_already(void **state)
{
    (void)state;
    assert_link("/v1/releases/2/downloads/kpis.csv", 3, "/v1/releases/2/downloads/kpis.csv");
}

static void assert_without(const char *link, const char *expected)
{
    struct arena arena;
    arena_init(&arena, 1 << 16);
    assert_true(slice_is(release_link_without(&arena, slice_of(link)), expected));
    arena_free(&arena);
}

static void the_original_has_no_release(void **state)
{
    (void)state;
    assert_without("/v1/programs.json?kind=a&release=3&limit=5",
                   "/v1/programs.json?kind=a&limit=5");
    assert_without("/v1/programs.json?as_of=2026-03-31", "/v1/programs.json");
    assert_without("/v1/programs.json?released=2", "/v1/programs.json?released=2");
    assert_without("/v1/programs", "/v1/programs");
}

static void no_memory_is_no_link(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 8);
    assert_null(release_link(&arena, slice_of("/v1/programs.json"), 3).at);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_release_comes_last),
        cmocka_unit_test(another_release_or_day_gives_way),
        cmocka_unit_test(a_place_of_a_release_names_it_already),
        cmocka_unit_test(the_original_has_no_release),
        cmocka_unit_test(no_memory_is_no_link),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
