/* search.h: what a person would expect to find is found. */
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

static void hiragana_katakana_and_half_width_fold_together(void **state)
{
    assert_slice(search_fold(*state, slice_of("イノベーション")), "いのべーしょん");
    assert_slice(search_fold(*state, slice_of("ｲﾉﾍﾞｰｼｮﾝ")), "いのべーしょん");
    assert_slice(search_fold(*state, slice_of("いのべーしょん")), "いのべーしょん");
}

static void full_width_and_case_fold_together(void **state)
{
    assert_slice(search_fold(*state, slice_of("ＤＸ Dx")), "dx dx");
}

static void a_run_of_japanese_gives_bigrams_and_its_last_character(void **state)
{
    assert_slice(search_terms(*state, slice_of("避難所")), "避難 難所 所");
}

static void words_and_numbers_are_terms_of_their_own(void **state)
{
    assert_slice(search_terms(*state, slice_of("行政DX、2023年")), "行政 政 dx 2023 年");
}

/* U+FE0F chooses the picture of the character before it (UTS 51). */
static void what_chooses_a_picture_is_no_part_of_a_word(void **state)
{
    assert_slice(search_terms(*state, slice_of("❤\xEF\xB8\x8F"
                                               "DX推進")),
                 "dx 推進 進");
}

static void the_parts_of_a_word_are_indexed_as_one(void **state)
{
    const char *const texts[] = {"みほん・ラボ", "ミホン･ラボ",    "みほん·ラボ", "みほん‐ラボ",
                                 "みほん　ラボ", "みほん ・ ラボ", "みほん゠ラボ"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *at =
            strstr(search_terms(*state, slice_of(texts[i])).at, "みほ ほん んら らぼ ぼ");
        assert_non_null(at);
    }
    assert_slice(search_terms(*state, slice_of("みほん、ラボ")), "みほ ほん ん らぼ ぼ");
    assert_slice(search_terms(*state, slice_of("みほん/ラボ")), "みほ ほん ん らぼ ぼ");
    assert_slice(search_terms(*state, slice_of("Wi-Fi の AI 活用")), "wi fi wifi の ai 活用 用");
    assert_slice(search_terms(*state, slice_of("open data")), "open data");
}

static void the_long_vowel_stays_and_a_dash_may_be_meant_for_it(void **state)
{
    assert_slice(search_terms(*state, slice_of("センター")), "せん んた たー ー");
    assert_slice(search_terms(*state, slice_of("センタ－")), "せん んた た せん んた たー ー");
    assert_slice(search_terms(*state, slice_of("港－市")), "港市 市");
}

static void what_is_typed_in_parts_is_looked_for_in_parts(void **state)
{
    bool many;
    assert_slice(search_match(*state, slice_of("みほん・らぼ"), &many),
                 "\"みほ ほん\" AND \"らぼ\"");
    assert_slice(search_match(*state, slice_of("wi-fi 市"), &many),
                 "((\"wi\"* AND \"fi\"*) OR \"wifi\"*) AND \"市\"*");
}

static void a_word_of_one_character_is_a_prefix(void **state)
{
    bool many;
    assert_slice(search_match(*state, slice_of("市"), &many), "\"市\"*");
}

static void a_longer_word_is_a_phrase_of_bigrams(void **state)
{
    bool many;
    assert_slice(search_match(*state, slice_of("避難所"), &many), "\"避難 難所\"");
}

static void all_words_must_match(void **state)
{
    bool many;
    assert_slice(search_match(*state, slice_of("まち　DX"), &many), "\"まち\" AND \"dx\"*");
}

static void quotes_and_operators_of_the_index_are_not_words(void **state)
{
    bool many;
    assert_slice(search_match(*state, slice_of("\"a\" OR -b* NEAR(c)"), &many),
                 "\"a\"* AND \"or\"* AND \"b\"* AND \"near\"* AND \"c\"*");
    assert_slice(search_match(*state, slice_of("!!! …"), &many), "");
}

static void too_many_words_are_noticed(void **state)
{
    bool many;
    search_match(*state, slice_of("a b c d e f g h i j k l m n o p"), &many);
    assert_false(many);
    search_match(*state, slice_of("a b c d e f g h i j k l m n o p q"), &many);
    assert_true(many);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hiragana_katakana_and_half_width_fold_together),
        cmocka_unit_test(full_width_and_case_fold_together),
        cmocka_unit_test(a_run_of_japanese_gives_bigrams_and_its_last_character),
        cmocka_unit_test(words_and_numbers_are_terms_of_their_own),
        cmocka_unit_test(what_chooses_a_picture_is_no_part_of_a_word),
        cmocka_unit_test(the_parts_of_a_word_are_indexed_as_one),
        cmocka_unit_test(the_long_vowel_stays_and_a_dash_may_be_meant_for_it),
        cmocka_unit_test(what_is_typed_in_parts_is_looked_for_in_parts),
        cmocka_unit_test(a_word_of_one_character_is_a_prefix),
        cmocka_unit_test(a_longer_word_is_a_phrase_of_bigrams),
        cmocka_unit_test(all_words_must_match),
        cmocka_unit_test(quotes_and_operators_of_the_index_are_not_words),
        cmocka_unit_test(too_many_words_are_noticed),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
