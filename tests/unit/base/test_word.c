/* text.h: words as they are compared. */
#include "hiraku/base/arena.h"
#include "hiraku/base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void is_word(const char *text, const char *expected)
{
    struct arena arena;
    arena_init(&arena, 1 << 16);
    assert_true(slice_is(text_word(&arena, slice_of(text)), expected));
    arena_free(&arena);
}

static void width_case_and_spaces_do_not_count(void **state)
{
    (void)state;
    is_word("Ｏｐｅｎ Ｄａｔａ", "opendata");
    is_word("open_data", "opendata");
    is_word("OPEN-DATA\n", "opendata");
    is_word("ｶﾞｲﾄﾞ", "ガイド");
}

static void case_is_folded_in_ascii_only(void **state)
{
    (void)state;
    is_word("ÄÖ", "ÄÖ");
}

static void what_is_nothing_else_stays(void **state)
{
    (void)state;
    is_word("-", "-");
    is_word("_ -", "_ -");
    is_word("", "");
}

static void a_long_text_and_one_without_memory_are_no_words(void **state)
{
    (void)state;
    char text[1025];
    struct arena arena;
    memset(text, 'a', sizeof text);
    arena_init(&arena, 1 << 16);
    assert_null(text_word(&arena, (struct slice){text, 1025}).at);
    assert_int_equal(text_word(&arena, (struct slice){text, 1024}).len, 1024);
    arena_free(&arena);
    arena_init(&arena, 1);
    assert_null(text_word(&arena, (struct slice){text, 1024}).at);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(width_case_and_spaces_do_not_count),
        cmocka_unit_test(case_is_folded_in_ascii_only),
        cmocka_unit_test(what_is_nothing_else_stays),
        cmocka_unit_test(a_long_text_and_one_without_memory_are_no_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
