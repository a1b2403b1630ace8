/* cell_type.h: what was meant by a cell that can be understood alone. */
#include "hiraku/base/arena.h"
#include "hiraku/model/cell_type.h"
#include "hiraku/model/resource.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct column text = {.name = "t", .type = TYPE_TEXT};
static const struct column code = {.name = "c", .type = TYPE_MUNICIPALITY_CODE};
static const struct column place = {.name = "rank", .type = TYPE_INT, .low = 1, .high = 100};

static void expect_unguarded(const struct column *column, const char *written, const char *expected)
{
    struct arena arena;
    arena_init(&arena, 1 << 16);
    assert_true(slice_is(cell_unguard(&arena, column, slice_of(written)), expected));
    arena_free(&arena);
}

static void a_formula_of_nothing_but_a_text_is_the_text(void **state)
{
    (void)state;
    expect_unguarded(&code, "=\"012068\"", "012068");
    expect_unguarded(&text, "=\"3-1\"", "3-1");
    expect_unguarded(&text, "=\"say \"\"a\"\"\"", "say \"a\"");
    expect_unguarded(&code, "＝“012068”", "012068");
    expect_unguarded(&text, "=\"\"", "");
}

static void another_formula_stays(void **state)
{
    (void)state;
    static const char *const formulas[] = {"=A1", "=\"a\"&\"b\"", "=\"a", "=", "=\"", "\"a\""};
    for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++)
        expect_unguarded(&code, formulas[i], formulas[i]);
}

static void an_apostrophe_guards_codes_and_what_looks_like_a_formula(void **state)
{
    (void)state;
    expect_unguarded(&code, "'012068", "012068");
    expect_unguarded(&text, "'=1", "=1");
    expect_unguarded(&text, "'90年代", "'90年代");
    expect_unguarded(&code, "'", "'");
}

static void words_for_true_and_false(void **state)
{
    (void)state;
    static const char *const yes[] = {"TRUE", "はい", "○", "１", "有り"}, *const no[] = {
                                                                              "False", "いいえ",
                                                                              "×", "0", "無"};
    struct arena arena;
    arena_init(&arena, 1 << 16);
    for (size_t i = 0; i < 5; i++) {
        assert_true(slice_is(cell_mend_boolean(&arena, slice_of(yes[i])), "true"));
        assert_true(slice_is(cell_mend_boolean(&arena, slice_of(no[i])), "false"));
    }
    assert_int_equal(cell_mend_boolean(&arena, slice_of("未定")).len, 0);
    arena_free(&arena);
}

static void whole_numbers_within_their_bounds(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 16);
    assert_true(slice_is(cell_mend_integer(&arena, &place, slice_of("７位")), "7"));
    assert_true(slice_is(cell_mend_integer(&arena, &place, slice_of("7.0")), "7"));
    assert_int_equal(cell_mend_integer(&arena, &place, slice_of("1,000")).len, 0);
    assert_int_equal(cell_mend_integer(&arena, &place, slice_of("7.5")).len, 0);
    assert_int_equal(cell_mend_integer(&arena, &place, slice_of("7%")).len, 0);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_formula_of_nothing_but_a_text_is_the_text),
        cmocka_unit_test(another_formula_stays),
        cmocka_unit_test(an_apostrophe_guards_codes_and_what_looks_like_a_formula),
        cmocka_unit_test(words_for_true_and_false),
        cmocka_unit_test(whole_numbers_within_their_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
