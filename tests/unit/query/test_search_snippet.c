/* search.h: the part of a text that shows why it was found. */
#include "hiraku/base/arena.h"
#include "hiraku/query/search.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static int open_arena(void **state)
{
    static struct arena arena;
    arena_init(&arena, 1 << 20);
    *state = &arena;
    return 0;
}

static int close_arena(void **state)
{
    arena_free(*state);
    return 0;
}

#define assert_slice(got, text)                                                                    \
    do {                                                                                           \
        struct slice s_ = (got);                                                                   \
        assert_non_null(s_.at);                                                                    \
        assert_string_equal(s_.at, text);                                                          \
    } while (0)

static void a_snippet_marks_a_word_with_its_joints(void **state)
{
    struct slice text = slice_of("一般社団法人ミホン・コミュニティ・ラボの Wi-Fi");
    assert_slice(search_snippet(*state, text, slice_of("みほんコミュニティラボ"), 80, "[", "]"),
                 "一般社団法人[ミホン・コミュニティ・ラボ]の Wi-Fi");
    assert_slice(search_snippet(*state, text, slice_of("みほん コミュニティ"), 80, "[", "]"),
                 "一般社団法人[ミホン]・[コミュニティ]・ラボの Wi-Fi");
    assert_slice(search_snippet(*state, text, slice_of("ラボ・ミホン wifi"), 80, "[", "]"),
                 "一般社団法人[ミホン]・コミュニティ・[ラボ]の [Wi-Fi]");
}

static void a_snippet_marks_what_was_written(void **state)
{
    assert_slice(search_snippet(*state, slice_of("オープンｲﾉﾍﾞｰｼｮﾝの推進"),
                                slice_of("イノベーション"), 80, "[", "]"),
                 "オープン[ｲﾉﾍﾞｰｼｮﾝ]の推進");
}

static void what_html_would_misread_is_escaped(void **state)
{
    assert_slice(search_snippet(*state, slice_of("<b>避難&所</b>"), slice_of("避難"), 80, "<mark>",
                                "</mark>"),
                 "&lt;b&gt;<mark>避難</mark>&amp;所&lt;/b&gt;");
}

static void a_long_text_is_cut_around_the_word(void **state)
{
    assert_slice(
        search_snippet(*state, slice_of("一二三四五六七八九十一二三四五避難所あいうえおかきくけこ"),
                       slice_of("避難"), 20, "<", ">"),
        "…四五六七八九十一二三四五<避難>所あいうえお…");
}

static void a_text_without_the_word_has_no_snippet(void **state)
{
    assert_null(search_snippet(*state, slice_of("横断歩道"), slice_of("避難"), 20, "<", ">").at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_snippet_marks_a_word_with_its_joints),
        cmocka_unit_test(a_snippet_marks_what_was_written),
        cmocka_unit_test(what_html_would_misread_is_escaped),
        cmocka_unit_test(a_long_text_is_cut_around_the_word),
        cmocka_unit_test(a_text_without_the_word_has_no_snippet),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
