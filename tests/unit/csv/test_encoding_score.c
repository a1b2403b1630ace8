/* encoding_score.h: of several readings of the same bytes the right one is the cheapest. The bytes
 * are those of iconv(1). */
#include "api/csv/encoding_score.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct scores {
    struct encoding_score utf8, cp932, euc;
};

static struct scores scores_of(const char *bytes, size_t len)
{
    struct scores scores = {0};
    const unsigned char *at = (const unsigned char *)bytes;
    assert_int_equal(score_utf8(&scores.utf8, at, len, true), len);
    assert_int_equal(score_cp932(&scores.cp932, at, len, true), len);
    assert_int_equal(score_euc_jp(&scores.euc, at, len, true), len);
    return scores;
}

/* 横浜市のデータ in each encoding. */
static const char utf8[] = "横浜市のデータ";
static const char cp932[] = "\x89\xA1\x95\x6C\x8E\x73\x82\xCC\x83\x66\x81\x5B\x83\x5E";
static const char euc[] = "\xB2\xA3\xC9\xCD\xBB\xD4\xA4\xCE\xA5\xC7\xA1\xBC\xA5\xBF";

static void its_own_encoding_is_the_cheapest(void **state)
{
    (void)state;
    struct scores s = scores_of(utf8, sizeof utf8 - 1);
    assert_true(s.utf8.bits < s.cp932.bits && s.utf8.bits < s.euc.bits);
    s = scores_of(cp932, sizeof cp932 - 1);
    assert_true(s.cp932.bits < s.utf8.bits && s.cp932.bits < s.euc.bits);
    s = scores_of(euc, sizeof euc - 1);
    assert_true(s.euc.bits < s.utf8.bits && s.euc.bits < s.cp932.bits);
}

static void characters_are_counted_and_none_is_bad_in_its_own_encoding(void **state)
{
    (void)state;
    struct scores s = scores_of(utf8, sizeof utf8 - 1);
    assert_int_equal(s.utf8.units, 7);
    assert_int_equal(s.utf8.bad, 0);
    s = scores_of(cp932, sizeof cp932 - 1);
    assert_int_equal(s.cp932.units, 7);
    assert_int_equal(s.cp932.bad, 0);
    s = scores_of(euc, sizeof euc - 1);
    assert_int_equal(s.euc.units, 7);
    assert_int_equal(s.euc.bad, 0);
}

static void ascii_costs_nothing(void **state)
{
    (void)state;
    struct scores s = scores_of("id,name\r\n", 9);
    assert_int_equal(s.utf8.bits + s.cp932.bits + s.euc.bits, 0);
    assert_int_equal(s.utf8.units + s.cp932.units + s.euc.units, 0);
}

static void what_is_no_character_costs_most(void **state)
{
    (void)state;
    struct scores s = scores_of("\xFF", 1);
    assert_int_equal(s.utf8.bad, 1);
    assert_int_equal(s.utf8.bits, SCORE_BAD);
    assert_int_equal(s.cp932.bad, 1);
    assert_int_equal(s.euc.bad, 1);
}

static void a_character_that_is_cut_off_waits_for_the_rest(void **state)
{
    (void)state;
    struct encoding_score score = {0};
    assert_int_equal(score_utf8(&score, (const unsigned char *)"a\xE6\xA8", 3, false), 1);
    assert_int_equal(score_cp932(&score, (const unsigned char *)"a\x89", 2, false), 1);
    assert_int_equal(score_euc_jp(&score, (const unsigned char *)"a\xB2", 2, false), 1);
    assert_int_equal(score.units, 0);
}

/* ｶﾞｲﾄﾞ: one sound mark behind カ, one behind ト. */
static void half_width_kana_is_cheaper_where_marks_have_their_kana(void **state)
{
    (void)state;
    struct scores good = scores_of("\xB6\xDE\xB2\xC4\xDE", 5);
    struct scores odd = scores_of("\xDE\xB6\xB2\xDE\xC4", 5);
    assert_true(good.cp932.bits < odd.cp932.bits);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(its_own_encoding_is_the_cheapest),
        cmocka_unit_test(characters_are_counted_and_none_is_bad_in_its_own_encoding),
        cmocka_unit_test(ascii_costs_nothing),
        cmocka_unit_test(what_is_no_character_costs_most),
        cmocka_unit_test(a_character_that_is_cut_off_waits_for_the_rest),
        cmocka_unit_test(half_width_kana_is_cheaper_where_marks_have_their_kana),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
