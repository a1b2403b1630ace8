/* text.h: the normal forms of Unicode (UAX 15). */
#include "hiraku/base/arena.h"
#include "hiraku/base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void nfc_composes(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1000);
    assert_true(slice_is(text_nfc(&arena, slice_of("か\xE3\x82\x99y\xCC\x81")), "がý"));
    arena_free(&arena);
}

static void nfc_keeps_compatibility_characters(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1000);
    assert_true(slice_is(text_nfc(&arena, slice_of("①ｶﾞＡ㈱")), "①ｶﾞＡ㈱"));
    arena_free(&arena);
}

static void nfkc_folds_width_and_circles(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1000);
    assert_true(slice_is(text_nfkc(&arena, slice_of("①ｶﾞＡ㈱")), "1ガA(株)"));
    arena_free(&arena);
}

static void nfkc_of_ascii_is_itself(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1000);
    assert_true(slice_is(text_nfkc(&arena, slice_of("abc")), "abc"));
    arena_free(&arena);
}

static void a_normal_form_without_memory_is_null(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1);
    assert_null(text_nfc(&arena, slice_of("か\xE3\x82\x99")).at);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nfc_composes),
        cmocka_unit_test(nfc_keeps_compatibility_characters),
        cmocka_unit_test(nfkc_folds_width_and_circles),
        cmocka_unit_test(nfkc_of_ascii_is_itself),
        cmocka_unit_test(a_normal_form_without_memory_is_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
