/* period_part.h: the text of a period in the spelling that is read. */
#include "hiraku/value/period_part.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void respells(const char *text, const char *expected)
{
    char bytes[96];
    size_t len = period_respell(slice_of(text), bytes, sizeof bytes);
    assert_true(slice_is((struct slice){bytes, len}, expected));
}

static void kanji_before_a_unit_are_digits(void **state)
{
    (void)state;
    respells("令和六年度", "令和6年度");
    respells("平成二十三年六月十四日", "平成23年6月14日");
    respells("二〇二三年", "2023年");
    respells("十年", "10年");
    respells("三十一日", "31日");
}

static void kanji_that_are_no_number_stay(void **state)
{
    (void)state;
    respells("三鷹市", "");
    respells("百年", "");
}

static void an_era_by_its_first_character_is_written_in_full(void **state)
{
    (void)state;
    respells("令6.4.1", "令和6.4.1");
    respells("平30", "平成30");
    respells("昭六四年", "昭和64年");
    respells("令元年", "令和元年");
    respells("大3", "大正3");
    respells("明治45年", "");
}

static void other_words_that_begin_so_stay(void **state)
{
    (void)state;
    respells("大阪", "");
    respells("平日", "");
    respells("明年", "");
}

static void words_that_add_nothing_go(void **state)
{
    (void)state;
    respells("西暦2024年", "2024年");
    respells("2024年度実績", "2024年度");
    respells("2024年度(見込み)", "2024年度");
    respells("令5年度目標値", "令和5年度");
}

static void a_word_alone_is_no_period(void **state)
{
    (void)state;
    respells("実績", "");
}

static void what_does_not_fit_is_not_respelt(void **state)
{
    (void)state;
    char bytes[20];
    assert_int_equal(period_respell(slice_of("令和六年度"), bytes, sizeof bytes), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kanji_before_a_unit_are_digits),
        cmocka_unit_test(kanji_that_are_no_number_stay),
        cmocka_unit_test(an_era_by_its_first_character_is_written_in_full),
        cmocka_unit_test(other_words_that_begin_so_stay),
        cmocka_unit_test(words_that_add_nothing_go),
        cmocka_unit_test(a_word_alone_is_no_period),
        cmocka_unit_test(what_does_not_fit_is_not_respelt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
