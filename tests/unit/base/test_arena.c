/* arena.h: memory that dies together. */
#include "hiraku/base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void memory_is_zeroed_and_aligned(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    for (size_t size = 1; size < 100; size++) {
        unsigned char *at = arena_alloc(&arena, size);
        assert_non_null(at);
        assert_int_equal((uintptr_t)at % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(at[i], 0);
        memset(at, 0xFF, size);
    }
    arena_free(&arena);
}

static void memory_is_zeroed_again_after_reset(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1024);
    memset(arena_alloc(&arena, 64), 0xFF, 64);
    arena_reset(&arena);
    const unsigned char *at = arena_alloc(&arena, 64);
    for (size_t i = 0; i < 64; i++)
        assert_int_equal(at[i], 0);
    arena_free(&arena);
}

static void a_large_request_leaves_small_ones_intact(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 4 << 20);
    char *small = arena_alloc(&arena, 16);
    memcpy(small, "kept", 5);
    char *large = arena_alloc(&arena, 1 << 20);
    assert_non_null(large);
    memset(large, 1, 1 << 20);
    memset(arena_alloc(&arena, 16), 2, 16);
    assert_string_equal(small, "kept");
    arena_free(&arena);
}

static void beyond_the_cap_it_latches(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 100);
    assert_null(arena_alloc(&arena, 200));
    assert_true(arena_overflowed(&arena));
    assert_null(arena_alloc(&arena, 1));
    arena_free(&arena);
}

static void reset_clears_the_latch(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 100);
    assert_null(arena_alloc(&arena, 200));
    arena_reset(&arena);
    assert_false(arena_overflowed(&arena));
    assert_non_null(arena_alloc(&arena, 1));
    arena_free(&arena);
}

static void the_largest_size_does_not_wrap(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, SIZE_MAX);
    assert_null(arena_alloc(&arena, SIZE_MAX));
    arena_free(&arena);
}

static void nothing_can_be_asked_for(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 100);
    assert_non_null(arena_alloc(&arena, 0));
    arena_free(&arena);
}

static void a_copy_ends_in_nul(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 100);
    struct slice copy = arena_copy(&arena, (struct slice){"abcdef", 3});
    assert_int_equal(copy.len, 3);
    assert_string_equal(copy.at, "abc");
    arena_free(&arena);
}

static void a_copy_of_nothing_is_the_empty_string(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 100);
    struct slice copy = arena_copy(&arena, (struct slice){NULL, 0});
    assert_int_equal(copy.len, 0);
    assert_string_equal(copy.at, "");
    arena_free(&arena);
}

static void a_copy_without_memory_is_null(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 2);
    assert_null(arena_copy(&arena, slice_of("abcdef")).at);
    arena_free(&arena);
}

static void printf_writes_into_the_arena(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 100);
    struct slice text = arena_printf(&arena, "%s/%d", "a", 42);
    assert_int_equal(text.len, 4);
    assert_string_equal(text.at, "a/42");
    arena_free(&arena);
}

static void printf_without_memory_is_empty_and_latches(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 2);
    struct slice text = arena_printf(&arena, "%s", "a long text");
    assert_null(text.at);
    assert_int_equal(text.len, 0);
    assert_true(arena_overflowed(&arena));
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_aligned),
        cmocka_unit_test(memory_is_zeroed_again_after_reset),
        cmocka_unit_test(a_large_request_leaves_small_ones_intact),
        cmocka_unit_test(beyond_the_cap_it_latches),
        cmocka_unit_test(reset_clears_the_latch),
        cmocka_unit_test(the_largest_size_does_not_wrap),
        cmocka_unit_test(nothing_can_be_asked_for),
        cmocka_unit_test(a_copy_ends_in_nul),
        cmocka_unit_test(a_copy_of_nothing_is_the_empty_string),
        cmocka_unit_test(a_copy_without_memory_is_null),
        cmocka_unit_test(printf_writes_into_the_arena),
        cmocka_unit_test(printf_without_memory_is_empty_and_latches),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
